"""What the terminal shows: problems with their lines, progress, and the account of a run."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import lru_cache
from typing import TextIO

from briefgen.build import Build
from briefgen.problems import Problem, Report
from briefgen.reading.texts import decode

WIDEST = 120
"""Code points of a line that is shown; a longer one is cut around the caret."""


class Printer:
    """Prints for people, or as one JSON value a line for programs."""

    def __init__(
        self, *, as_json: bool = False, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        """Print to the standard streams unless others are given."""
        self.as_json = as_json
        self.out, self.err = out or sys.stdout, err or sys.stderr
        self._problems: list[dict[str, object]] = []
        self._progress_shown = False

    def say(self, words: str) -> None:
        """A line on what was done; programs are not told."""
        self._wipe()
        if not self.as_json:
            print(printable(words), file=self.out)

    def usage(self, words: str) -> None:
        """A line on what was wrong with the call."""
        print(f"briefgen: {words}", file=self.err)

    def progress(self, step: str, done: int) -> None:
        """How far a long step is; on a terminal only, and wiped by what is printed next."""
        if not self.as_json and done and done % 200 == 0 and self.err.isatty():
            print(f"\r{step}: {done}", end="", file=self.err, flush=True)
            self._progress_shown = True

    def _wipe(self) -> None:
        if self._progress_shown:
            print("\r\x1b[K", end="", file=self.err, flush=True)
            self._progress_shown = False

    def problems(self, report: Report, files: Mapping[str, bytes]) -> None:
        """Every problem with the line it stands in."""
        self._wipe()
        for found in report.problems:
            if self.as_json:
                self._problems.append(as_data(found))
            else:
                print(as_text(found, files) + "\n", file=self.out)

    def account(self, made: Build, *, wrote: bool) -> None:
        """What a build found and did."""
        self.data(**_account(made))
        report = made.report
        if report.problems:
            errors, warnings = _count(report.errors, "error"), _count(report.warnings, "warning")
            self.say(f"{errors}, {warnings} in {_count(_read(made), 'file')}.")
        if report.errors:
            self.say("Nothing was written.")
        elif made.published:
            done = made.published
            self.say(
                f"{_count(made.pages, 'page')}: {_count(done.written, 'file')} written,"
                f" {done.unchanged} unchanged, {done.pruned} pruned."
            )
        elif not wrote:
            self.say(f"{_count(made.pages, 'page')} can be published.")

    def data(self, **facts: object) -> None:
        """The whole run as one JSON value, for programs; people are told by `say`."""
        if self.as_json:
            whole = {"problems": self._problems, **facts}
            print(json.dumps(whole, indent=2), file=self.out)


def as_text(found: Problem, files: Mapping[str, bytes]) -> str:
    """A problem for people: place, severity, code, message, the line with a caret, a hint."""
    where = found.location
    head = f"{printable(str(where))}: {found.severity}: {found.code}"
    lines = [head, f"  {printable(found.message)}"]
    if where.line and (line := _line(files, where.path, where.line)) is not None:
        margin = f"{where.line:5} | "
        col = max(where.col, 1)
        start = max(0, col - 1 - WIDEST // 2) if len(line) > WIDEST else 0
        shown = line[start : start + WIDEST]
        before = printable(shown[: col - 1 - start])
        under = printable(shown[col - 1 - start :][: found.width])
        lines.append(margin + printable(shown))
        lines.append(" " * 5 + " | " + " " * len(before) + "^" * max(1, len(under)))
    if found.hint:
        lines.append(f"  hint: {printable(found.hint)}")
    return "\n".join(lines)


def as_data(found: Problem) -> dict[str, object]:
    """A problem for programs."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "path": found.location.path,
        "line": found.location.line,
        "column": found.location.col,
        "message": found.message,
        "hint": found.hint,
    }


def printable(text: str) -> str:
    """Text in which every character that could command a terminal, or turn its text, is visible."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _line(files: Mapping[str, bytes], path: str, number: int) -> str | None:
    lines = _lines(path, files[path]) if path in files else ()
    return lines[number - 1] if number <= len(lines) else None


@lru_cache(maxsize=8)
def _lines(path: str, data: bytes) -> tuple[str, ...]:
    """A file's lines; remembered, as one file may have thousands of problems."""
    legible = data.decode("utf-8", "replace").encode("utf-8")
    return tuple(decode(path, legible)[0].split("\n"))


def _account(made: Build) -> dict[str, object]:
    archive, done = made.archive, made.published
    return {
        "errors": made.report.errors,
        "warnings": made.report.warnings,
        "files": _read(made),
        "sources": len(archive.sources) if archive else 0,
        "passages": sum(len(s.passages) for s in archive.sources.values()) if archive else 0,
        "tellings": len(archive.tellings) if archive else 0,
        "dossiers": len(archive.dossiers) if archive else 0,
        "pages": made.pages,
        "published": done is not None,
        "written": done.written if done else 0,
        "unchanged": done.unchanged if done else 0,
        "pruned": done.pruned if done else 0,
    }


def _read(made: Build) -> int:
    """How many of the archive's own files were read."""
    return sum(not path.startswith("templates/") for path in made.files)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
