"""gettext catalogs to translations, by polib; Babel's reader would lose the previous msgid."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import polib

from briefgen.language.folding import fold_line_ends, fold_words
from briefgen.model import Catalog, State, Translation
from briefgen.problems import Location, Problem, problem
from briefgen.reading.texts import CONTROL

_STRING_LINES = ('"', "msgid", "msgstr")
_WELL_FORMED = re.compile(r'(?:msg\w+(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*"\s*')
_WAIVE = re.compile(r"waive\s+([a-z-]+/[a-z-]+):\s*\S.*")
_LINE = re.compile(r"\(?line (\d+)\)?:?\s*")


def review_hash(words: str, translated: str = "") -> str:
    """What `# reviewed:` signs: the original words and the translated ones.

    The first 16 digits of the SHA-256 of both, a line feed between them.
    """
    return hashlib.sha256(f"{words}\n{translated}".encode()).hexdigest()[:16]


def read_review(signed: str, signature: str) -> tuple[str, str] | None:
    """Name and date of a review `NAME; DATE; HASH`; None if it signs other words than these."""
    match [part.strip() for part in signed.split(";")]:
        case [name, day, written] if name and day and written == signature:
            return name, day
        case _:
            return None


def open_catalog(text: str) -> polib.POFile:
    """The entries of a PO file as polib has them; it raises what it likes if it is none."""
    # The line end keeps polib from taking a one-line text for the name of a file.
    return polib.pofile(fold_line_ends(text) + "\n", wrapwidth=78)


def parse_catalog(path: str, text: str, language: str) -> tuple[Catalog, tuple[Problem, ...]]:
    """The catalog at *path*, and what is wrong with it as a PO file.

    The same words twice and entries kept as obsolete (`#~`) are problems.
    """
    try:
        parsed = open_catalog(text)
    except (OSError, ValueError, IndexError, AttributeError, UnicodeError) as error:
        match = _LINE.search(str(error))
        reason = _LINE.sub("", str(error)).removeprefix("Syntax error in po file").strip(" :")
        where = Location(path, int(match[1]), 1) if match else Location(path)
        message = "not a PO file" + (f": {reason}" if reason and match else "")
        return Catalog(language, {}, path), (problem("catalog/unreadable", where, message),)
    lines = text.split("\n")
    problems = [
        problem("catalog/unreadable", Location(path, number, 1), "a text is not closed")
        for number, line in enumerate(lines, 1)
        if line.startswith(_STRING_LINES) and not _WELL_FORMED.fullmatch(line)
    ]
    entries: dict[str, Translation] = {}
    waivers: set[tuple[str, Location]] = set()
    for entry in parsed:
        location = _place(path, lines, entry)
        comments = (entry.tcomment or "").split("\n")
        waivers |= {(match[1], location) for line in comments if (match := _WAIVE.fullmatch(line))}
        words = fold_words(entry.msgid)
        context: str | None = entry.msgctxt
        if entry.obsolete:
            hint = "`briefgen catalogs` drops it; git keeps it"
            problems.append(
                problem("catalog/obsolete", location, "an entry marked as obsolete", hint)
            )
        elif entry.msgid_plural or context is not None:
            message = "passages have neither plurals nor contexts"
            problems.append(problem("catalog/unreadable", location, message))
        elif control := CONTROL.search(entry.msgid + entry.msgstr):
            message = f"control character U+{ord(control.group()):04X}, written as an escape"
            problems.append(problem("text/control-character", location, message))
        elif words in entries:
            hint = f"it stands first in line {entries[words].location.line}"
            problems.append(
                problem("catalog/doubled", location, "the same words are translated twice", hint)
            )
        else:
            entries[words] = _translation(entry, location)
    return Catalog(language, entries, path, frozenset(waivers)), tuple(problems)


def _translation(entry: polib.POEntry, location: Location) -> Translation:
    made = next((words for words in _comments(entry, "made:") if words), "")
    if not entry.msgstr.strip():
        return Translation(State.MISSING, location=location)
    if "fuzzy" in entry.flags:
        previous = entry.previous_msgid or ""
        state = State.STALE if previous else State.DRAFT
        return Translation(state, entry.msgstr, previous, made, location=location)
    signature = review_hash(fold_words(entry.msgid), entry.msgstr)
    for signed in _comments(entry, "reviewed:"):
        if review := read_review(signed, signature):
            return Translation(State.REVIEWED, entry.msgstr, "", made, *review, location)
    return Translation(State.EDITED, entry.msgstr, "", made, location=location)


def _comments(entry: polib.POEntry, key: str) -> Iterator[str]:
    """What the translator's comments say after *key*."""
    for line in (entry.tcomment or "").split("\n"):
        if line.startswith(key):
            yield line.removeprefix(key).strip()


def _place(path: str, lines: list[str], entry: polib.POEntry) -> Location:
    """The line of the entry's msgid; polib gives the line of its first comment."""
    first = entry.linenum or 1
    for number in range(first, min(first + 100, len(lines)) + 1):
        if lines[number - 1].startswith(("msgid", "#~ msgid")):
            return Location(path, number, 1)
    return Location(path, first, 1)
