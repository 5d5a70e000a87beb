"""Sealing writes its lines and nothing else."""

from __future__ import annotations

import difflib

import pytest
from builders import checksum, source
from hypothesis import given
from hypothesis import strategies as st

from briefgen.accession.sealing import check_sealable, seal_record
from briefgen.reading.records import parse_record
from briefgen.reading.texts import decode

CAPTURED, TEXT = "One.\n", "One.\n"
RECORD = "# A record\ntype: webpage   # a remark\ntitle: 'A title'\nlanguage: en\n"


def added(before: str, after: str) -> list[str]:
    """The lines that were put in; none may have been changed or taken out."""
    changes = list(difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True)))
    assert not [line for line in changes if line.startswith(("-", "?"))], changes
    return [line[2:] for line in changes if line.startswith("+ ")]


def test_a_source_without_checksums_gets_both() -> None:
    """That of the capture and that of the text, at the end, and no other line is touched."""
    one = source(text=TEXT, captured=CAPTURED, sealed=False, capture_sha256="")
    lines = added(RECORD, seal_record(RECORD, one))
    assert lines == [f"capture-sha256: {checksum(CAPTURED)}\n", f"text-sha256: {checksum(TEXT)}\n"]


def test_a_checksum_stands_after_its_like() -> None:
    """After that of the capture, or after the word that there is none."""
    for line in (f"capture-sha256: {checksum(CAPTURED)}", "capture: none"):
        before = RECORD + line + "\nremoved:\n- {lines: 3, why: a}\n"
        one = source(text=TEXT, sealed=False, captured=None if "none" in line else CAPTURED)
        after = seal_record(before, one)
        assert added(before, after) == [f"text-sha256: {checksum(TEXT)}\n"]
        assert f"{line}\ntext-sha256:" in after


@pytest.mark.parametrize("empty", ["", " ", " ~", " null", "  # to come", " ~  # to come", "\t"])
def test_an_empty_key_is_filled_in(empty: str) -> None:
    """Its remark stays a remark."""
    before = f"text-sha256:{empty}\n{RECORD}"
    after = seal_record(before, source(text=TEXT, sealed=False))
    assert after.split("\n", 1)[1] == RECORD
    record, *_, problems = parse_record("r", after)
    assert problems == ()
    assert record
    assert record.text_sha256 == checksum(TEXT)
    assert ("# to come" in after) == ("# to come" in before)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_are_kept(end: str, last: bool) -> None:  # noqa: FBT001
    """A file from Windows stays one, and a last line without its end gets one."""
    before = RECORD.replace("\n", end)
    before = before if last else before.removesuffix(end)
    after = seal_record(before, source(text=TEXT, sealed=False))
    assert after.startswith(before)
    assert after.count(end) == after.count("\n") == RECORD.count("\n") + 1
    assert after.endswith(f"{end}text-sha256: {checksum(TEXT)}{end}")


KEYS = {
    "publisher": "publisher: p",
    "capture": "capture: none",
    "capture-sha256": f"capture-sha256: {'0' * 64}",
    "rights": "rights: |\n  a\n  text-sha256:\n  capture: x\n",
    "removed": "removed:\n- {lines: 1, why: text-sha256 is gone}",
    "text-sha256": "text-sha256:   # not yet",
    "note": "# text-sha256:",
}


@given(
    keys=st.permutations(list(KEYS)),
    number=st.integers(0, len(KEYS)),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_a_sealed_record_is_the_record_with_its_checksum(
    keys: list[str], number: int, end: str
) -> None:
    """Whatever the record says and in whatever order, that is all that changes."""
    before = RECORD + "".join(KEYS[key] + "\n" for key in keys[:number])
    raw = before.replace("\n", end)
    old, *_, problems = parse_record("r", decode("r", raw.encode())[0])
    assert old
    assert problems == ()
    one = source(text=TEXT, sealed=False)
    after = seal_record(raw, one)
    new, *_, problems = parse_record("r", decode("r", after.encode())[0])
    assert new
    assert problems == ()
    assert new.text_sha256 == checksum(TEXT)
    for name in ("rights", "removed", "publisher", "capture_sha256", "has_no_capture", "title"):
        assert getattr(new, name) == getattr(old, name)
    assert len(set(after.split(end)) - set(raw.split(end))) == 1


@pytest.mark.parametrize(
    "record, is_sealable",
    [
        (RECORD, True),
        (RECORD.replace("\n", "\r\n"), True),
        ("\ufeff" + RECORD, True),
        ("{type: webpage, title: a, language: en, capture: none}\n", False),
        (f"{RECORD}...\n", False),
        (f"{RECORD}capture-sha256:\n  {checksum(CAPTURED)}\n", False),
        (f"{RECORD}text-sha256: {{}}\n", False),
    ],
)
def test_a_record_that_sealing_would_break_is_told(record: str, is_sealable: bool) -> None:  # noqa: FBT001
    """YAML can be written so that a line of its own cannot be put in."""
    one = source(text=TEXT, captured=CAPTURED, sealed=False)
    found = list(check_sealable("r.yaml", record, one))
    assert [problem.code for problem in found] == ([] if is_sealable else ["yaml/unreadable"])


def test_a_source_without_a_capture_must_say_so() -> None:
    """Else nobody could tell a text that never had one from one whose capture was lost."""
    lost = source(text=TEXT, sealed=False, has_no_capture=False)
    found = list(check_sealable("r.yaml", RECORD, lost))
    assert "fixity/no-capture" in [problem.code for problem in found]
    never = source(text=TEXT, sealed=False, has_no_capture=True)
    found = list(check_sealable("r.yaml", RECORD, never))
    assert "fixity/no-capture" not in [problem.code for problem in found]
