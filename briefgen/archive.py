"""The archive: every part together, immutable, with the look-ups that pages and checks ask for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from briefgen.language.folding import fold_space
from briefgen.language.mentions import Spellings
from briefgen.model import (
    MISSING,
    Basis,
    Catalog,
    Event,
    Figure,
    Ground,
    Kind,
    Name,
    Passage,
    Series,
    Site,
    Source,
    Telling,
    Translation,
)
from briefgen.problems import Location
from briefgen.prose import Citation, Dossier
from briefgen.when import END, Span, When

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Moment:
    """One time of a telling, with the clock it is read on and the ground for that clock."""

    kind: Kind
    when: When
    zone: str | None
    """IANA; None where nobody says whose clock it is."""

    ground: Ground
    span: Span


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a series as one telling gives it."""

    telling: Telling
    figure: Figure
    reported: Moment | None
    origins: frozenset[str] | None
    """Who counted: the first of each chain; None if the telling does not say."""


@dataclass(frozen=True, slots=True)
class Backlink:
    """A citation seen from the passage it cites."""

    dossier: Dossier
    citation: Citation
    number: int
    """Of the note within the dossier, from 1."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A name as a passage spells it, from `start` to `end` of its text."""

    name: str
    source: str
    passage: int
    start: int
    end: int


