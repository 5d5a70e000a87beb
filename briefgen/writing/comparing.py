"""What the tellings of one event differ in, in words: for the chronology, event and figure pages.

What is found (`Findings`) knows no language and is worked out once; views word it for a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from briefgen.agreement import (
    Comparison,
    Independence,
    Reason,
    Relation,
    clashes,
    compare_with_earlier,
    independence,
)
from briefgen.archive import Archive, Count, Moment
from briefgen.model import Kind, Telling
from briefgen.when import Span
from briefgen.writing import addresses
from briefgen.writing.interface import Interface
from briefgen.writing.parts import Composer, LinkTo, PassageLink, Worded

MOST_CLASHES = 12
"""Pairs of times that a page spells out; it says how many there are besides."""

MOST_TIMES = 60
"""Distinct times of one event that are set against each other, the earliest."""

MOST_EARLIER = 16
"""Earlier figures, of distinct value or origin, that a figure is set against: the latest."""

MOST_NAMED = 5
"""Tellings or figures that are named in one line; it says how many there are besides."""

_ORDER = (Relation.UPDATE, Relation.DIFFER, Relation.AGREE)


# --- what is found


@dataclass(frozen=True, slots=True)
class Timed:
    """Tellings of one event that put it at the same time."""

    moment: Moment
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure, and what it is to the figures of its series before it."""

    count: Count
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the tellings of one event agree and differ in."""

    independence: Independence
    sources: int
    clashes: tuple[tuple[Timed, Timed], ...]
    figures: tuple[Compared, ...]
    """Of each series that more than one telling counts, in order of reporting."""


def findings(archive: Archive, tellings: tuple[Telling, ...]) -> Findings:
    """Set the tellings of one event against each other."""
    return Findings(
        independence(archive, tellings),
        len({telling.source for telling in tellings}),
        tuple(_clashing_times(archive, tellings)),
        tuple(_compared(archive, tellings)),
    )


def _clashing_times(
    archive: Archive, tellings: tuple[Telling, ...]
) -> Iterator[tuple[Timed, Timed]]:
    """Pairs of times of happening that do not meet; tellings of the same time count as one."""
    by_time: dict[tuple[Span, str], list[Telling]] = {}
    for telling in tellings:
        moment = archive.moment(telling)
        if moment and moment.kind is Kind.HAPPENED:
            by_time.setdefault((moment.span, moment.when.text), []).append(telling)
    groups = {group[0].key: tuple(group) for group in list(by_time.values())[:MOST_TIMES]}
    for clash in clashes(archive, (group[0] for group in groups.values())):
        first, second = clash.first_telling.key, clash.second_telling.key
        yield Timed(clash.first, groups[first]), Timed(clash.second, groups[second])


def _compared(archive: Archive, tellings: tuple[Telling, ...]) -> Iterator[Compared]:
    event = tellings[0].event if tellings else ""
    for series, counts in archive.counts_of_event.get(event, {}).items():
        if event and series in archive.series and len(counts) > 1:
            yield from compared_series(archive, series, counts)


def compared_series(
    archive: Archive, series: str, counts: tuple[Count, ...]
) -> tuple[Compared, ...]:
    """Each figure with what it is to the earlier ones."""
    cumulative = archive.series[series].cumulative
    comparisons = compare_with_earlier(counts, cumulative=cumulative, at_most=MOST_EARLIER)
    return tuple(map(Compared, counts, comparisons))


def times_differ(found: Findings, among: Collection[str] | None = None) -> bool:
    """Whether some time, of the tellings *among* or of all, does not meet another."""
    return any(among is None or _touches(pair, among) for pair in found.clashes)


def figures_differ(found: Findings, among: Collection[str] | None = None) -> bool:
    """Whether some figure, of the tellings *among* or of all, differs from an earlier one."""
    return any(
        comparison.relation is Relation.DIFFER
        for one in found.figures
        if among is None or one.count.telling.key in among
        for comparison in one.comparisons
    )


# --- what a page shows of it


@dataclass(frozen=True, slots=True)
class Number:
    """A count: for the choice of a plural, and as readers of the page write it."""

    count: int
    words: str


@dataclass(frozen=True, slots=True)
class TimeView:
    """A time, and who gives it."""

    time: str
    places: tuple[PassageLink, ...]
    more: Number


@dataclass(frozen=True, slots=True)
class ClashView:
    """Two times of one event that do not meet."""

    first: TimeView
    second: TimeView


@dataclass(frozen=True, slots=True)
class EarlierFigure:
    """An earlier figure that another is set against."""

    value: Worded
    by: tuple[LinkTo, ...]
    """Who counted; empty if this is not said."""

    place: PassageLink


@dataclass(frozen=True, slots=True)
class RelationView:
    """What a figure is to some earlier ones, and why."""

    relation: str
    """`first`, `agree`, `update` or `differ`."""

    words: str
    reason: str
    earlier: tuple[EarlierFigure, ...]
    more: Number


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure of an event, set against the earlier ones of the event."""

    value: Worded
    by: tuple[LinkTo, ...]
    place: PassageLink
    reported: str
    relations: tuple[RelationView, ...]


