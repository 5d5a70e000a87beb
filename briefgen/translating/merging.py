"""Catalogs brought up to date with the words they translate.

Entries are found by their words, not by their number: a passage put in before others moves none of
them. What a person has written is never changed: an entry whose words have gone is offered to the
new words most like them, as fuzzy with the previous words beside it, which readers are not shown.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polib

from briefgen.language.folding import fold_words
from briefgen.reading.catalogs import open_catalog

LIKENESS = 0.6
"""Least ratio of `difflib` at which changed words are offered the translation of the old ones."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalog as it should be."""

    text: str
    added: int
    """Entries for words that had none."""

    stale: int
    """Of those, how many were offered the translation of similar words that have gone."""

    dropped: tuple[str, ...]
    """The words of entries with a translation that nothing could be made of."""


def merge(
    text: str | None, words: Mapping[str, Sequence[str]], *, project: str, language: str
) -> Merged:
    """Bring a catalog up to *words* (each with the places it stands in); None makes a new one.

    The text is returned as it was if nothing in it has to change.
    """
    old = open_catalog(text) if text is not None else _new(project, language)
    by_words = {fold_words(entry.msgid): entry for entry in old if not entry.obsolete}
    gone = {key: entry for key, entry in by_words.items() if key not in words and entry.msgstr}
    gone |= {fold_words(entry.msgid): entry for entry in old if entry.obsolete and entry.msgstr}
    made = polib.POFile(wrapwidth=78)
    made.header, made.metadata = old.header, old.metadata
    made.metadata_is_fuzzy = old.metadata_is_fuzzy
    added = stale = 0
    for msgid, places in words.items():
        entry = by_words.get(msgid)
        if entry is None:
            added += 1
            entry = polib.POEntry(msgid=msgid)
            if like := difflib.get_close_matches(msgid, list(gone), n=1, cutoff=LIKENESS):
                stale += 1
                _offer(entry, gone.pop(like[0]))
        entry.occurrences = [(place, "") for place in places]
        made.append(entry)
    is_same = text is not None and _shape(old) == _shape(made)
    # polib opens a catalog that has no heading with an empty comment.
    written = text if is_same and text else str(made).removeprefix("#\n")
    return Merged(written, added, stale, tuple(gone))


def _new(project: str, language: str) -> polib.POFile:
    made = polib.POFile(wrapwidth=78)
    made.header = ""
    made.metadata = {
        "Project-Id-Version": project,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return made


def _offer(entry: polib.POEntry, old: polib.POEntry) -> None:
    entry.msgstr = old.msgstr
    entry.previous_msgid = old.previous_msgid or old.msgid
    entry.tcomment = "\n".join(
        line for line in old.tcomment.split("\n") if not line.startswith("reviewed:")
    )
    entry.flags = [*(flag for flag in old.flags if flag != "fuzzy"), "fuzzy"]


def _shape(catalog: polib.POFile) -> list[tuple[object, ...]]:
    """What counts as a change: entries, their order, their places and whether they are obsolete."""
    return [
        (fold_words(entry.msgid), tuple(entry.occurrences), entry.obsolete) for entry in catalog
    ]
