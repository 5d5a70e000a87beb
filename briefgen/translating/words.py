"""What there is to translate: the words of each catalog of an archive, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.archive import Archive
from briefgen.language.folding import fold_space
from briefgen.model import Source
from briefgen.prose import Dossier

LABELS = "labels"
"""What stands for the editors' short words where an id is asked for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A catalog that an archive should have."""

    path: str
    project: str
    language: str
    words: Mapping[str, tuple[str, ...]]
    """Each text to translate, with the places it stands in: `p3`, `title`, `block2`, a file."""


def wanted_catalogs(archive: Archive) -> Iterator[Wanted]:
    """Every catalog, for every language of the site in which something is to be translated."""
    for language in archive.site.languages:
        for source in archive.sources.values():
            words = source_words(archive, source, language)
            if words:
                yield Wanted(f"{source.path}/{language}.po", source.id, language, words)
        for dossier in archive.dossiers.values():
            if language != dossier.language:
                path = f"content/dossiers/{dossier.id}/{language}.po"
                yield Wanted(path, dossier.id, language, dossier_words(dossier))
        if language != archive.site.language:
            path = f"content/{LABELS}/{language}.po"
            yield Wanted(path, LABELS, language, archive.editors_words)


def source_words(archive: Archive, source: Source, language: str) -> dict[str, tuple[str, ...]]:
    """The title and the passages that are not in *language* already."""
    words: dict[str, tuple[str, ...]] = {}
    if archive.title_language(source) != language:
        words[source.record.title] = ("title",)
    for passage in source.passages:
        if passage.language != language:
            words[passage.text] = (*words.get(passage.text, ()), f"p{passage.number}")
    return words


def dossier_words(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    """The summary and the blocks of a dossier, its title first among these."""
    words: dict[str, tuple[str, ...]] = {}
    if dossier.summary:
        words[fold_space(dossier.summary)] = ("summary",)
    for number, block in enumerate(dossier.blocks):
        place = "title" if number == 0 else f"block{number}"
        words[block.text] = (*words.get(block.text, ()), place)
    return words
