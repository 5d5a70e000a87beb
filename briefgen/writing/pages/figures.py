"""Figures: an index of what is counted, and a table for each series of who said how many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.archive import Archive, Count
from briefgen.model import Series
from briefgen.writing import addresses
from briefgen.writing.comparing import (
    MOST_EARLIER,
    Compared,
    Comparer,
    Number,
    RelationView,
    compared_series,
)
from briefgen.writing.interface import Interface
from briefgen.writing.page import Page
from briefgen.writing.parts import (
    Clock,
    Composer,
    LinkTo,
    PassageLink,
    PassageText,
    SourceLink,
    Worded,
    machine_time,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in a few words: how many, who says so, when, and on whose word."""

    value: Worded
    place: PassageLink
    reported: str
    by: tuple[LinkTo, ...]


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series in the index."""

    series: LinkTo
    first: Told | None
    latest: Told | None
    """None where there is only one figure."""

    figures: Number
    sources: Number
    differ: bool


@dataclass(frozen=True, slots=True)
class FiguresView:
    """All series."""

    title: str
    series: tuple[SeriesLine, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of a series."""

    key: str
    """Of its telling: the anchor of the row."""

    reported: str
    machine: str
    clocks: tuple[Clock, ...]
    source: SourceLink
    passage: PassageText
    value: Worded
    by: tuple[LinkTo, ...]
    """Who counted: the origin of each chain; empty if this is not said."""

    chains: tuple[tuple[LinkTo, ...], ...]
    relations: tuple[RelationView, ...]
    event: LinkTo | None
    where: LinkTo | None
    note: Worded | None


@dataclass(frozen=True, slots=True)
class FigureView:
    """A series as a table."""

    title: str
    heading: Worded
    unit: Worded | None
    role: Worded | None
    group: Worded | None
    note: Worded | None
    is_cumulative: bool
    set_against: Number
    """How many earlier figures one is set against at most; nought if that is all of them."""

    figures: Number
    sources: Number
    origins: Number
    unattributed: Number
    rows: tuple[Row, ...]
    previous: LinkTo | None
    next: LinkTo | None
    index: str


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """The index and every series, in every language."""
    ordered = in_order(archive)
    compared = {
        one.id: compared_series(archive, one.id, counts_of(archive, one)) for one in ordered
    }
    indexes = {language: addresses.figures(language) for language in interfaces}
    for interface in interfaces.values():
        path = indexes[interface.language]
        comparer = Comparer(Composer(archive, interface, path))
        lines = tuple(_line(comparer, one, compared[one.id]) for one in ordered)
        index = FiguresView(interface.say("Figures"), lines)
        yield Page(path, "figures.html", interface.language, index, "figures", indexes)
    for position, series in enumerate(ordered):
        alternates = {language: addresses.figure(language, series.id) for language in interfaces}
        before = ordered[position - 1] if position else None
        after = ordered[position + 1] if position + 1 < len(ordered) else None
        for interface in interfaces.values():
            path = alternates[interface.language]
            comparer = Comparer(Composer(archive, interface, path))
            view = _figure(comparer, series, compared[series.id], before, after)
            yield Page(path, "figure.html", interface.language, view, "figures", alternates)


def in_order(archive: Archive) -> tuple[Series, ...]:
    """The most reported series first; equally reported ones by id."""
    return tuple(
        sorted(archive.series.values(), key=lambda one: (-len(counts_of(archive, one)), one.id))
    )


def counts_of(archive: Archive, series: Series) -> tuple[Count, ...]:
    """Its figures in the order in which they were reported."""
    return archive.counts.get(series.id, ())


def _link(composer: Composer, series: Series) -> LinkTo:
    href = composer.link(addresses.figure(composer.language, series.id))
    return LinkTo(href, composer.series_label(series.id))


def _line(comparer: Comparer, series: Series, compared: tuple[Compared, ...]) -> SeriesLine:
    return SeriesLine(
        series=_link(comparer.composer, series),
        first=_told(comparer, compared[0].count) if compared else None,
        latest=_told(comparer, compared[-1].count) if len(compared) > 1 else None,
        figures=comparer.number(len(compared)),
        sources=comparer.number(len({one.count.telling.source for one in compared})),
        differ=any(
            comparison.relation == "differ" for one in compared for comparison in one.comparisons
        ),
    )


def _told(comparer: Comparer, count: Count) -> Told:
    target = addresses.figure(comparer.composer.language, count.figure.series)
    return Told(
        comparer.value(count),
        comparer.place(count.telling, target),
        comparer.moment(count.reported) if count.reported else "",
        comparer.counted_by(count),
    )


def _figure(
    comparer: Comparer,
    series: Series,
    compared: tuple[Compared, ...],
    before: Series | None,
    after: Series | None,
) -> FigureView:
    composer = comparer.composer
    heading = composer.series_label(series.id)
    origins = {origin for one in compared for origin in one.count.origins or ()}
    rows = (_row(comparer, one) for one in compared)
    return FigureView(
        title=heading.text,
        heading=heading,
        unit=composer.label(series.unit) if series.unit else None,
        role=composer.label(series.role) if series.role else None,
        group=composer.label(series.group) if series.group else None,
        note=composer.label(series.note) if series.note else None,
        is_cumulative=series.cumulative,
        set_against=comparer.number(MOST_EARLIER if len(compared) > MOST_EARLIER else 0),
        figures=comparer.number(len(compared)),
        sources=comparer.number(len({one.count.telling.source for one in compared})),
        origins=comparer.number(len(origins)),
        unattributed=comparer.number(sum(one.count.origins is None for one in compared)),
        rows=tuple(row for row in rows if row),
        previous=_link(composer, before) if before else None,
        next=_link(composer, after) if after else None,
        index=composer.link(addresses.figures(composer.language)),
    )


def _row(comparer: Comparer, compared: Compared) -> Row | None:
    composer, count = comparer.composer, compared.count
    telling = composer.telling(count.telling)
    if telling is None:
        return None
    moment = count.reported
    return Row(
        key=telling.key,
        reported=composer.interface.when(moment.when) if moment else "",
        machine=machine_time(moment) if moment else "",
        clocks=composer.clocks(count.telling, moment) if moment else (),
        source=telling.source,
        passage=telling.passage,
        value=comparer.value(count),
        by=comparer.counted_by(count),
        chains=telling.chains,
        relations=comparer.relations(compared, composer.path),
        event=telling.event,
        where=telling.where,
        note=telling.note,
    )
