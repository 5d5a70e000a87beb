"""`text.txt` to passages: its blocks, parted by blank lines and numbered from 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.language.folding import fold_space
from briefgen.model import Passage
from briefgen.problems import Location


def parse_passages(
    path: str,
    text: str,
    language: str,
    languages: Mapping[int, str] | None = None,
    kinds: Mapping[int, str] | None = None,
) -> tuple[Passage, ...]:
    """Every block of *text*, white space folded; *languages* and *kinds* are the exceptions."""
    return tuple(
        Passage(
            number,
            words,
            (kinds or {}).get(number, "paragraph"),
            (languages or {}).get(number, language),
            Location(path, line, 1),
        )
        for number, (line, words) in enumerate(blocks(text), 1)
    )


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Each block's first line, counted from 1, and its words with white space folded."""
    first, lines = 0, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.strip():
            first = first or number
            lines.append(line)
        elif lines:
            yield first, fold_space(" ".join(lines))
            first, lines = 0, []
