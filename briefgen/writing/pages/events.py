"""Events: an index in the order of their first tellings, and all tellings of each side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.archive import Archive
from briefgen.model import Event, Telling
from briefgen.writing import addresses
from briefgen.writing.comparing import (
    Comparer,
    Differences,
    Findings,
    Number,
    figures_differ,
    findings,
    times_differ,
)
from briefgen.writing.interface import Interface
from briefgen.writing.page import Page
from briefgen.writing.parts import Composer, LinkTo, TellingView, Worded


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in the index."""

    event: LinkTo
    where: LinkTo | None
    time: str
    """Of its first telling; empty if unknown or if nobody tells of it."""

    tellings: Number
    sources: Number
    origins: Number
    unattributed: Number
    times_differ: bool
    figures_differ: bool


@dataclass(frozen=True, slots=True)
class EventsView:
    """All events."""

    title: str
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class DayOfEvent:
    """A day on which an event is told of."""

    href: str
    words: str


@dataclass(frozen=True, slots=True)
class EventView:
    """All tellings of one event."""

    title: str
    heading: Worded
    note: Worded | None
    where: LinkTo | None
    city: str
    """Whose clock times of day of the event are read on; empty if none is given."""

    differences: Differences
    tellings: tuple[TellingView, ...]
    days: tuple[DayOfEvent, ...]
    previous: LinkTo | None
    next: LinkTo | None
    index: str


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """The index and every event, in every language."""
    ordered = in_order(archive)
    found = {event.id: findings(archive, tellings_of(archive, event)) for event in ordered}
    indexes = {language: addresses.events(language) for language in interfaces}
    for interface in interfaces.values():
        path = indexes[interface.language]
        composer = Composer(archive, interface, path)
        comparer = Comparer(composer)
        lines = tuple(_line(comparer, event, found[event.id]) for event in ordered)
        index = EventsView(interface.say("Events"), lines)
        yield Page(path, "events.html", interface.language, index, "events", indexes)
    for position, event in enumerate(ordered):
        alternates = {language: addresses.event(language, event.id) for language in interfaces}
        before = ordered[position - 1] if position else None
        after = ordered[position + 1] if position + 1 < len(ordered) else None
        for interface in interfaces.values():
            path = alternates[interface.language]
            composer = Composer(archive, interface, path)
            view = _event(composer, event, found[event.id], before, after)
            yield Page(path, "event.html", interface.language, view, "events", alternates)


def in_order(archive: Archive) -> tuple[Event, ...]:
    """Events by their first tellings; those that nobody tells of come last, by id."""
    told = [archive.events[id_] for id_ in _first_told(archive)]
    untold = sorted(set(archive.events) - {event.id for event in told})
    return (*told, *(archive.events[id_] for id_ in untold))


def _first_told(archive: Archive) -> Iterator[str]:
    """Events in the order of the chronology, each once."""
    for event in dict.fromkeys(telling.event for telling in archive.tellings):
        if event in archive.events:
            yield event


def tellings_of(archive: Archive, event: Event) -> tuple[Telling, ...]:
    """Its tellings in the order of the chronology."""
    return archive.tellings_of_event.get(event.id, ())


def _line(comparer: Comparer, event: Event, found: Findings) -> EventLine:
    composer, number = comparer.composer, comparer.number
    return EventLine(
        event=composer.event(event.id),
        where=composer.name(event.where) if event.where else None,
        time=_first_time(comparer, event),
        tellings=number(found.independence.tellings),
        sources=number(found.sources),
        origins=number(len(found.independence.origins)),
        unattributed=number(found.independence.unattributed),
        times_differ=times_differ(found),
        figures_differ=figures_differ(found),
    )


def _first_time(comparer: Comparer, event: Event) -> str:
    archive = comparer.composer.archive
    tellings = tellings_of(archive, event)
    moment = archive.moment(tellings[0]) if tellings else None
    return comparer.interface.when(moment.when) if moment else ""


def _event(
    composer: Composer, event: Event, found: Findings, before: Event | None, after: Event | None
) -> EventView:
    archive, interface = composer.archive, composer.interface
    tellings = tellings_of(archive, event)
    heading = composer.event(event.id).words
    days = sorted({day for telling in tellings if (day := archive.day(telling))})
    zone = event.zone or (archive.names[event.where].zone if event.where in archive.names else None)
    return EventView(
        title=heading.text,
        heading=heading,
        note=composer.label(event.note) if event.note else None,
        where=composer.name(event.where) if event.where else None,
        city=interface.city(zone) if zone else "",
        differences=Comparer(composer).differences(found, composer.path),
        tellings=composer.tellings(tellings),
        days=tuple(
            DayOfEvent(
                composer.link(addresses.day(composer.language, day), addresses.entry(event.id)),
                interface.day(day),
            )
            for day in days
        ),
        previous=composer.event(before.id) if before else None,
        next=composer.event(after.id) if after else None,
        index=composer.link(addresses.events(composer.language)),
    )
