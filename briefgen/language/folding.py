"""Folding: which differences between two texts do not count."""

from __future__ import annotations

import unicodedata


def fold_space(text: str) -> str:
    """Every run of white space (Unicode's) as one space, none at the ends; nothing else changes."""
    return " ".join(text.split())


def fold_words(text: str) -> str:
    """The words as catalogs know them: white space folded, but several lines stay lines."""
    lines = text.strip().split("\n")
    return fold_space(text) if len(lines) == 1 else "\n".join(map(_plain_blanks, lines))


def _plain_blanks(line: str) -> str:
    """A line whose white space is all blanks: what else Unicode has, PO files take for line ends."""
    return "".join(" " if one.isspace() else one for one in line)


def fold_letters(text: str) -> str:
    """Letters without accents and case: for the order of lists, never for the words themselves."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if not unicodedata.combining(one)).casefold()