@dataclass(frozen=True, slots=True)
class SeriesLines:
    """The figures of one series that the tellings of an event give."""

    series: LinkTo
    lines: tuple[FigureLine, ...]
    more: Number
    differ: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """What the tellings of an entry agree and differ in, worded for a page."""

    tellings: Number
    sources: Number
    origins: Number
    origin_names: tuple[LinkTo, ...]
    unattributed: Number
    clashes: tuple[ClashView, ...]
    more_clashes: Number
    series: tuple[SeriesLines, ...]

    @property
    def is_empty(self) -> bool:
        """Whether neither times nor figures can be set against each other."""
        return not self.clashes and not self.series

    @property
    def differ(self) -> bool:
        """Whether some time or figure does not fit another."""
        return bool(self.clashes) or any(series.differ for series in self.series)


@dataclass(frozen=True)
class Comparer:
    """Words what was found, for one page."""

    composer: Composer
    _earlier: dict[tuple[str, str, str], EarlierFigure] = field(default_factory=dict)

    @property
    def interface(self) -> Interface:
        """The words of the page's language."""
        return self.composer.interface

    def number(self, count: int) -> Number:
        """A count as the page shows it."""
        return Number(count, self.interface.number(count))

    def place(self, telling: Telling, target: str = "") -> PassageLink:
        """Outlet and passage, linked to the telling's entry on *target*, or else to its passage."""
        composer = self.composer
        source = composer.archive.sources[telling.source]
        link = composer.passage_link(source, telling.passage)
        return replace(link, href=composer.link(target, telling.key)) if target else link

    def differences(
        self, found: Findings, target: str, among: Collection[str] | None = None
    ) -> Differences:
        """What was found, with links into *target*; only what concerns the tellings *among*."""
        pairs = [pair for pair in found.clashes if among is None or _touches(pair, among)]
        names = sorted(found.independence.origins)
        return Differences(
            tellings=self.number(found.independence.tellings),
            sources=self.number(found.sources),
            origins=self.number(len(names)),
            origin_names=tuple(self.composer.name(name) for name in names if name),
            unattributed=self.number(found.independence.unattributed),
            clashes=tuple(
                ClashView(self.time(first, target), self.time(second, target))
                for first, second in pairs[:MOST_CLASHES]
            ),
            more_clashes=self.number(max(0, len(pairs) - MOST_CLASHES)),
            series=tuple(self.series(found.figures, target, among)),
        )

    def time(self, timed: Timed, target: str) -> TimeView:
        """A time and the tellings that give it."""
        places = tuple(self.place(telling, target) for telling in timed.tellings[:MOST_NAMED])
        more = self.number(max(0, len(timed.tellings) - MOST_NAMED))
        return TimeView(self.moment(timed.moment), places, more)

    def moment(self, moment: Moment) -> str:
        """A time, and whose clock it is where a clock is read."""
        words = self.interface.when(moment.when)
        if moment.when.has_clock and moment.zone:
            return f"{words} ({self.interface.city(moment.zone)})"
        return words

    def series(
        self, compared: Iterable[Compared], target: str, among: Collection[str] | None
    ) -> Iterator[SeriesLines]:
        """The figures series by series; of series that *among* does not count, nothing."""
        for id_, group in groupby(compared, key=lambda one: one.count.figure.series):
            figures = list(group)
            concerned = [one for one in figures if among is None or one.count.telling.key in among]
            if not any(one.comparisons for one in concerned):
                continue
            composer = self.composer
            link = LinkTo(
                composer.link(addresses.figure(composer.language, id_)), composer.series_label(id_)
            )
            yield SeriesLines(
                link,
                tuple(self.line(one, target) for one in concerned[:MOST_EARLIER]),
                self.number(max(0, len(concerned) - MOST_EARLIER)),
                any(
                    comparison.relation is Relation.DIFFER
                    for one in concerned
                    for comparison in one.comparisons
                ),
            )

    def line(self, compared: Compared, target: str) -> FigureLine:
        """One figure, and what it is to the earlier ones."""
        count = compared.count
        return FigureLine(
            self.value(count),
            self.counted_by(count),
            self.place(count.telling, target),
            self.moment(count.reported) if count.reported else "",
            _telling_most(self.relations(compared, target)),
        )

    def value(self, count: Count) -> Worded:
        """The figure as the source gives it."""
        return self.composer.quantity(count.figure.quantity)

    def counted_by(self, count: Count) -> tuple[LinkTo, ...]:
        """Who counted; nobody if this is not said."""
        return tuple(self.composer.name(name) for name in sorted(count.origins or ()) if name)

    def relations(self, compared: Compared, target: str) -> tuple[RelationView, ...]:
        """What a figure is to the earlier ones, those of one relation and reason together."""
        if not compared.comparisons:
            return (RelationView("first", self.interface.say("first"), "", (), self.number(0)),)
        groups: dict[tuple[Relation, Reason], list[Count]] = {}
        for relation in _ORDER:
            for comparison in compared.comparisons:
                if comparison.relation is relation:
                    key = (relation, comparison.reason)
                    groups.setdefault(key, []).append(comparison.earlier)
        return tuple(
            RelationView(
                relation.value,
                self.relation(relation),
                self.reason(reason),
                tuple(self.earlier(count, target) for count in counts[-MOST_NAMED:]),
                self.number(max(0, len(counts) - MOST_NAMED)),
            )
            for (relation, reason), counts in groups.items()
        )

    def earlier(self, count: Count, target: str) -> EarlierFigure:
        """An earlier figure in a few words; many later ones are set against it."""
        key = (count.telling.key, count.figure.series, target)
        if key not in self._earlier:
            self._earlier[key] = EarlierFigure(
                self.value(count), self.counted_by(count), self.place(count.telling, target)
            )
        return self._earlier[key]

    def relation(self, relation: Relation) -> str:
        """What a figure is to an earlier one."""
        _ = self.interface.say
        return {
            Relation.AGREE: _("agrees with"),
            Relation.UPDATE: _("update of"),
            Relation.DIFFER: _("differs from"),
        }[relation]

    def reason(self, reason: Reason) -> str:
        """Why it is."""
        _ = self.interface.say
        return {
            Reason.COMPATIBLE: _("both can be true of one count"),
            Reason.RISEN: _("the same origin counts more, later"),
            Reason.WORD: _("a word cannot be set against a number"),
            Reason.OTHER_ORIGIN: _("another origin counted"),
            Reason.UNKNOWN_ORIGIN: _("one of them does not say who counted"),
            Reason.FALLEN: _("the same origin counts fewer, later"),
            Reason.NOT_CUMULATIVE: _("this is not a count that only grows"),
            Reason.NOT_LATER: _("neither was surely reported later"),
        }[reason]


def _telling_most(relations: tuple[RelationView, ...]) -> tuple[RelationView, ...]:
    """In brief: what a figure agrees with is said only where it is all there is to say."""
    brief = tuple(one for one in relations if one.relation not in ("agree", "first"))
    return brief or tuple(one for one in relations if one.relation == "agree")


def _touches(pair: tuple[Timed, Timed], keys: Collection[str]) -> bool:
    return any(telling.key in keys for timed in pair for telling in timed.tellings)
