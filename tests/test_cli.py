"""The commands as they are typed: exit codes, what is written, and what programs are told."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import polib
import pytest

from briefgen.cli import PROBLEMS, PUBLISHED, USAGE, main

SITES = Path(__file__).parent / "sites"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small archive that may be spoilt."""
    copied = tmp_path / "site"
    ignored = shutil.ignore_patterns("expected", "public")
    shutil.copytree(SITES / "two-tellings", copied, ignore=ignored)
    return copied


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    return code, capsys.readouterr().out


def _tree(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_a_wrong_call_is_told_from_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """2 for a folder that is not there or a command that is not known, 1 for an empty folder."""
    assert main(["build", "--root", str(tmp_path / "nowhere")]) == USAGE
    assert "is not a folder" in capsys.readouterr().err
    with pytest.raises(SystemExit) as stopped:
        main(["biuld"])
    assert stopped.value.code == USAGE
    assert main(["build", "--root", str(tmp_path)]) == PROBLEMS


def test_check_writes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither pages nor a trace of having tried."""
    before = _tree(site)
    code, said = _run(capsys, "check", "--root", str(site))
    assert code == PUBLISHED
    assert "can be published" in said
    assert _tree(site) == before


def test_json_is_one_value_with_problems_and_account(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program reads what a person would: every problem with its place, and what was done."""
    (site / "content/events.yaml").write_text("attack: {labl: A}\n", "utf-8")
    code, said = _run(capsys, "build", "--json", "--root", str(site))
    told = json.loads(said)
    assert code == PROBLEMS
    assert told["published"] is False
    assert told["errors"] == len(told["problems"])
    first = next(p for p in told["problems"] if p["code"] == "key/unknown")
    assert (first["path"], first["line"], first["column"]) == ("content/events.yaml", 1, 10)
    assert first["hint"] == "did you mean 'label'?"


def test_json_of_a_good_build(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing but JSON is printed, and the counts are those of the archive."""
    code, said = _run(capsys, "build", "--json", "--root", str(site))
    told = json.loads(said)
    assert code == PUBLISHED
    assert told["problems"] == []
    assert told["published"] is True
    assert (told["sources"], told["passages"], told["tellings"], told["dossiers"]) == (2, 6, 4, 1)
    made = list((site / "public").rglob("*.html"))
    assert told["pages"] == len(made)


def test_strict_takes_warnings_for_errors(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And then nothing is published."""
    (site / "content/notes.docx").write_bytes(b"")
    assert _run(capsys, "build", "--strict", "--root", str(site))[0] == PROBLEMS
    assert not (site / "public").exists()
    assert _run(capsys, "build", "--root", str(site))[0] == PUBLISHED


def test_a_site_may_weigh_a_problem_itself(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`[checks]` turns one off, or up."""
    (site / "content/notes.docx").write_bytes(b"")
    toml = site / "site.toml"
    plain = toml.read_text("utf-8")
    toml.write_text(plain + '\n[checks]\n"file/unexpected" = "error"\n', "utf-8")
    assert _run(capsys, "check", "--root", str(site))[0] == PROBLEMS
    toml.write_text(plain + '\n[checks]\n"file/unexpected" = "off"\n', "utf-8")
    code, said = _run(capsys, "check", "--strict", "--root", str(site))
    assert (code, "file/unexpected" in said) == (PUBLISHED, False)


def test_sealing_makes_a_source_quotable(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Unsealed, its quotation stops the build; sealed, it is published; changed, it stops again."""
    record = site / "content/sources/gazzetta-2022-01-05/record.yaml"
    text = site / "content/sources/gazzetta-2022-01-05/text.txt"
    lines = record.read_text("utf-8").splitlines(keepends=True)
    record.write_text("".join(x for x in lines if not x.startswith("text-sha256")), "utf-8")
    code, said = _run(capsys, "build", "--root", str(site))
    assert (code, "quotation/unsealed" in said) == (PROBLEMS, True)

    assert _run(capsys, "seal", "gazzetta-2022-01-05", "--root", str(site))[0] == PUBLISHED
    digest = hashlib.sha256(text.read_bytes()).hexdigest()
    assert f"text-sha256: {digest}\n" in record.read_text("utf-8")
    assert _run(capsys, "build", "--root", str(site))[0] == PUBLISHED
    sealed = record.read_bytes()
    assert _run(capsys, "seal", "gazzetta-2022-01-05", "--root", str(site))[0] == PUBLISHED
    assert record.read_bytes() == sealed

    text.write_text(text.read_text("utf-8").replace("tre", "due"), "utf-8")
    code, said = _run(capsys, "seal", "gazzetta-2022-01-05", "--root", str(site))
    assert (code, "fixity/text-changed" in said) == (PROBLEMS, True)
    assert record.read_bytes() == sealed


def test_sealing_what_is_not_there(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The id that was meant is offered."""
    code, said = _run(capsys, "seal", "gazzeta-2022-01-05", "--root", str(site))
    assert code == PROBLEMS
    assert "did you mean 'gazzetta-2022-01-05'?" in said


def test_catalogs_are_made_once(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every passage gets an entry, what is translated stays, and a second run changes nothing."""
    assert _run(capsys, "catalogs", "--root", str(site))[0] == PUBLISHED
    herald = polib.pofile(str(site / "content/sources/herald-2022-01-06/it.po"))
    places = [occurrence[0] for entry in herald for occurrence in entry.occurrences]
    assert places == ["title", "p1", "p2"]
    assert {entry.msgid: entry.msgstr for entry in herald}["Five officers dead"] == (
        "Cinque agenti morti"
    )
    before = _tree(site)
    code, said = _run(capsys, "catalogs", "--json", "--root", str(site))
    assert (code, json.loads(said)["changed"]) == (PUBLISHED, [])
    assert _tree(site) == before
    assert _run(capsys, "build", "--strict", "--root", str(site))[0] == PUBLISHED


def test_catalogs_of_one_source_only(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Named ids are brought up to date, and no other."""
    before = _tree(site)
    assert _run(capsys, "catalogs", "herald-2022-01-06", "--root", str(site))[0] == PUBLISHED
    changed = {path for path, data in _tree(site).items() if before.get(path) != data}
    assert changed == {"content/sources/herald-2022-01-06/it.po"}
