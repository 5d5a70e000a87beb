"""The views that several pages share, and the composer that makes them for one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from briefgen.archive import Archive, Moment
from briefgen.model import Kind, Passage, Source, Telling, Translation
from briefgen.quantity import Quantity
from briefgen.when import Precision, When, zone_info
from briefgen.writing import addresses
from briefgen.writing.interface import Interface


@dataclass(frozen=True, slots=True)
class Worded:
    """Some words, and the language they are in where that is not the page's."""

    text: str
    language: str = ""
    """For `lang`; empty if it is the page's language."""

    state: str = ""
    """`State` of the translation; empty if these are not translated words."""

    state_words: str = ""
    """The state in the page's language, for readers."""


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A link with its words."""

    href: str
    words: Worded


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as one clock shows it."""

    label: str
    """Whose clock: a city, or UTC."""

    time: str
    role: str
    """`own` (the text's), `local` (where it happened) or `utc`."""

    ground: str = ""
    """How we know that it is this clock, in full; empty for a clock that is only worked out."""

    basis: str = ""
    """The same in a word: stated, inferred, assumed."""

    machine: str = ""
    """For `datetime`; empty where HTML has no form for it."""

    is_convention: bool = False
    """The hours that a part of a day is read as: this archive's, not the source's."""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A source as other pages name it."""

    id: str
    outlet: Worded
    title: Worded
    issued: str
    machine_issued: str
    """For `datetime`; empty where HTML has no form for it."""

    language: str
    language_name: str
    href: str
    """To its briefing."""

    original_href: str
    """To its original."""

    is_sealed: bool
    is_superseded: bool


@dataclass(frozen=True, slots=True)
class PassageLink:
    """A passage in a few words: outlet and number, linked."""

    outlet: Worded
    number: int
    href: str


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage in the reader's language, where there is a translation, and in the original."""

    number: int
    original: Worded
    language_name: str
    """Of the original, in the page's language."""

    translation: Worded | None
    """None where the original is in the page's language, or no translation is shown."""

    made: str
    """How the translation was made, as the catalog says."""

    reviewer: str
    reviewed: str
    is_withheld: bool
    """The publisher's words are not shown (`publish:` in the record)."""

    href: str
    original_href: str


@dataclass(frozen=True, slots=True)
class FigureChip:
    """A counted figure within a telling."""

    series: str
    label: Worded
    value: Worded
    href: str


@dataclass(frozen=True, slots=True)
class TellingView:
    """One telling, as the chronology and the event pages show it."""

    key: str
    kind: str
    kind_words: str
    time: str
    """The time it stands under, in words; empty if nothing is known."""

    machine_time: str
    clocks: tuple[Clock, ...]
    reported: str
    """When it was reported, in words, where it stands under another time."""

    source: SourceLink
    passage: PassageText
    event: LinkTo | None
    where: LinkTo | None
    chains: tuple[tuple[LinkTo, ...], ...]
    """From origin to the outlet; empty if unattributed."""

    is_unattributed: bool
    figures: tuple[FigureChip, ...]
    note: Worded | None