@dataclass(frozen=True)
class Archive:
    """All of it. Mappings are ordered by id."""

    site: Site
    sources: Mapping[str, Source] = field(default_factory=dict)
    dossiers: Mapping[str, Dossier] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    names: Mapping[str, Name] = field(default_factory=dict)
    labels: Mapping[str, Catalog] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    """Files and folders that are there but could not be read: what refers to them is not judged."""

    # --- sources and their words

    @cached_property
    def superseded_by(self) -> Mapping[str, str]:
        """The newer source of each that was replaced."""
        return {
            source.record.supersedes: source.id
            for source in self.sources.values()
            if source.record.supersedes
        }

    @cached_property
    def by_date(self) -> tuple[Source, ...]:
        """All sources from the earliest issued to the latest; undated ones come last."""
        return tuple(
            sorted(self.sources.values(), key=lambda source: (self.issued(source), source.id))
        )

    def issued(self, source: Source) -> Span:
        """When a source was issued, in UTC; for an undated one, the end of time."""
        when = source.record.issued
        return when.span(source.record.timezone) if when else Span(END, END)

    def title_language(self, source: Source) -> str:
        """A title that editors supplied is in their language, any other in the source's."""
        supplied = source.record.title_ground.basis is Basis.SUPPLIED
        return self.site.language if supplied else source.record.language

    def translate_title(self, source: Source, language: str) -> Translation:
        """The catalog's word on the title; missing where none is needed."""
        if language == self.title_language(source):
            return MISSING
        return translation(source, source.record.title, language)

    def translate_passage(self, source: Source, passage: Passage, language: str) -> Translation:
        """The catalog's word on a passage; missing where it is in *language* already."""
        if language == passage.language:
            return MISSING
        return translation(source, passage.text, language)

    def label(self, words: str, language: str) -> Translation:
        """The catalog's word on an editor's short words."""
        catalog = self.labels.get(language)
        return catalog[fold_space(words)] if catalog and language != self.site.language else MISSING

    @cached_property
    def editors_words(self) -> Mapping[str, tuple[str, ...]]:
        """Every short text of the editors that `labels/` translates, and the files it stands in."""
        found: list[tuple[str, str]] = [(self.site.title, "site.toml")]
        for event in self.events.values():
            found += [(words, "content/events.yaml") for words in (event.label, event.note)]
        for one in self.series.values():
            words = (one.label, one.unit, one.role, one.group, one.note)
            found += [(word, "content/figures.yaml") for word in words]
        for source in self.sources.values():
            record = source.record
            grounds = (record.title_ground, record.issued_ground, record.timezone_ground)
            removals = (removal.why for removal in record.removed)
            in_record = (record.rights, *(ground.why for ground in grounds), *removals)
            found += [(words, f"{source.path}/record.yaml") for words in in_record]
            for telling in source.tellings:
                why = telling.zone_ground.why if telling.zone_ground else ""
                quantities = (figure.quantity for figure in telling.figures)
                said = (quantity.text for quantity in quantities if quantity.is_word)
                found += [
                    (words, f"{source.path}/reports.yaml") for words in (telling.note, why, *said)
                ]
        return {
            words: tuple(dict.fromkeys(places))
            for words, places in _grouped((fold_space(w), place) for w, place in found if w).items()
        }

    # --- tellings and their times

    @cached_property
    def tellings(self) -> tuple[Telling, ...]:
        """All that count, in the order of the chronology: those of superseded sources do not."""
        current = [
            telling
            for source in self.sources.values()
            if source.id not in self.superseded_by
            for telling in source.tellings
        ]
        return tuple(sorted(current, key=self._order))

    def _order(self, telling: Telling) -> tuple[Span, str, int, int]:
        moment = self.moment(telling)
        span = moment.span if moment else Span(END, END)
        return (span, telling.source, telling.passage, telling.index)

    def reported(self, telling: Telling) -> Moment | None:
        """When the source said so: the telling's own time, else when the source was issued."""
        record = self.sources[telling.source].record
        when = telling.reported or record.issued
        if when is None:
            return None
        if telling.reported and telling.zone and not telling.happened and not telling.planned:
            return _moment(Kind.REPORTED, when, telling.zone, telling.zone_ground)
        return _moment(Kind.REPORTED, when, record.timezone, record.timezone_ground)

    def moment(self, telling: Telling) -> Moment | None:
        """The time it stands under in the chronology: happened, else planned, else reported."""
        for kind, when in ((Kind.HAPPENED, telling.happened), (Kind.PLANNED, telling.planned)):
            if when is not None:
                if telling.zone:
                    return _moment(kind, when, telling.zone, telling.zone_ground)
                return _moment(kind, when, *self._local_clock(telling))
        return self.reported(telling)

    def local_zone(self, telling: Telling) -> str:
        """The clock where it happened: of the event, its place, the telling's place, the site."""
        return self._local_clock(telling)[0]

    def _local_clock(self, telling: Telling) -> tuple[str, Ground]:
        event = self.events.get(telling.event)
        if event and event.zone:
            return event.zone, Ground(Basis.INFERRED)
        for place in (event.where if event else "", telling.where):
            name = self.names.get(place)
            if name and name.zone:
                return name.zone, Ground(Basis.INFERRED)
        return self.site.timezone, Ground(Basis.ASSUMED)

    def day(self, telling: Telling) -> date | None:
        """The day page it stands on, by the site's calendar; None if not known to the day."""
        moment = self.moment(telling)
        return moment.when.day(moment.zone, self.site.timezone) if moment else None

    @cached_property
    def tellings_of_event(self) -> Mapping[str, tuple[Telling, ...]]:
        """By event id, in the order of the chronology."""
        return _grouped((telling.event, telling) for telling in self.tellings if telling.event)

    @cached_property
    def passages_of_event(self) -> Mapping[str, Mapping[str, int]]:
        """By event and source id, how many passages tell of it; those of all sources under ""."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for event, tellings in self.tellings_of_event.items():
            for source, _ in {(telling.source, telling.passage) for telling in tellings}:
                counts[event].update((source, ""))
        return counts

    @cached_property
    def tellings_of_passage(self) -> Mapping[tuple[str, int], tuple[Telling, ...]]:
        """By source id and passage number; superseded sources keep theirs here."""
        return _grouped(
            ((telling.source, telling.passage), telling)
            for source in self.sources.values()
            for telling in source.tellings
        )

    def origins(self, telling: Telling) -> frozenset[str] | None:
        """Who it goes back to: the first of each chain, the outlet itself for an empty one.

        None where nobody is named: an outlet that is not known is no origin either.
        """
        outlet = self.outlet(telling.source)
        named = (chain[0] if chain else outlet for chain in telling.chains or ())
        return frozenset(name for name in named if name) or None

    def outlet(self, source: str) -> str:
        """The names.yaml id of a source's publisher, or nothing."""
        return self.sources[source].record.publisher

    # --- figures

    @cached_property
    def counts(self) -> Mapping[str, tuple[Count, ...]]:
        """By series, in the order in which they were reported."""
        found = [
            Count(telling, figure, self.reported(telling), self.origins(telling))
            for telling in self.tellings
            for figure in telling.figures
        ]
        found.sort(key=_count_order)
        return _grouped((count.figure.series, count) for count in found)

    @cached_property
    def counts_of_event(self) -> Mapping[str, Mapping[str, tuple[Count, ...]]]:
        """By event and series, in the order in which they were reported."""
        found: defaultdict[str, dict[str, tuple[Count, ...]]] = defaultdict(dict)
        for series, counts in self.counts.items():
            grouped = _grouped((count.telling.event, count) for count in counts)
            for event, those in grouped.items():
                found[event][series] = those
        return found

    # --- citations

    @cached_property
    def backlinks(self) -> Mapping[tuple[str, int], tuple[Backlink, ...]]:
        """Who cites a passage, by source id and number; number 0 is the source as a whole."""
        found: list[tuple[tuple[str, int], Backlink]] = []
        for dossier in self.dossiers.values():
            citations = (citation for block in dossier.blocks for citation in block.citations)
            for number, citation in enumerate(citations, 1):
                link = Backlink(dossier, citation, number)
                cited = {
                    (one.source, passage)
                    for one in citation.cited
                    for passage in one.passages or (0,)
                }
                found += [(key, link) for key in sorted(cited)]
        return _grouped(found)

    # --- names

    @cached_property
    def mentions(self) -> Mapping[str, tuple[Mentioned, ...]]:
        """By name id, in every spelling: the earliest source's first, in the order of its text."""
        return _grouped((found.name, found) for found in self._mentioned)

    @cached_property
    def names_in(self) -> Mapping[str, tuple[str, ...]]:
        """By source id, the names that its passages mention, most often mentioned first."""
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for found in self._mentioned:
            counts[found.source][found.name] += 1
        return {
            source: tuple(sorted(names, key=lambda name: (-names[name], name)))
            for source, names in counts.items()
        }

    @cached_property
    def _mentioned(self) -> tuple[Mentioned, ...]:
        spellings = Spellings(
            (spelling, name.id) for name in self.names.values() for spelling in name.spellings
        )
        return tuple(
            Mentioned(found.name, source.id, passage.number, found.start, found.end)
            for source in self.by_date
            for passage in source.passages
            for found in spellings.find(passage.text)
        )

    @cached_property
    def tellings_of_name(self) -> Mapping[str, tuple[Telling, ...]]:
        """By name id, the tellings that it passed on or whose place it is, in chronology order."""
        return _grouped(
            (name, telling)
            for telling in self.tellings
            for name in dict.fromkeys(
                (*(name for chain in telling.chains or () for name in chain), telling.where)
            )
            if name
        )

    @cached_property
    def sources_of_name(self) -> Mapping[str, tuple[Source, ...]]:
        """By name id, what the outlet published, the earliest first."""
        return _grouped(
            (source.record.publisher, source) for source in self.by_date if source.record.publisher
        )

    @cached_property
    def waivers(self) -> frozenset[tuple[str, Location]]:
        """Codes that editors have waived in catalogs, each for the entry in that place."""
        shelves = [
            *(source.catalogs for source in self.sources.values()),
            *(dossier.catalogs for dossier in self.dossiers.values()),
            self.labels,
        ]
        catalogs = (catalog for shelf in shelves for catalog in shelf.values())
        return frozenset(waiver for catalog in catalogs for waiver in catalog.waivers)

    def is_withheld(self, source: Source, passage: Passage) -> bool:
        """Whether the record keeps this passage's words off the site."""
        publish = source.record.publish
        return publish == "record" or (
            publish == "excerpts" and (source.id, passage.number) not in self.backlinks
        )


def translation(source: Source, words: str, language: str) -> Translation:
    """What the source's catalog for *language* says of *words*."""
    catalog = source.catalogs.get(language)
    return catalog[words] if catalog else MISSING


def _moment(kind: Kind, when: When, zone: str | None, ground: Ground | None) -> Moment:
    return Moment(kind, when, zone, ground or Ground(Basis.ASSUMED), when.span(zone))


def _count_order(count: Count) -> tuple[Span, str, int, int]:
    span = count.reported.span if count.reported else Span(END, END)
    return (span, count.telling.source, count.telling.passage, count.telling.index)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
