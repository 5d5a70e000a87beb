"""The page of a source: the original alone, its record and grounds, and who cites it.

There is one for all languages, in the site's default one: the words on it are the publisher's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.archive import Archive
from briefgen.language.folding import fold_space, shorten
from briefgen.model import Removal, Source
from briefgen.writing import addresses
from briefgen.writing.interface import Interface
from briefgen.writing.page import Page
from briefgen.writing.pages.briefing import Marked, marked, outlet
from briefgen.writing.parts import Composer, LinkTo, SourceLink, Worded
from briefgen.writing.records import Row, fixity_rows, record_rows
from briefgen.writing.threads import CitedIn, cited_in, days_of

LONGEST = 200
"""Characters of removed lines that the page shows; the capture has them all."""


@dataclass(frozen=True, slots=True)
class OriginalView:
    """A passage in its own language, and who cites it."""

    number: int
    kind: str
    original: Marked
    is_withheld: bool
    days: tuple[LinkTo, ...]
    """Its entries in the chronology."""

    cited_in: tuple[CitedIn, ...]


@dataclass(frozen=True, slots=True)
class RemovedView:
    """Lines of the capture that the text leaves out."""

    lines: str
    words: Worded | None
    """What stands there, cut short; None where the site does not show the source's words."""

    why: Worded


@dataclass(frozen=True, slots=True)
class Reading:
    """The briefing of the source in one of the site's languages."""

    language: str
    name: str
    """What the language calls itself."""

    href: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source alone."""

    title: str
    heading: Worded
    """The title in its own language."""

    source: SourceLink
    outlet: LinkTo
    superseded_by: SourceLink | None
    supersedes: SourceLink | None
    withheld: str
    readings: tuple[Reading, ...]
    rows: tuple[Row, ...]
    """The record and its checksums, short rows first."""

    cited_in: tuple[CitedIn, ...]
    passages: tuple[OriginalView, ...]
    removed: tuple[RemovedView, ...]
    edit_path: str


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """A page for every source, once."""
    interface = interfaces.get(archive.site.language)
    if interface is None:
        return
    for source in archive.sources.values():
        composer = Composer(archive, interface, addresses.source(source.id))
        view = _view(composer, source, interfaces)
        yield Page(composer.path, "source.html", interface.language, view, "sources")


def _view(composer: Composer, source: Source, interfaces: Mapping[str, Interface]) -> SourceView:
    archive, record = composer.archive, source.record
    newer = archive.superseded_by.get(source.id)
    older = archive.sources.get(record.supersedes)
    return SourceView(
        title=record.title,
        heading=composer.words(record.title, archive.title_language(source)),
        source=composer.source(source),
        outlet=outlet(composer, source),
        superseded_by=composer.source(archive.sources[newer]) if newer else None,
        supersedes=composer.source(older) if older else None,
        withheld="" if record.publish == "full" else record.publish,
        readings=tuple(
            Reading(
                language,
                interface.own_name,
                composer.link(addresses.briefing(language, source.id)),
            )
            for language, interface in interfaces.items()
        ),
        rows=tuple(
            sorted(
                (*record_rows(composer, source), *fixity_rows(composer, source)),
                key=lambda row: row.is_wide,
            )
        ),
        cited_in=cited_in(composer, source.id, 0),
        passages=tuple(_passages(composer, source)),
        removed=tuple(_removed(composer, source)),
        edit_path=source.path,
    )


def _passages(composer: Composer, source: Source) -> Iterator[OriginalView]:
    for passage in source.passages:
        withheld = composer.archive.is_withheld(source, passage)
        words = composer.words("" if withheld else passage.text, passage.language)
        yield OriginalView(
            number=passage.number,
            kind=passage.kind,
            original=marked(words, split=passage.kind == "update"),
            is_withheld=withheld,
            days=days_of(composer, source, passage),
            cited_in=cited_in(composer, source.id, passage.number),
        )


def _removed(composer: Composer, source: Source) -> Iterator[RemovedView]:
    record, capture = source.record, source.capture
    lines = capture.text.split("\n") if capture else []
    for removal in record.removed:
        words = _cut(lines, removal) if record.publish == "full" else ""
        yield RemovedView(
            lines=_range(removal),
            words=composer.words(words, record.language) if words else None,
            why=composer.label(removal.why),
        )


def _range(removal: Removal) -> str:
    if removal.first == removal.last:
        return str(removal.first)
    return f"{removal.first}–{removal.last}"


def _cut(lines: list[str], removal: Removal) -> str:
    """The removed lines as one, no longer than `LONGEST`."""
    words = fold_space(" ".join(lines[removal.first - 1 : removal.last]))
    return shorten(words, LONGEST)
