"""All sources, by the language of the original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.archive import Archive
from briefgen.language.folding import fold_letters
from briefgen.model import Source
from briefgen.writing import addresses
from briefgen.writing.comparing import Number
from briefgen.writing.interface import Interface
from briefgen.writing.page import Page, in_every_language
from briefgen.writing.parts import Composer
from briefgen.writing.pieces import BriefingPiece, briefing_piece, number


@dataclass(frozen=True, slots=True)
class LanguageGroup:
    """The sources in one language."""

    anchor: str
    name: str
    count: Number
    pieces: tuple[BriefingPiece, ...]
    """The earliest first."""


@dataclass(frozen=True, slots=True)
class SourcesView:
    """All sources."""

    title: str
    sources: Number
    languages: Number
    groups: tuple[LanguageGroup, ...]


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """The list of sources in every language."""
    alternates = in_every_language(interfaces, addresses.sources)
    for language, interface in interfaces.items():
        composer = Composer(archive, interface, addresses.sources(language))
        yield Page(composer.path, "sources.html", language, _view(composer), "sources", alternates)


def _view(composer: Composer) -> SourcesView:
    archive, interface = composer.archive, composer.interface
    by_language: dict[str, list[Source]] = {}
    for source in archive.by_date:
        by_language.setdefault(source.record.language, []).append(source)
    return SourcesView(
        title=interface.say("Sources"),
        sources=number(interface, len(archive.sources)),
        languages=number(interface, len(by_language)),
        groups=tuple(
            LanguageGroup(
                addresses.language(language),
                interface.language_name(language),
                number(interface, len(sources)),
                tuple(briefing_piece(composer, source) for source in sources),
            )
            for language, sources in sorted(
                by_language.items(),
                key=lambda pair: (fold_letters(interface.language_name(pair[0])), pair[0]),
            )
        ),
    )
