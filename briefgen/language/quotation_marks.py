"""Quotation marks of any language, and the spans they set apart.

Pairs after CLDR's delimiters and the survey in Unicode chapter 6.2, table 6-3: the same sign opens
in one language and closes in another, so a span is opened by the first sign that can open and
closed by the first that closes it.
"""

from __future__ import annotations

from dataclasses import dataclass

PAIRS = {
    "“": "”",
    "„": "”“",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "”": "”",
    "‘": "’",
    "‚": "’‘",
    '"': '"',
    "「": "」",
    "『": "』",
    "〝": "〞〟",
    "＂": "＂",
    "‟": "”",
    "‛": "’",
    "｢": "｣",
    "﹁": "﹂",
    "﹃": "﹄",
}
"""Each sign that can open a quotation, and those that close it."""

_SINGLE = frozenset("‘’‚‛‹›")
_CLOSING = frozenset("".join(PAIRS.values())) | frozenset(PAIRS)


@dataclass(frozen=True, slots=True)
class Span:
    """An outermost quotation in a text: the marks stand at `start` and at `end - 1`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotations of a text, and the first mark that opens or closes nothing."""

    spans: tuple[Span, ...]
    stray: int | None = None


def find_quotations(text: str) -> Marks:
    """The outermost quotations in *text*; quotations within quotations belong to them."""
    spans: list[Span] = []
    position = 0
    while position < len(text):
        char = text[position]
        if char in PAIRS and not _is_apostrophe(text, position):
            end = _closing(text, position)
            if end is None:
                return Marks(tuple(spans), position)
            spans.append(Span(position, end + 1))
            position = end + 1
        elif char in _CLOSING - _SINGLE:
            return Marks(tuple(spans), position)
        else:
            position += 1
    return Marks(tuple(spans))


def _closing(text: str, start: int) -> int | None:
    """Where the mark at *start* is closed, counting the same marks opened and closed within."""
    opening, closers = text[start], PAIRS[text[start]]
    depth = 0
    for position in range(start + 1, len(text)):
        char = text[position]
        if _is_apostrophe(text, position):
            continue
        if char in closers:
            if not depth:
                return position
            depth -= 1
        elif char == opening:
            depth += 1
    return None


def _is_apostrophe(text: str, position: int) -> bool:
    """Whether a single mark stands within a word, where it parts letters and not quotations."""
    return (
        text[position] in "’‘"
        and text[position - 1 : position].isalnum()
        and text[position + 1 : position + 2].isalnum()
    )
