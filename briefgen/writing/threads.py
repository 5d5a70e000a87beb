"""What leads from a passage to the rest of the archive: events, other tellings, citations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from briefgen.archive import Archive, Backlink
from briefgen.model import Passage, Source, Telling
from briefgen.writing import addresses
from briefgen.writing.comparing import Number
from briefgen.writing.parts import Composer, FigureChip, LinkTo, Worded
from briefgen.writing.pieces import dossier_title, number

OTHERS = 6
"""Tellings of other sources that a passage names for each event; the event's page has them all."""


@dataclass(frozen=True, slots=True)
class NumberLink:
    """The number of a passage or of a note, linked."""

    number: int
    href: str


@dataclass(frozen=True, slots=True)
class SourcePassages:
    """Some passages of one source."""

    outlet: Worded
    passages: tuple[NumberLink, ...]


@dataclass(frozen=True, slots=True)
class EventThread:
    """An event that a passage tells of, and what other sources say of it."""

    event: LinkTo
    others: tuple[SourcePassages, ...]
    more: Number
    """Passages of other sources that are not among `others`."""


@dataclass(frozen=True, slots=True)
class CitedIn:
    """The notes of a dossier that cite a passage."""

    title: Worded
    notes: tuple[NumberLink, ...]
    """To their places in the dossier's prose."""


@dataclass(frozen=True, slots=True)
class Threads:
    """All that leads on from a passage."""

    events: tuple[EventThread, ...]
    days: tuple[LinkTo, ...]
    """Its entries in the chronology."""

    cited_in: tuple[CitedIn, ...]
    figures: tuple[FigureChip, ...]


def threads(composer: Composer, source: Source, passage: Passage) -> Threads:
    """What leads on from a passage to events, days, figures and dossiers."""
    archive = composer.archive
    key = (source.id, passage.number)
    found = archive.tellings_of_passage.get(key, ())
    by_event = {
        telling.event: telling for telling in reversed(found) if telling.event in archive.events
    }
    return Threads(
        events=tuple(
            _event_thread(composer, source, telling) for telling in reversed(by_event.values())
        ),
        days=days_of(composer, source, passage),
        cited_in=cited_in(composer, *key),
        figures=tuple(figure for telling in found for figure in composer.figures(telling)),
    )


def _event_thread(composer: Composer, source: Source, telling: Telling) -> EventThread:
    archive, interface = composer.archive, composer.interface
    others = _others(archive, source.id, telling.event)
    shown = tuple(islice(others, OTHERS))
    more = passages_of_event(archive, telling.event, source.id) - len(shown)
    by_source: dict[str, list[int]] = {}
    for id_, passage in shown:
        by_source.setdefault(id_, []).append(passage)
    return EventThread(
        event=composer.event(telling.event),
        others=tuple(
            _source_passages(composer, archive.sources[id_], sorted(passages))
            for id_, passages in by_source.items()
        ),
        more=number(interface, more),
    )


def _source_passages(composer: Composer, source: Source, passages: list[int]) -> SourcePassages:
    links = (composer.passage_link(source, passage) for passage in passages)
    numbers = tuple(NumberLink(link.number, link.href) for link in links)
    return SourcePassages(composer.outlet(source), numbers)


def _others(archive: Archive, source: str, event: str) -> Iterator[tuple[str, int]]:
    """Passages of other sources that tell of an event, each once."""
    seen: set[tuple[str, int]] = set()
    for telling in archive.tellings_of_event.get(event, ()):
        key = (telling.source, telling.passage)
        if telling.source != source and key not in seen:
            seen.add(key)
            yield key


def passages_of_event(archive: Archive, event: str, source: str) -> int:
    """How many passages of sources other than *source* tell of an event."""
    by_source = archive.passages_of_event.get(event, {})
    return by_source.get("", 0) - by_source.get(source, 0)


def day_entry(composer: Composer, telling: Telling) -> LinkTo | None:
    """A telling's entry on the page of its day; None if it has none."""
    archive = composer.archive
    day = archive.day(telling)
    if day is None or telling.source in archive.superseded_by:
        return None
    href = composer.link(addresses.day(composer.language, day), telling.key)
    return LinkTo(href, Worded(composer.interface.day(day)))


def days_of(composer: Composer, source: Source, passage: Passage) -> tuple[LinkTo, ...]:
    """The entries of a passage in the chronology, one a day."""
    found: dict[str, LinkTo] = {}
    for telling in composer.archive.tellings_of_passage.get((source.id, passage.number), ()):
        if entry := day_entry(composer, telling):
            found.setdefault(entry.words.text, entry)
    return tuple(found.values())


def cited_in(composer: Composer, source: str, passage: int) -> tuple[CitedIn, ...]:
    """Who cites a passage, or (0) the source as a whole."""
    by_dossier: dict[str, list[Backlink]] = {}
    for link in composer.archive.backlinks.get((source, passage), ()):
        by_dossier.setdefault(link.dossier.id, []).append(link)
    return tuple(_cited_in(composer, links) for links in by_dossier.values())


def _cited_in(composer: Composer, links: list[Backlink]) -> CitedIn:
    dossier = links[0].dossier
    path = addresses.dossier(composer.language, dossier.id)
    return CitedIn(
        dossier_title(composer, dossier),
        tuple(
            NumberLink(link.number, composer.link(path, addresses.citation(link.number)))
            for link in links
        ),
    )
