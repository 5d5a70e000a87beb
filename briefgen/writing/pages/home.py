"""The front page: what the archive holds, and where to begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from briefgen.agreement import Relation
from briefgen.archive import Archive
from briefgen.language.folding import fold_letters
from briefgen.model import Kind, Telling
from briefgen.writing import addresses
from briefgen.writing.comparing import (
    Comparer,
    Findings,
    Number,
    compared_series,
    figures_differ,
    findings,
    times_differ,
)
from briefgen.writing.interface import Interface
from briefgen.writing.page import Page, in_every_language
from briefgen.writing.pages.figures import counts_of, in_order
from briefgen.writing.parts import Composer, LinkTo, Worded
from briefgen.writing.pieces import (
    BriefingPiece,
    DossierPiece,
    Quotations,
    briefing_piece,
    count_quotations,
    coverage,
    dossier_piece,
    number,
)

LATEST = 6
"""Briefings that the front page shows."""

DOSSIERS = 5
"""Dossiers that the front page shows."""

EVENTS = 10
"""Events in the chronology in brief: those that most sources tell of, or tell of differently."""

SERIES = 6
"""Series of figures that the front page shows: the most reported."""

VALUES = 6
"""Distinct values that it shows of each."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in the chronology in brief."""

    day: str
    machine_day: str
    day_href: str
    """To the day's page; empty where the day is not known."""

    event: LinkTo
    sources: Number
    times_differ: bool
    figures_differ: bool


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """What is counted, and how many there are said to be."""

    series: LinkTo
    values: tuple[Worded, ...]
    """Each once, in the order of reporting; the latest of many."""

    more: Number
    figures: Number
    sources: Number
    differ: bool


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """How many sources there are in a language."""

    name: str
    href: str
    sources: Number


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page."""

    title: str
    heading: Worded
    language_name: str
    """Of the page."""

    sources: Number
    sealed: Number
    languages: Number
    """Of the originals."""

    passages: Number
    to_translate: Number
    """Passages that are not in the page's language."""

    translated: Number
    """Those of them whose translation is shown, labelled."""

    quotations: Number
    verified: Number
    tellings: Number
    dossiers: tuple[DossierPiece, ...]
    latest: tuple[BriefingPiece, ...]
    figures: tuple[SeriesLine, ...]
    events: tuple[EventLine, ...]
    by_language: tuple[LanguageLine, ...]


@dataclass(frozen=True, slots=True)
class _Brief:
    """An event in the chronology in brief, in no language yet."""

    event: str
    telling: Telling
    """The one that gives its day."""

    found: Findings

    @property
    def differs(self) -> bool:
        """Whether its tellings differ in their times or figures."""
        return times_differ(self.found) or figures_differ(self.found)


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """The front page in every language, and the root, which is that of the default language."""
    quotations = count_quotations(archive)
    events = _events_in_brief(archive)
    alternates = in_every_language(interfaces, addresses.home)
    for language, interface in interfaces.items():
        path = addresses.home(language)
        view = _view(Composer(archive, interface, path), quotations, events)
        yield Page(path, "home.html", language, view, "home", alternates)
    if default := interfaces.get(archive.site.language):
        view = _view(Composer(archive, default, addresses.ROOT), quotations, events)
        language = default.language
        canonical = addresses.home(language)
        yield Page(addresses.ROOT, "home.html", language, view, "home", alternates, canonical)


def _events_in_brief(archive: Archive) -> tuple[_Brief, ...]:
    """The most told events, as they happened; of those told as often, the ones in dispute."""
    sources = {
        event: len({telling.source for telling in tellings})
        for event, tellings in archive.tellings_of_event.items()
        if event in archive.events
    }
    fewest = min(sorted(sources.values(), reverse=True)[:EVENTS], default=0)
    briefs = [
        _Brief(event, _first(archive, tellings), findings(archive, tellings))
        for event, tellings in archive.tellings_of_event.items()
        if sources.get(event, 0) >= fewest > 0
    ]
    most = sorted(briefs, key=lambda one: (-one.found.sources, not one.differs, one.event))[:EVENTS]
    order = {telling.key: index for index, telling in enumerate(archive.tellings)}
    return tuple(sorted(most, key=lambda brief: order[brief.telling.key]))


