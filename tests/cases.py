"""Cases in text files, for rules that are best shown by what goes in and what comes out.

A case is a title, a line with a full stop, what goes in, a full stop, what comes out, a full stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """What comes out for what goes in."""

    title: str
    given: str
    expected: str


def read_cases(name: str) -> list[Case]:
    """All cases of `cases/<name>.md`."""
    parts = _path(name).read_text("utf-8").split("\n.\n")
    assert not parts[-1].strip(), f"{name}.md does not end in a full stop"
    assert len(parts) % 3 == 1, f"{name}.md: a case has three parts"
    groups = zip(parts[0:-1:3], parts[1::3], parts[2::3], strict=True)
    return [Case(title.strip(), given, expected) for title, given, expected in groups]


def write_cases(name: str, found: list[Case]) -> None:
    """Write *found* in the place of all cases of the file."""
    texts = (f"{case.title}\n.\n{case.given}\n.\n{case.expected}\n.\n" for case in found)
    _path(name).write_text("\n".join(texts), "utf-8")


def _path(name: str) -> Path:
    return FOLDER / f"{name}.md"
