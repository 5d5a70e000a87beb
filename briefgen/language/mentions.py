"""Mentions: where any of many spellings stands in a text as a whole word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A spelling found in a text, and whose it is."""

    name: str
    start: int
    end: int


class Spellings:
    """All spellings of all names, ready to be looked for; case counts, and the longest wins."""

    def __init__(self, spellings: Iterable[tuple[str, str]]) -> None:
        """Take pairs of spelling and name id."""
        by_first: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for spelling, name in spellings:
            first = _WORD.search(spelling)
            if first:
                by_first[first.group()].append((spelling, name))
        self._by_first: Mapping[str, list[tuple[str, str]]] = {
            word: sorted(found, key=lambda pair: (-len(pair[0]), pair))
            for word, found in by_first.items()
        }

    def find(self, text: str) -> Iterator[Mention]:
        """Every mention in *text*, from left to right, none within another."""
        done = 0
        for word in _WORD.finditer(text):
            for spelling, name in self._by_first.get(word.group(), ()):
                lead = _WORD.search(spelling)
                start = word.start() - (lead.start() if lead else 0)
                end = start + len(spelling)
                if start >= done and text.startswith(spelling, start) and _ends_word(text, end):
                    yield Mention(name, start, end)
                    done = end
                    break


def _ends_word(text: str, end: int) -> bool:
    return not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