@dataclass(frozen=True)
class Composer:
    """Makes the shared views for one page, from the archive, in one language."""

    archive: Archive
    interface: Interface
    path: str

    @property
    def language(self) -> str:
        """The page's language."""
        return self.interface.language

    @cached_property
    def _links(self) -> dict[str, str]:
        """Links without anchor, by target: most of a page's lead to a few other pages."""
        return {}

    @cached_property
    def _names(self) -> dict[str, LinkTo]:
        """Names by id: a page names few, and often."""
        return {}

    @cached_property
    def _sources(self) -> dict[str, SourceLink]:
        """Sources by id, likewise."""
        return {}

    def link(self, target: str, anchor: str = "") -> str:
        """A relative link from this page."""
        if anchor and target != self.path:
            found = self._links.get(target)
            if found is None:
                found = self._links[target] = addresses.link(self.path, target)
            return found + addresses.fragment(anchor)
        return addresses.link(self.path, target, anchor)

    # --- words

    def words(self, text: str, language: str) -> Worded:
        """Words in a language, marked where it is not the page's."""
        return Worded(text, "" if language == self.language else language)

    def label(self, text: str) -> Worded:
        """An editor's short words, translated where `labels/` has them."""
        translation = self.archive.label(text, self.language)
        if translation.is_shown:
            return self.translated(translation)
        return self.words(text, self.archive.site.language)

    def name(self, id_: str) -> LinkTo:
        """A name, linked to its page; in another language or as its id where it has no label."""
        found = self._names.get(id_)
        if found is None:
            found = self._names[id_] = self._name(id_)
        return found

    def _name(self, id_: str) -> LinkTo:
        name = self.archive.names.get(id_)
        if name is None:
            return LinkTo("", Worded(id_))
        for language in (self.language, *self.archive.site.languages, *name.labels):
            if language in name.labels:
                words = self.words(name.labels[language], language)
                return LinkTo(self.link(addresses.name(self.language, id_)), words)
        return LinkTo(self.link(addresses.name(self.language, id_)), Worded(id_))

    def translated(self, translation: Translation) -> Worded:
        """Translated words, with how they came to be."""
        state = translation.state
        return Worded(translation.text, "", state.value, self.interface.state(state))

    # --- sources

    def title(self, source: Source) -> Worded:
        """A source's title in the page's language, or its own words."""
        translation = self.archive.translate_title(source, self.language)
        if translation.is_shown:
            return self.translated(translation)
        return self.words(source.record.title, self.archive.title_language(source))

    def outlet(self, source: Source) -> Worded:
        """Who published it, or that this is unknown."""
        if source.record.publisher:
            return self.name(source.record.publisher).words
        return Worded(self.interface.say("unknown outlet"))

    def issued(self, source: Source) -> str:
        """When it was published, in words."""
        issued = source.record.issued
        return self.interface.when(issued) if issued else self.interface.say("date unknown")

    def source(self, source: Source) -> SourceLink:
        """A source, with links to its briefing and its original."""
        if source.id not in self._sources:
            self._sources[source.id] = self._source(source)
        return self._sources[source.id]

    def _source(self, source: Source) -> SourceLink:
        return SourceLink(
            id=source.id,
            outlet=self.outlet(source),
            title=self.title(source),
            issued=self.issued(source),
            machine_issued=machine_when(source.record.issued),
            language=source.record.language,
            language_name=self.interface.language_name(source.record.language),
            href=self.link(addresses.briefing(self.language, source.id)),
            original_href=self.link(addresses.source(source.id)),
            is_sealed=source.is_sealed,
            is_superseded=source.id in self.archive.superseded_by,
        )

    def passage_link(self, source: Source, number: int) -> PassageLink:
        """A passage, linked to its place in the briefing."""
        path = addresses.briefing(self.language, source.id)
        href = self.link(path, addresses.passage(number))
        return PassageLink(self.outlet(source), number, href)

    def passage(self, source: Source, passage: Passage) -> PassageText:
        """A passage and its translation, if readers are to see them."""
        anchor = addresses.passage(passage.number)
        withheld = self.archive.is_withheld(source, passage)
        translation = self.archive.translate_passage(source, passage, self.language)
        shown = translation.is_shown and not withheld
        return PassageText(
            number=passage.number,
            original=self.words("" if withheld else passage.text, passage.language),
            language_name=self.interface.language_name(passage.language),
            translation=self.translated(translation) if shown else None,
            made=translation.made,
            reviewer=translation.reviewer,
            reviewed=translation.reviewed,
            is_withheld=withheld,
            href=self.link(addresses.briefing(self.language, source.id), anchor),
            original_href=self.link(addresses.source(source.id), anchor),
        )

    # --- tellings

    def telling(self, telling: Telling) -> TellingView | None:
        """A telling; None where its passage is not there, which is a problem already."""
        source = self.archive.sources[telling.source]
        passage = source.passage(telling.passage)
        if passage is None:
            return None
        moment = self.archive.moment(telling)
        reported = self.archive.reported(telling)
        kind = moment.kind if moment else Kind.REPORTED
        aside = kind is not Kind.REPORTED and reported is not None
        event = self.archive.events.get(telling.event)
        return TellingView(
            key=telling.key,
            kind=kind.value,
            kind_words=self.interface.kind(kind),
            time=self.interface.when(moment.when) if moment else "",
            machine_time=machine_time(moment) if moment else "",
            clocks=self.clocks(telling, moment) if moment else (),
            reported=self.interface.when(reported.when) if aside and reported else "",
            source=self.source(source),
            passage=self.passage(source, passage),
            event=self.event(event.id) if event else None,
            where=self.name(telling.where) if telling.where else None,
            chains=self.chains(telling),
            is_unattributed=telling.chains is None,
            figures=self.figures(telling),
            note=self.label(telling.note) if telling.note else None,
        )

    def figures(self, telling: Telling) -> tuple[FigureChip, ...]:
        """What a telling counts, of the series that are known; a superseded one counts no more."""
        anchor = "" if telling.source in self.archive.superseded_by else telling.key
        return tuple(
            FigureChip(
                figure.series,
                self.series_label(figure.series),
                self.quantity(figure.quantity),
                self.link(addresses.figure(self.language, figure.series), anchor),
            )
            for figure in telling.figures
            if figure.series in self.archive.series
        )

    def tellings(self, tellings: tuple[Telling, ...]) -> tuple[TellingView, ...]:
        """Those of the tellings that can be shown."""
        views = (self.telling(telling) for telling in tellings)
        return tuple(view for view in views if view is not None)

    def chains(self, telling: Telling) -> tuple[tuple[LinkTo, ...], ...]:
        """Each reporting chain from its origin to the outlet that published the source."""
        outlet = self.archive.outlet(telling.source)
        return tuple(
            tuple(self.name(id_) for id_ in (*chain, *((outlet,) if outlet else ())))
            for chain in telling.chains or ()
        )

    def event(self, id_: str) -> LinkTo:
        """An event, linked to its page."""
        href = self.link(addresses.event(self.language, id_))
        return LinkTo(href, self.label(self.archive.events[id_].label))

    def series_label(self, id_: str) -> Worded:
        """What a series counts."""
        return self.label(self.archive.series[id_].label)

    def quantity(self, quantity: Quantity) -> Worded:
        """A figure in words; where the source gave only a word, that is an editor's word."""
        if quantity.is_word:
            return self.label(quantity.text)
        return Worded(self.interface.quantity(quantity))

    def clocks(self, telling: Telling, moment: Moment) -> tuple[Clock, ...]:
        """The text's own clock, the clock where it happened, and UTC.

        Only a time of day is shown on other clocks, and only where its zone is known: a day has no
        other clock, and a clock nobody has named cannot be read on another.
        """
        ends = (moment.when.start, moment.when.end)
        if not any(end is not None and end.precision >= Precision.PART for end in ends):
            return ()
        if moment.zone is None:
            own = Clock(
                self.interface.say("unknown clock"), self.interface.when(moment.when), "own"
            )
            return (own,)
        ground = moment.ground
        why = self.interface.basis(ground.basis)
        own = Clock(
            self.interface.city(moment.zone),
            self._face(moment.when, moment.zone),
            "own",
            why + (f": {self.label(ground.why).text}" if ground.why else ""),
            why,
            machine_time(moment),
            moment.when.precision is Precision.PART and not moment.when.is_interval,
        )
        if None in ends:
            return (own,)  # open at one end: no other clock can be read
        others: list[Clock] = []
        local = self.archive.local_zone(telling)
        if zone_offset(local, moment) != zone_offset(moment.zone, moment):
            face = self._converted(moment, local)
            others.append(Clock(self.interface.city(local), face, "local"))
        others.append(Clock("UTC", self._converted(moment, "UTC"), "utc"))
        return (own, *others)

    def _face(self, when: When, zone: str) -> str:
        """The time of day alone, as its own clock shows it."""
        point = when.start or when.end
        if point is None or when.is_interval:
            return self.interface.when(when)
        if point.precision is Precision.CLOCK:
            if point.offset is not None:
                span = when.span(zone)
                return self.interface.time(span.earliest.astimezone(zone_info(zone)))
            return self.interface.time(point.first)
        return f"{self.interface.time(point.first)}–{self.interface.time(point.after)}"

    def _converted(self, moment: Moment, zone: str) -> str:
        """The span on another clock; the day is named where it is not that of the text's clock."""
        there = zone_info(zone)
        first = moment.span.earliest.astimezone(there)
        end = moment.when.end
        by_clock = end is not None and end.precision is Precision.CLOCK
        last = timedelta(minutes=1) if by_clock else timedelta()
        after = (moment.span.latest - last).astimezone(there)
        point = moment.when.start or moment.when.end
        same_day = point is not None and first.date() == point.first.date()
        is_clock = moment.when.precision is Precision.CLOCK and not moment.when.is_interval
        is_instant = is_clock and not was_shown_twice(moment)
        runs_over = after.date() != first.date() and bool(after.hour or after.minute)
        start = self.interface.time(first)
        if not same_day or (runs_over and not is_instant):
            start = f"{self.interface.short_day(first.date())}, {start}"
        if is_instant:
            return start
        stop = self.interface.time(after)
        if runs_over:
            return f"{start} – {self.interface.short_day(after.date())}, {stop}"
        return f"{start}–{stop}"


