"""The chronology's pages: an overview of all days, and a page a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from briefgen.archive import Archive, Moment
from briefgen.chronology import Chronology, DayEntries, Entry, chronicle
from briefgen.language.folding import shorten
from briefgen.model import Telling
from briefgen.when import Precision
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

MOST_LISTED = 12
"""Entries of a day that the overview of a large archive lists; the day's page has them all."""

LARGE = 600
"""Entries from which on an archive's overview does not list all."""

MOST_OTHER_DAYS = 12
"""Other days of an event that an entry links to; the event's page has them all."""

MOST_FILTERS = 40
"""Sources that a filter offers: more of them are no help."""

EXCERPT = 110
"""Characters of a passage that stand for a telling without an event."""


@dataclass(frozen=True, slots=True)
class FilterLink:
    """One choice of a filter; without JavaScript it leads to what it names."""

    id: str
    words: Worded
    href: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Which sources and languages a page's tellings can be narrowed to."""

    sources: tuple[FilterLink, ...]
    languages: tuple[FilterLink, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in a list."""

    href: str
    words: Worded
    tellings: Number
    sources: Number
    times_differ: bool
    figures_differ: bool
    source_ids: str
    """Of its tellings, for the filter: `a b c`."""

    language_ids: str


@dataclass(frozen=True, slots=True)
class DayLines:
    """A day, or a time not known to the day, in the overview."""

    href: str
    """Empty where there is no page of its own."""

    words: str
    weekday: str
    machine: str
    number: Number
    lines: tuple[Line, ...]
    more: Number


@dataclass(frozen=True, slots=True)
class OverviewView:
    """The overview of the chronology."""

    title: str
    sources: Number
    tellings: Number
    city: str
    filter: Filter
    days: tuple[DayLines, ...]
    undated: tuple[DayLines, ...]


@dataclass(frozen=True, slots=True)
class DayLink:
    """Another day, and how much of an event it tells."""

    href: str
    words: str
    tellings: Number


@dataclass(frozen=True, slots=True)
class DatedTelling:
    """A telling, and whether its time needs more words than the page's day."""

    telling: TellingView
    is_dated: bool
    again: Worded | None
    """The beginning of its passage, where the page has shown all of it above."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """All tellings of one event on a day, or a telling of no event."""

    id: str
    """Anchor; empty for a telling of no event, which has its own."""

    event: LinkTo | None
    words: Worded
    """The event, or the beginning of the telling's passage."""

    source_ids: str
    language_ids: str
    note: Worded | None
    tellings: tuple[DatedTelling, ...]
    number: Number
    sources: Number
    differences: Differences | None
    """What the event's tellings, on this day and others, differ in."""

    other_days: tuple[DayLink, ...]
    other_days_more: Number


@dataclass(frozen=True, slots=True)
class RunningView:
    """A telling of an earlier day whose time runs into this one."""

    href: str
    words: Worded
    time: str
    source: Worded
    source_id: str
    language_id: str


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of the chronology."""

    title: str
    weekday: str
    machine: str
    city: str
    sources: Number
    tellings: Number
    filter: Filter
    entries: tuple[EntryView, ...]
    running: tuple[RunningView, ...]
    running_more: Number
    previous: DayLink | None
    next: DayLink | None
    overview: str


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """The overview and every day, in every language."""
    chronology, found = chronicle(archive), _findings(archive)
    overviews = {language: addresses.chronology(language) for language in interfaces}
    for interface in interfaces.values():
        path = overviews[interface.language]
        view = _DayComposer(chronology, found, Composer(archive, interface, path)).overview()
        yield Page(path, "chronology.html", interface.language, view, "chronology", overviews)
    for index, day in enumerate(chronology.days):
        alternates = {language: addresses.day(language, day.day) for language in interfaces}
        for interface in interfaces.values():
            path = alternates[interface.language]
            composer = Composer(archive, interface, path)
            of_day = _DayComposer(chronology, found, composer).day(index)
            yield Page(path, "day.html", interface.language, of_day, "chronology", alternates)


def _findings(archive: Archive) -> Mapping[str, Findings]:
    """What the tellings of each event agree and differ in."""
    return {
        event: findings(archive, tellings)
        for event, tellings in archive.tellings_of_event.items()
        if event in archive.events
    }


@dataclass(frozen=True)
class _DayComposer:
    chronology: Chronology
    findings: Mapping[str, Findings]
    composer: Composer

    @property
    def archive(self) -> Archive:
        return self.composer.archive

    @property
    def interface(self) -> Interface:
        return self.composer.interface

    @cached_property
    def comparer(self) -> Comparer:
        return Comparer(self.composer)

    @property
    def city(self) -> str:
        """Whose day it is."""
        return self.interface.city(self.archive.site.timezone)

    # --- the overview

    def overview(self) -> OverviewView:
        tellings = self.archive.tellings
        in_all = sum(len(day.entries) for day in self.chronology.days)
        most = MOST_LISTED if in_all > LARGE else LARGE
        return OverviewView(
            title=self.overview_title(),
            sources=self.comparer.number(len({telling.source for telling in tellings})),
            tellings=self.comparer.number(len(tellings)),
            city=self.city,
            filter=self.filter(tellings),
            days=tuple(self.day_lines(day, most) for day in self.chronology.days),
            undated=tuple(
                self.undated_lines(moment, those) for moment, those in self.chronology.undated
            ),
        )

    def overview_title(self) -> str:
        days = self.chronology.days
        if not days:
            return self.interface.say("Chronology")
        first, last = days[0].day, days[-1].day
        if first == last:
            return self.interface.day(first)
        brief = first.year == last.year
        start = self.interface.short_day(first) if brief else self.interface.day(first)
        return self.interface.say(
            "From %(start)s to %(end)s", start=start, end=self.interface.day(last)
        )

    def day_lines(self, day: DayEntries, most: int) -> DayLines:
        path = addresses.day(self.composer.language, day.day)
        return DayLines(
            self.composer.link(path),
            self.interface.day(day.day),
            self.interface.weekday(day.day),
            day.day.isoformat(),
            self.comparer.number(len(day.entries)),
            tuple(self.line(entry, path) for entry in day.entries[:most]),
            self.comparer.number(max(0, len(day.entries) - most)),
        )

    def undated_lines(self, moment: Moment | None, those: tuple[Entry, ...]) -> DayLines:
        words = self.interface.when(moment.when) if moment else self.interface.say("Date unknown")
        return DayLines(
            "",
            words[:1].upper() + words[1:],
            "",
            "",
            self.comparer.number(len(those)),
            tuple(self.line(entry, "") for entry in those),
            self.comparer.number(0),
        )

    def line(self, entry: Entry, path: str) -> Line:
        """An entry of a list; it leads into the day's page, or else to the event or passage."""
        first = entry.tellings[0]
        language = self.composer.language
        if entry.event:
            words = self.composer.event(entry.event).words
            href = (
                self.composer.link(path, addresses.entry(entry.event))
                if path
                else self.composer.link(addresses.event(language, entry.event))
            )
        else:
            words = self.excerpt(first)
            href = self.composer.link(path, first.key) if path else self.comparer.place(first).href
        found = self.findings.get(entry.event)
        keys = frozenset(telling.key for telling in entry.tellings)
        return Line(
            href,
            words,
            self.comparer.number(len(entry.tellings)),
            self.comparer.number(len({telling.source for telling in entry.tellings})),
            found is not None and times_differ(found, keys),
            found is not None and figures_differ(found, keys),
            self.source_ids(entry),
            self.language_ids(entry),
        )

    def excerpt(self, telling: Telling) -> Worded:
        """The beginning of a telling's passage, for one that belongs to no event."""
        source = self.archive.sources[telling.source]
        passage = source.passage(telling.passage)
        view = self.composer.passage(source, passage) if passage else None
        if view is None or view.is_withheld:
            return self.composer.outlet(source)
        words = view.translation or view.original
        return Worded(shorten(words.text, EXCERPT), words.language, words.state, words.state_words)

    def source_ids(self, entry: Entry) -> str:
        return " ".join(sorted({telling.source for telling in entry.tellings}))

    def language_ids(self, entry: Entry) -> str:
        sources = (self.archive.sources[telling.source] for telling in entry.tellings)
        return " ".join(sorted({source.record.language for source in sources}))

    def differences(self, entry: Entry) -> Differences | None:
        found = self.findings.get(entry.event)
        if found is None:
            return None
        target = addresses.event(self.composer.language, entry.event)
        keys = frozenset(telling.key for telling in entry.tellings)
        return self.comparer.differences(found, target, keys)

    def filter(self, tellings: tuple[Telling, ...]) -> Filter:
        """The sources and languages of some tellings; a choice of one is none."""
        ids = {telling.source for telling in tellings}
        sources = [source for source in self.archive.by_date if source.id in ids]
        languages = sorted({source.record.language for source in sources})
        language, link = self.composer.language, self.composer.link
        return Filter(
            tuple(
                FilterLink(
                    source.id,
                    self.composer.outlet(source),
                    link(addresses.briefing(language, source.id)),
                )
                for source in sources
                if 1 < len(sources) <= MOST_FILTERS
            ),
            tuple(
                FilterLink(
                    of,
                    Worded(self.interface.language_name(of)),
                    link(addresses.sources(language), addresses.language(of)),
                )
                for of in languages
                if len(languages) > 1
            ),
        )

    # --- a day

    def day(self, index: int) -> DayView:
        days = self.chronology.days
        day = days[index]
        tellings = day.tellings
        seen: dict[tuple[str, int], str] = {}
        for telling in tellings:
            seen.setdefault((telling.source, telling.passage), telling.key)
        first = frozenset(seen.values())
        return DayView(
            title=self.interface.day(day.day),
            weekday=self.interface.weekday(day.day),
            machine=day.day.isoformat(),
            city=self.city,
            sources=self.comparer.number(len({telling.source for telling in tellings})),
            tellings=self.comparer.number(len(tellings)),
            filter=self.filter((*tellings, *day.running)),
            entries=tuple(self.entry(entry, day.day, first) for entry in day.entries),
            running=tuple(self.running(telling) for telling in day.running),
            running_more=self.comparer.number(day.running_in_all - len(day.running)),
            previous=self.day_link(days[index - 1].day) if index else None,
            next=self.day_link(days[index + 1].day) if index + 1 < len(days) else None,
            overview=self.composer.link(addresses.chronology(self.composer.language)),
        )

    def day_link(self, day: date, event: str = "", tellings: int = 0) -> DayLink:
        anchor = addresses.entry(event) if event else ""
        href = self.composer.link(addresses.day(self.composer.language, day), anchor)
        return DayLink(href, self.interface.day(day), self.comparer.number(tellings))

    def entry(self, entry: Entry, day: date, first: frozenset[str]) -> EntryView:
        """An entry of a day; tellings that are not *first* repeat a passage shown above."""
        event = self.archive.events.get(entry.event)
        others = [
            (other, number)
            for other, number in self.chronology.days_of_event.get(entry.event, {}).items()
            if other != day
        ]
        link = self.composer.event(event.id) if event else None
        return EntryView(
            id=addresses.entry(event.id) if event else "",
            event=link,
            words=link.words if link else self.excerpt(entry.tellings[0]),
            source_ids=self.source_ids(entry),
            language_ids=self.language_ids(entry),
            note=self.composer.label(event.note) if event and event.note else None,
            tellings=tuple(
                DatedTelling(
                    view,
                    self.is_dated(telling, day),
                    None if telling.key in first else self.excerpt(telling),
                )
                for telling in entry.tellings
                if (view := self.composer.telling(telling))
            ),
            number=self.comparer.number(len(entry.tellings)),
            sources=self.comparer.number(len({telling.source for telling in entry.tellings})),
            differences=self.differences(entry),
            other_days=tuple(
                self.day_link(other, entry.event, number)
                for other, number in others[:MOST_OTHER_DAYS]
            ),
            other_days_more=self.comparer.number(max(0, len(others) - MOST_OTHER_DAYS)),
        )

    def is_dated(self, telling: Telling, day: date) -> bool:
        """A part of a day is named in words; a clock's date is said where it is not the page's."""
        moment = self.archive.moment(telling)
        point = moment.when.start if moment else None
        if point is None or moment is None or moment.when.is_interval:
            return False
        return point.precision is Precision.PART or point.first.date() != day

    def running(self, telling: Telling) -> RunningView:
        """A telling of an earlier day, in a line that leads to its own."""
        moment, day = self.archive.moment(telling), self.archive.day(telling)
        event = self.archive.events.get(telling.event)
        source = self.archive.sources[telling.source]
        target = addresses.day(self.composer.language, day) if day else ""
        return RunningView(
            self.comparer.place(telling, target).href,
            self.composer.event(event.id).words if event else self.excerpt(telling),
            self.comparer.moment(moment) if moment else "",
            self.composer.outlet(source),
            source.id,
            source.record.language,
        )
