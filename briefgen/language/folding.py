"""Folding: which differences between two texts do not count."""

from __future__ import annotations

import unicodedata

_LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))


def fold_space(text: str) -> str:
    """Every run of white space (Unicode's) as one space, none at the ends; nothing else changes."""
    return " ".join(text.split())


def fold_words(text: str) -> str:
    """The words as catalogs know them: white space folded, but several lines stay lines."""
    lines = text.strip().split("\n")
    return fold_space(text) if len(lines) == 1 else fold_line_ends("\n".join(lines))


def fold_line_ends(text: str) -> str:
    """Blanks for all that Unicode takes for the end of a line, but the line feed itself."""
    return text.translate(_LINE_ENDS)


def shorten(text: str, most: int = 40) -> str:
    """The beginning of a text of more than so many code points, cut between words."""
    if len(text) <= most:
        return text
    head = text[:most].rsplit(" ", 1)[0].rstrip(" ,;:.–—-")
    return f"{head or text[:most]}…"


def fold_letters(text: str) -> str:
    """Letters without accents and case: for the order of lists, never for the words themselves."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if not unicodedata.combining(one)).casefold()