def zone_offset(zone: str, moment: Moment) -> object:
    """How far a zone's clock is from UTC at a moment."""
    return moment.span.earliest.astimezone(zone_info(zone)).utcoffset()


def machine_when(when: When | None) -> str:
    """A value for `<time datetime>` of a time on no known clock, or nothing where HTML has none."""
    point = when.start if when and not when.is_interval else None
    if point is None:
        return ""
    match point.precision:
        case Precision.YEAR:
            return f"{point.first.year:04}"
        case Precision.MONTH:
            return f"{point.first.year:04}-{point.first.month:02}"
        case Precision.DAY | Precision.PART:
            return point.first.date().isoformat()
        case Precision.CLOCK:
            return point.first.isoformat(timespec="minutes")
        case _:
            return ""


def machine_time(moment: Moment) -> str:
    """As `machine_when`, but in UTC where the clock is known and showed that time once."""
    point = moment.when.start
    if moment.when.is_interval or point is None or point.precision is not Precision.CLOCK:
        return machine_when(moment.when)
    is_known = moment.zone is not None or point.offset is not None
    if not is_known or was_shown_twice(moment):
        return machine_when(moment.when)
    return moment.span.earliest.replace(tzinfo=None).isoformat(timespec="minutes") + "Z"


def was_shown_twice(moment: Moment) -> bool:
    """Whether the clock was put back over the time, so that nobody knows which of two is meant."""
    point = moment.when.start
    if moment.when.is_interval or point is None or moment.zone is None:
        return False
    return moment.span.latest - moment.span.earliest > point.after - point.first
