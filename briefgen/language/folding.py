"""Folding: which differences between two texts do not count."""

from __future__ import annotations

import unicodedata


def fold_space(text: str) -> str:
    """Every run of white space (Unicode's) as one space, none at the ends; nothing else changes."""
    return " ".join(text.split())


def fold_letters(text: str) -> str:
    """Letters without accents and case: for the order of lists, never for the words themselves."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if not unicodedata.combining(one)).casefold()
