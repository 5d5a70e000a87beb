"""Whether catalogs translate what is there to be translated."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from briefgen.archive import Archive
from briefgen.language.folding import fold_space, shorten
from briefgen.model import Catalog
from briefgen.problems import Location, Problem, problem


def check_catalogs(archive: Archive) -> Iterator[Problem]:
    """Every entry translates words that are there, into a language that the site has."""
    for source in archive.sources.values():
        words = {source.record.title, *(passage.text for passage in source.passages)}
        for catalog in source.catalogs.values():
            yield from _check(archive, catalog, words)
    for dossier in archive.dossiers.values():
        blocks = {fold_space(dossier.summary), *(block.text for block in dossier.blocks)}
        for catalog in dossier.catalogs.values():
            yield from _check(archive, catalog, blocks)
    if archive.unread:
        return  # an editor's words may stand in what could not be read
    for catalog in archive.labels.values():
        yield from _check(archive, catalog, archive.editors_words)


def _check(archive: Archive, catalog: Catalog, words: Collection[str]) -> Iterator[Problem]:
    if catalog.language not in archive.site.languages:
        message = f"the site has no language {catalog.language!r}"
        hint = "add it to `languages` in site.toml, or remove the catalog"
        yield problem("catalog/misplaced", Location(catalog.path), message, hint)
    gone = [msgid for msgid in catalog.entries if msgid not in words]
    if gone:
        message = f"nothing here has the words “{shorten(gone[0])}” any more"
        if len(gone) > 1:
            message += f", nor those of {len(gone) - 1} more entries"
        hint = "run `briefgen catalogs`, which keeps the translation if the words only changed"
        yield problem("catalog/obsolete", catalog.entries[gone[0]].location, message, hint)
