"""Folding: which differences between two texts do not count."""

from __future__ import annotations


def fold_space(text: str) -> str:
    """Every run of white space (Unicode's) as one space, none at the ends; nothing else changes."""
    return " ".join(text.split())