def _first(archive: Archive, tellings: tuple[Telling, ...]) -> Telling:
    """The first telling that says when it happened and knows the day, or else the first of all."""
    for telling in tellings:
        moment = archive.moment(telling)
        if moment and moment.kind is Kind.HAPPENED and archive.day(telling):
            return telling
    return tellings[0]


def _view(
    composer: Composer, quotations: Mapping[str, Quotations], events: tuple[_Brief, ...]
) -> HomeView:
    archive, interface = composer.archive, composer.interface
    sources = archive.sources.values()
    covered = [coverage(archive, source, composer.language) for source in sources]
    by_language = count_by_language(archive)
    dated = (
        source
        for source in reversed(archive.by_date)
        if source.record.issued and source.id not in archive.superseded_by
    )
    return HomeView(
        title=archive.site.title,
        heading=composer.label(archive.site.title),
        language_name=interface.language_name(composer.language),
        sources=number(interface, len(sources)),
        sealed=number(interface, sum(source.is_sealed for source in sources)),
        languages=number(interface, len(by_language)),
        passages=number(interface, sum(len(source.passages) for source in sources)),
        to_translate=number(interface, sum(one.passages for one in covered)),
        translated=number(interface, sum(one.shown for one in covered)),
        quotations=number(interface, sum(one.total for one in quotations.values())),
        verified=number(interface, sum(one.verified for one in quotations.values())),
        tellings=number(interface, len(archive.tellings)),
        dossiers=tuple(
            dossier_piece(composer, dossier, quotations[dossier.id])
            for dossier in islice(archive.dossiers.values(), DOSSIERS)
        ),
        latest=tuple(briefing_piece(composer, source) for source in islice(dated, LATEST)),
        figures=tuple(_series_lines(Comparer(composer))),
        events=tuple(_event_line(composer, brief) for brief in events),
        by_language=tuple(
            LanguageLine(
                interface.language_name(language),
                composer.link(addresses.sources(composer.language), addresses.language(language)),
                number(interface, count),
            )
            for language, count in sorted(
                by_language.items(),
                key=lambda pair: (fold_letters(interface.language_name(pair[0])), pair[0]),
            )
        ),
    )


def count_by_language(archive: Archive) -> Mapping[str, int]:
    """How many sources there are in each language, by language tag."""
    counts: dict[str, int] = {}
    for source in archive.sources.values():
        counts[source.record.language] = counts.get(source.record.language, 0) + 1
    return dict(sorted(counts.items()))


def _event_line(composer: Composer, brief: _Brief) -> EventLine:
    archive, interface = composer.archive, composer.interface
    day = archive.day(brief.telling)
    moment = archive.moment(brief.telling)
    words = interface.when(moment.when) if moment else interface.say("date unknown")
    return EventLine(
        day=interface.day(day) if day else words,
        machine_day=day.isoformat() if day else "",
        day_href=composer.link(addresses.day(composer.language, day)) if day else "",
        event=composer.event(brief.event),
        sources=number(interface, brief.found.sources),
        times_differ=times_differ(brief.found),
        figures_differ=figures_differ(brief.found),
    )


def _series_lines(comparer: Comparer) -> Iterator[SeriesLine]:
    """The most reported series; none that nobody has counted yet."""
    composer = comparer.composer
    archive = composer.archive
    for series in islice(in_order(archive), SERIES):
        counts = counts_of(archive, series)
        if not counts:
            return
        values = tuple(dict.fromkeys(comparer.value(count) for count in counts))
        href = composer.link(addresses.figure(composer.language, series.id))
        yield SeriesLine(
            series=LinkTo(href, composer.series_label(series.id)),
            values=values[-VALUES:],
            more=comparer.number(max(0, len(values) - VALUES)),
            figures=comparer.number(len(counts)),
            sources=comparer.number(len({count.telling.source for count in counts})),
            differ=any(
                comparison.relation is Relation.DIFFER
                for one in compared_series(archive, series.id, counts)
                for comparison in one.comparisons
            ),
        )
