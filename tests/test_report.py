"""Problems, reports, and what the terminal shows of them."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.printing import WIDEST, Printer, as_text, printable
from briefgen.problems import CODES, Location, Problem, Report, Severity, nearest, problem

LOCATIONS = st.builds(Location, st.sampled_from("ab"), st.integers(0, 2), st.integers(0, 2))
PROBLEMS = st.lists(
    st.builds(
        problem,
        st.sampled_from(["name/unknown", "catalog/misplaced", "file/unexpected", "key/missing"]),
        LOCATIONS,
        st.sampled_from(["m", "n"]),
        st.sampled_from(["", "h", "i"]),
    ),
    max_size=8,
)


@given(problems=PROBLEMS, order=st.randoms(use_true_random=False))
def test_a_report_does_not_depend_on_the_order_of_its_problems(
    problems: list[Problem],
    order: object,
) -> None:
    """Each problem once, by place, then by code and words: the same text on every machine."""
    report = Report.of(problems)
    shuffled = sorted(problems, key=lambda _: order.random())  # type: ignore[attr-defined]
    assert Report.of([*shuffled, *problems]) == report
    assert set(report.problems) == set(problems)
    assert [one.location for one in report.problems] == sorted(
        {one.sort_key: one for one in problems}[key].location
        for key in {one.sort_key for one in problems}
    )
    assert report.errors + report.warnings == len(report.problems)


def test_severities_are_the_site_s() -> None:
    """Off drops a problem, and strict lifts every warning that is left."""
    where = Location("a")
    found = [problem("file/unexpected", where, "m"), problem("name/unknown", where, "m")]
    assert [one.severity for one in Report.of(found).problems] == ["warning", "error"]
    off = {"file/unexpected": Severity.OFF, "name/unknown": Severity.WARNING}
    assert [one.severity for one in Report.of(found, off).problems] == ["warning"]
    assert [one.severity for one in Report.of(found, off, strict=True).problems] == ["error"]
    assert Report.of(found, strict=True).errors == 2


def test_codes_are_well_formed() -> None:
    """The subject, a slash, what is wrong with it; with a line of explanation."""
    assert list(CODES) == sorted(CODES)
    for code, (severity, about) in CODES.items():
        subject, _, wrong = code.partition("/")
        assert (subject + wrong).replace("-", "").replace("8", "").isalpha()
        assert severity is not Severity.OFF
        assert about
        assert not about.endswith(".")


def test_a_code_that_is_not_listed_is_our_mistake() -> None:
    """It is raised, not reported."""
    with pytest.raises(KeyError):
        problem("no/such", Location("a"), "m")


def test_the_nearest_word_is_near() -> None:
    """A hint helps or is not given."""
    assert nearest("publsher", ["publish", "publisher", "rights"]) == "did you mean 'publisher'?"
    assert nearest("xyz", ["publisher"]) == ""
    assert nearest("x", []) == ""


def test_places_are_written_as_editors_open_them() -> None:
    """path:line:column, and the path alone for a whole file."""
    assert str(Location("a/b.md", 3, 7)) == "a/b.md:3:7"
    assert str(Location("a/b.md", 3)) == "a/b.md:3:1"
    assert str(Location("a/b.md")) == "a/b.md"
    assert Location("a", 3, 7).down(2) == Location("a", 5, 1)
    assert Location("a", 3, 7).down(0) == Location("a", 3, 7)


# --- printing ---------------------------------------------------------------------------------


def shown(text: str, line: int, col: int, width: int = 1) -> str:
    found = Problem("key/unknown", Location("a.yaml", line, col), "m", "", width)
    return as_text(found, {"a.yaml": text.encode()})


def test_a_problem_is_shown_with_its_line_and_a_caret() -> None:
    """Place, severity, code, message, the line, the caret under the words, the hint."""
    found = problem("key/unknown", Location("a.yaml", 2, 4), "'b' is not a known key", "try c", 2)
    assert as_text(found, {"a.yaml": b"one\r\n   bb: 1\r\n"}) == (
        "a.yaml:2:4: error: key/unknown\n"
        "  'b' is not a known key\n"
        "    2 |    bb: 1\n"
        "      |    ^^\n"
        "  hint: try c"
    )


@pytest.mark.parametrize(
    "before", ["", "Αλμάτι ", "\t", "a\u00a0b", "\u202e", "x" * 200, "\x1b[31m"]
)
@pytest.mark.parametrize("after", ["", " and more", "y" * 200])
def test_the_caret_stands_under_its_word(before: str, after: str) -> None:
    """Whatever stands before it in the line, and however long the line is."""
    text = shown(f"{before}HERE{after}", 1, len(before) + 1, 4).split("\n")
    line, carets = text[2], text[3]
    at = carets.index("^")
    assert line[at : at + 4] == "HERE"
    assert carets.count("^") == 4
    assert len(line) < WIDEST * 6


def test_a_caret_beyond_the_line_is_no_failure() -> None:
    """Nor is a line beyond the file, or a file that is not there or not UTF-8."""
    assert shown("ab", 1, 9).endswith("^")
    assert "|" not in shown("ab", 7, 1)
    assert as_text(problem("key/missing", Location("b", 1, 1), "m"), {}).count("\n") == 1
    found = problem("file/not-utf8", Location("a", 2, 3), "m")
    assert "    2 | ab\ufffdc" in as_text(found, {"a": b"x\r\nab\xffc\r\n"})


@given(text=st.text(max_size=30))
def test_nothing_in_a_file_commands_the_terminal(text: str) -> None:
    """Escape sequences, line feeds and directions are made visible, in names as well."""
    assert printable(text).isprintable()
    found = problem("file/unexpected", Location(text or "x", 1, 1), text, text)
    assert as_text(found, {}).replace("\n", "").isprintable()


def test_programs_get_the_problems_as_json() -> None:
    """Names of files that are no text do not break it."""
    out = io.StringIO()
    printer = Printer(as_json=True, out=out, err=out)
    where = Location("content/\udcff\x1b.txt", 0, 0)
    printer.problems(Report.of([problem("file/unexpected", where, "“no” part")]), {})
    printer.say("words for people")
    printer.data(sealed=["a"])
    out.getvalue().encode("ascii")
    found = json.loads(out.getvalue())
    assert found["sealed"] == ["a"]
    (one,) = found["problems"]
    assert one == {
        "code": "file/unexpected",
        "severity": "warning",
        "path": "content/\udcff\x1b.txt",
        "line": 0,
        "column": 0,
        "message": "“no” part",
        "hint": "",
    }


def test_what_is_said_commands_no_terminal() -> None:
    """Words of a catalog are among it."""
    out = io.StringIO()
    Printer(out=out, err=out).say("dropped: a\x1b[31m\u202e")
    assert out.getvalue() == "dropped: a\\u001b[31m\\u202e\n"
