"""The quotation gate: whether quoted words stand in a text, code point for code point.

White space is folded on both sides, and `[...]` (or `[…]`) in a quotation stands for words left
out. Nothing else is forgiven: a fuzzy match would find "12 killed" for "18 killed". And words are
quoted whole: "8 killed" does not stand in "18 killed", nor "000 people" in "5,000 people".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from briefgen.language.folding import fold_space

_IN_NUMBERS = ".,:’'\u00a0\u202f"
"""Between two digits these are part of a number: 2.400, 17:20."""

GAP = re.compile(r"\s*\[(?:\.\.\.|…)\]\s*")


def pieces(quotation: str) -> tuple[str, ...]:
    """The stretches of a quotation between its gaps, white space folded."""
    return tuple(piece for piece in map(fold_space, GAP.split(quotation)) if piece)


def find(quotation: str, text: str) -> tuple[tuple[int, int], ...] | None:
    """Where each piece of *quotation* stands in *text* (white space folded), in order, or None.

    >>> find("18 [...] wounded", "26 killed, and another 18 have been wounded")
    ((23, 25), (36, 43))
    """
    found: list[tuple[int, int]] = []
    position = 0
    for piece in pieces(quotation):
        start = _find_whole(piece, text, position)
        if start < 0:
            return None
        position = start + len(piece)
        found.append((start, position))
    return tuple(found) or None


def _find_whole(piece: str, text: str, position: int) -> int:
    """Where *piece* next stands without cutting a word or a number in two; -1 if nowhere."""
    start = text.find(piece, position)
    while start >= 0 and (_is_within(text, start) or _is_within(text, start + len(piece))):
        start = text.find(piece, start + 1)
    return start


def _is_within(text: str, index: int) -> bool:
    """Whether a word or a number goes on across *index*.

    Only letters with case tell where a word ends: Chinese and Thai part no words, and Hebrew and
    Arabic write prepositions onto them.
    """
    before, after = text[max(0, index - 2) : index], text[index : index + 2]
    if not before or not after:
        return False
    if before[-1].isdecimal() and after[0].isdecimal():
        return True
    if before[-1].isdecimal() and after[0] in _IN_NUMBERS:
        return after[1:].isdecimal()
    if before[-1] in _IN_NUMBERS and after[0].isdecimal():
        return before[:-1].isdecimal()
    return _is_cased(before[-1]) and _is_cased(after[0])


def _is_cased(char: str) -> bool:
    return unicodedata.category(char) in ("Lu", "Ll", "Lt", "Mn")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a quotation leaves the text that it comes nearest to."""

    at: int
    """Index into the folded quotation of the first code point that does not stand in the text."""

    quoted: str
    """The words of the quotation from there on."""

    stands: str
    """The words of the text in that place."""


def first_difference(quotation: str, text: str) -> Difference:
    """How far into *quotation* the text agrees, and how both go on."""
    folded = fold_space(quotation)
    position, done = 0, 0
    for piece in pieces(quotation):
        offset = folded.find(piece, done)
        start = text.find(piece, position)
        if start < 0:
            length, at = _longest_head(piece, text, position)
            rest = piece[length:]
            return Difference(
                offset + length, _words(rest), _words(text[at + length :]) if length else ""
            )
        position, done = start + len(piece), offset + len(piece)
    return Difference(len(folded), "", "")


def _longest_head(piece: str, text: str, position: int) -> tuple[int, int]:
    """Length and place of the longest beginning of *piece* that stands in *text*."""
    low, high, at = 0, len(piece), 0
    while low < high:
        middle = (low + high + 1) // 2
        found = text.find(piece[:middle], position)
        if found < 0:
            high = middle - 1
        else:
            low, at = middle, found
    return low, at


def _words(text: str) -> str:
    """The first few words, for a message."""
    return text if len(text) <= 24 else text[:24].rstrip() + "…"
