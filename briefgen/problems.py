"""What a run has to say about the author's files.

A mistake in the content is a value, never an exception: every reader and every check returns the
`Problem`s it found, `Report` gathers them, and the command line prints them once, sorted by place.
An exception that escapes is therefore always a bug of briefgen, and keeps its traceback.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """How much a problem weighs; `OFF` problems are dropped from the report."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


CODES: Mapping[str, tuple[Severity, str]] = MappingProxyType(
    {
        "capture/line-left-out": (
            Severity.ERROR,
            "Text of the capture is neither kept nor removed",
        ),
        "catalog/doubled": (Severity.ERROR, "A catalog translates the same words twice"),
        "catalog/misplaced": (Severity.WARNING, "A catalog of a language the site does not have"),
        "catalog/obsolete": (Severity.ERROR, "A catalog entry translates words that are gone"),
        "catalog/unreadable": (Severity.ERROR, "A catalog is not a gettext PO file"),
        "citation/unknown-passage": (
            Severity.ERROR,
            "A citation names a passage that is not there",
        ),
        "citation/unknown-source": (Severity.ERROR, "A citation names a source that is not there"),
        "citation/unreadable": (Severity.ERROR, "A citation does not follow the syntax"),
        "dossier/incomplete": (Severity.ERROR, "A dossier lacks its title or its text"),
        "event/unknown": (Severity.ERROR, "A telling names an event that is not in events.yaml"),
        "figure/unknown-series": (Severity.ERROR, "A figure names a series not in figures.yaml"),
        "figure/unreadable": (Severity.ERROR, "A figure is neither a number, a range nor a word"),
        "file/not-utf8": (Severity.ERROR, "A text file is not UTF-8"),
        "file/outside": (Severity.ERROR, "A file leads out of the archive's folder"),
        "file/too-large": (Severity.ERROR, "A file is larger than any that is read"),
        "file/unexpected": (Severity.WARNING, "A file that no part of the archive uses"),
        "fixity/capture-changed": (Severity.ERROR, "A capture does not match its checksum"),
        "fixity/no-capture": (Severity.ERROR, "A sealed source has no capture and does not say so"),
        "fixity/text-changed": (Severity.ERROR, "A sealed text does not match its checksum"),
        "id/malformed": (Severity.ERROR, "An id is not 1 to 64 of a-z, 0-9 and hyphen"),
        "key/doubled": (Severity.ERROR, "A key stands twice in one mapping"),
        "key/missing": (Severity.ERROR, "A required key is not there"),
        "key/unknown": (Severity.ERROR, "A key that the format does not know"),
        "language/no-interface": (Severity.ERROR, "A site language briefgen has no words for"),
        "link/nowhere": (Severity.ERROR, "A link inside the site leads to no page or anchor"),
        "link/unsafe": (Severity.ERROR, "A link uses a scheme other than http, https or mailto"),
        "name/shared-spelling": (Severity.WARNING, "Two names claim the same spelling"),
        "name/unknown": (Severity.ERROR, "An id that is not in names.yaml"),
        "output/not-ours": (
            Severity.ERROR,
            "A file briefgen did not make stands in a page's place",
        ),
        "page/same-address": (Severity.ERROR, "Two pages claim the same address"),
        "passage/not-in-capture": (Severity.ERROR, "A passage does not stand in the capture"),
        "passage/unknown": (Severity.ERROR, "A number that is not one of the source's passages"),
        "quotation/differs": (Severity.ERROR, "Quoted words do not stand in the cited passage"),
        "quotation/differs-in-translation": (
            Severity.WARNING,
            "A translated block of a dossier fails the gate and is not shown",
        ),
        "quotation/unbalanced": (Severity.ERROR, "A quotation mark opens or closes nothing"),
        "quotation/uncited": (Severity.ERROR, "Quoted words are followed by no citation"),
        "quotation/unsealed": (Severity.ERROR, "Quoted words come from an unsealed source"),
        "site/missing": (Severity.ERROR, "There is no site.toml"),
        "source/incomplete": (Severity.ERROR, "A source lacks its record or its text"),
        "source/superseded-twice": (
            Severity.ERROR,
            "A source supersedes itself, or one that another supersedes",
        ),
        "source/unknown": (Severity.ERROR, "An id that is not a source of the archive"),
        "template/broken": (Severity.ERROR, "A template cannot be compiled or run"),
        "template/undefined": (Severity.ERROR, "A template uses a word it was not given"),
        "text/control-character": (Severity.ERROR, "A text holds a character no page may hold"),
        "time/skipped": (Severity.ERROR, "A clock time that its zone skipped"),
        "time/unreadable": (Severity.ERROR, "A time does not follow the syntax or does not exist"),
        "toml/unreadable": (Severity.ERROR, "site.toml is not TOML"),
        "translation/unlike": (
            Severity.WARNING,
            "A translated block is not built like its original and is not shown",
        ),
        "value/not-allowed": (Severity.ERROR, "A value is not one of those allowed"),
        "value/wrong-type": (Severity.ERROR, "A value is of another kind than the key asks for"),
        "yaml/unreadable": (Severity.ERROR, "A file is not the plain YAML that is read"),
        "zone/unknown": (Severity.ERROR, "A time zone is not in the IANA database"),
    }
)
"""Every code a run can report, its usual severity, and what it means in a line."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file of the archive; lines and columns count from 1, 0 means the whole file."""

    path: str
    """POSIX path below the archive's root."""

    line: int = 0
    col: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.col or 1}"

    def down(self, lines: int) -> Location:
        """The place so many lines further on, at the start of the line."""
        return replace(self, line=self.line + lines, col=1) if lines else self


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the content: what, where, and what to do about it."""

    code: str
    location: Location
    message: str
    hint: str = ""
    width: int = 1
    """How many characters the caret underlines."""

    severity: Severity = field(default=Severity.ERROR)

    @property
    def sort_key(self) -> tuple[Location, str, str, str, int]:
        """Problems are listed by place, then by code and words; no two different ones tie."""
        return (self.location, self.code, self.message, self.hint, self.width)


def problem(code: str, location: Location, message: str, hint: str = "", width: int = 1) -> Problem:
    """A problem of the usual severity of its *code*, which must be listed in `CODES`."""
    severity, _ = CODES[code]
    return Problem(code, location, message, hint, width, severity)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word most like *word*, or no hint."""
    matches = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {matches[0]!r}?" if matches else ""


@dataclass(frozen=True, slots=True)
class Report:
    """All problems of one run, sorted, with the severities that the site asked for."""

    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(
        cls,
        problems: Iterable[Problem],
        severities: Mapping[str, Severity] | None = None,
        *,
        strict: bool = False,
    ) -> Report:
        """Gather *problems*; *severities* overrides by code, *strict* makes warnings errors."""
        chosen = severities or {}
        kept = set()
        for found in problems:
            severity = chosen.get(found.code, found.severity)
            if severity is Severity.WARNING and strict:
                severity = Severity.ERROR
            if severity is not Severity.OFF:
                kept.add(replace(found, severity=severity))
        return cls(tuple(sorted(kept, key=lambda found: found.sort_key)))

    @property
    def errors(self) -> int:
        """How many problems stop the run from publishing."""
        return sum(found.severity is Severity.ERROR for found in self.problems)

    @property
    def warnings(self) -> int:
        """How many problems are only reported."""
        return len(self.problems) - self.errors
