"""Pandoc's citation syntax, as far as passages need it.

`[@id, para. 3]`, `[@id, paras. 3-5, 7; @other, para. 2]`, `[-@id]`, `[see @id]`
(https://pandoc.org/MANUAL.html#citation-syntax).
"""

from __future__ import annotations

import re

from briefgen.prose import Cited

MARKED = re.compile(r"\[(?=[^\[\]@]*@)([^\[\]]*)\]")
"""A bracket that holds an at sign: every one in a dossier is a citation."""

_ITEM = re.compile(
    r"(?P<prefix>[^@]*?)(?P<minus>-?)@(?P<id>[a-z0-9-]+)(?:\s*,\s*paras?\.\s*(?P<paras>[^;]*))?"
)
_PARAS = re.compile(r"([0-9]{1,6})(?:\s*[-–]\s*([0-9]{1,6}))?")
LONGEST_RANGE = 200
"""Passages that one citation may name; a bound against `paras. 1-999999`."""


class CitationError(ValueError):
    """A bracket with an at sign that is not a citation; the message says why."""


def parse_citation(inside: str) -> tuple[Cited, ...]:
    """What stands between the brackets, or raise `CitationError`."""
    return tuple(_item(item.strip()) for item in inside.split(";"))


def _item(text: str) -> Cited:
    match = _ITEM.fullmatch(text)
    if not match:
        raise CitationError(f"{text!r} is not a citation")
    return Cited(
        match["id"], _passages(match["paras"]), bool(match["minus"]), match["prefix"].strip()
    )


def _passages(text: str | None) -> tuple[int, ...]:
    if text is None:
        return ()
    numbers: list[int] = []
    for part in text.split(","):
        match = _PARAS.fullmatch(part.strip())
        if not match:
            raise CitationError(f"{part.strip()!r} is not the number of a passage")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first or last - first >= LONGEST_RANGE:
            raise CitationError(f"{part.strip()!r} is not a range of passages")
        numbers += range(first, last + 1)
        if len(numbers) > LONGEST_RANGE:
            raise CitationError(f"one citation names at most {LONGEST_RANGE} passages")
    return tuple(dict.fromkeys(numbers))
