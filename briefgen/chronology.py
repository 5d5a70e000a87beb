"""The chronology: which tellings stand together, and on which day.

An entry is an event, with all its tellings of one day, or a telling that belongs to none. Entries
stand in the order of their first tellings. Why a day is whose: docs/decisions/0009-whose-day.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from briefgen.archive import Archive, Moment
from briefgen.model import Telling
from briefgen.when import Precision, zone_info

MOST_RUNNING = 20
"""Tellings of earlier days that a day's page lists because they run into it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event's tellings that stand together, or a telling of no event."""

    event: str
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class DayEntries:
    """What stands on a day's page."""

    day: date
    entries: tuple[Entry, ...]
    running: tuple[Telling, ...]
    """Of earlier days, whose time runs into this one; the first of them."""

    running_in_all: int

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """Those of this day, entry by entry."""
        return tuple(telling for entry in self.entries for telling in entry.tellings)


@dataclass(frozen=True, slots=True)
class Chronology:
    """All tellings by day, and by their time where that is not known to the day."""

    days: tuple[DayEntries, ...]
    undated: tuple[tuple[Moment | None, tuple[Entry, ...]], ...]
    days_of_event: Mapping[str, Mapping[date, int]]
    """How many tellings of an event stand on which days."""


def chronicle(archive: Archive) -> Chronology:
    """Put every telling where it stands."""
    by_day: dict[date, list[Telling]] = {}
    by_time: dict[str, list[Telling]] = {}
    days_of_event: dict[str, dict[date, int]] = {}
    for telling in archive.tellings:
        day = archive.day(telling)
        if day is None:
            moment = archive.moment(telling)
            by_time.setdefault(moment.when.text if moment else "", []).append(telling)
        else:
            by_day.setdefault(day, []).append(telling)
            if telling.event:
                counted = days_of_event.setdefault(telling.event, {})
                counted[day] = counted.get(day, 0) + 1
    return Chronology(
        tuple(_days(archive, by_day)),
        tuple((archive.moment(those[0]), entries(archive, those)) for those in by_time.values()),
        {event: dict(sorted(days.items())) for event, days in days_of_event.items()},
    )


def entries(archive: Archive, tellings: Iterable[Telling]) -> tuple[Entry, ...]:
    """Tellings of one event together, where the first of them stands."""
    groups: dict[str, list[Telling]] = {}
    for telling in tellings:
        known = telling.event in archive.events
        groups.setdefault(telling.event if known else f"/{telling.key}", []).append(telling)
    return tuple(
        Entry("" if group.startswith("/") else group, tuple(those))
        for group, those in groups.items()
    )


def _days(archive: Archive, by_day: Mapping[date, list[Telling]]) -> Iterator[DayEntries]:
    """The days in order, each with what still runs from the days before."""
    running: list[tuple[date, Telling]] = []
    for day in sorted(by_day):
        running = [(last, telling) for last, telling in running if last >= day]
        yield DayEntries(
            day,
            entries(archive, by_day[day]),
            tuple(telling for _, telling in running[:MOST_RUNNING]),
            len(running),
        )
        for telling in by_day[day]:
            last = _last_day(archive, telling)
            if last > day:
                running.append((last, telling))


def _last_day(archive: Archive, telling: Telling) -> date:
    """The last day that a telling's time touches, on the clock it is filed by."""
    moment = archive.moment(telling)
    if moment is None:
        return date.min
    end = moment.when.end
    if end is None:
        return date.max
    if end.precision is Precision.CLOCK and (moment.zone or end.offset is not None):
        home = zone_info(archive.site.timezone)
        return (moment.span.latest - timedelta(microseconds=1)).astimezone(home).date()
    return (end.after - timedelta(microseconds=1)).date()
