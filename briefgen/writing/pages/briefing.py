"""A briefing: a source in the reader's language, every passage beside its original."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from briefgen.archive import Archive
from briefgen.model import Passage, Source, State, Translation
from briefgen.writing import addresses
from briefgen.writing.comparing import Number
from briefgen.writing.interface import Interface
from briefgen.writing.page import Page, in_every_language
from briefgen.writing.parts import Clock, Composer, LinkTo, PassageText, SourceLink, Worded
from briefgen.writing.pieces import coverage, number
from briefgen.writing.records import Row, record_rows
from briefgen.writing.threads import CitedIn, Threads, cited_in, threads

_STAMP = re.compile(r"(?:[^\W\d_]+:?\s+){0,2}\d{1,2}[:.]\d{2}(?!\S)")
"""What a live blog sets before an update: `UPDATE 17:20`."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The words of a passage, parted from a live blog's stamp before them."""

    stamp: str
    words: Worded


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage, and all that leads on from it."""

    number: int
    kind: str
    """paragraph, heading, caption, update, quote or list."""

    text: PassageText
    reading: Marked | None
    """The translation; None where the original is in the page's language, or none is shown."""

    original: Marked
    language_name: str
    """Of the original; empty if it is the page's language."""

    state: str
    """Empty if no translation is needed."""

    state_words: str
    """With who reviewed it and when, if somebody did."""

    old: Marked | None
    """Of a stale translation: what it was before the original changed."""

    clocks: tuple[Clock, ...]
    threads: Threads


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many passages stand in one state."""

    state: str
    words: str
    passages: Number


@dataclass(frozen=True, slots=True)
class Maker:
    """Who or what made translations, and how many of this page's."""

    name: Worded
    date: str
    passages: Number


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The source before or after by date."""

    when: str
    link: LinkTo


@dataclass(frozen=True, slots=True)
class BriefingView:
    """A source in the reader's language."""

    title: str
    heading: Worded
    original_title: Worded | None
    """Where `heading` is a translation."""

    source: SourceLink
    outlet: LinkTo
    superseded_by: SourceLink | None
    supersedes: SourceLink | None
    withheld: str
    """excerpts or record where not all words are shown; empty otherwise."""

    rows: tuple[Row, ...]
    states: tuple[StateCount, ...]
    """Of the passages that are not in the page's language; empty if there are none."""

    has_drafts: bool
    has_readings: bool
    """Whether a translation of any passage is shown."""

    makers: tuple[Maker, ...]
    reviewers: tuple[Maker, ...]
    passages: tuple[PassageView, ...]
    cited_in: tuple[CitedIn, ...]
    """Who cites the source as a whole."""

    names: tuple[LinkTo, ...]
    previous: Neighbour | None
    next: Neighbour | None
    edit_path: str
    """The folder of the source in the archive."""


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """A briefing of every source in every language."""
    by_date = archive.by_date
    for index, source in enumerate(by_date):
        before = by_date[index - 1] if index else None
        after = by_date[index + 1] if index + 1 < len(by_date) else None
        address = partial(_address, source.id)
        alternates = in_every_language(interfaces, address)
        for language, interface in interfaces.items():
            composer = Composer(archive, interface, address(language))
            view = _view(composer, source, before, after)
            yield Page(composer.path, "briefing.html", language, view, "sources", alternates)


def _address(source: str, language: str) -> str:
    return addresses.briefing(language, source)


def _view(
    composer: Composer, source: Source, before: Source | None, after: Source | None
) -> BriefingView:
    archive, interface = composer.archive, composer.interface
    record = source.record
    heading = composer.title(source)
    newer = archive.superseded_by.get(source.id)
    older = archive.sources.get(record.supersedes)
    original = composer.words(record.title, archive.title_language(source))
    translations = [
        archive.translate_passage(source, passage, composer.language)
        for passage in source.passages
        if passage.language != composer.language
    ]
    covered = coverage(archive, source, composer.language)
    passages = tuple(passage_view(composer, source, one) for one in source.passages)
    return BriefingView(
        title=heading.text,
        heading=heading,
        original_title=original if heading.state else None,
        source=composer.source(source),
        outlet=outlet(composer, source),
        superseded_by=composer.source(archive.sources[newer]) if newer else None,
        supersedes=composer.source(older) if older else None,
        withheld="" if record.publish == "full" else record.publish,
        rows=record_rows(composer, source),
        states=tuple(
            StateCount(state.value, interface.state(state), number(interface, count))
            for state in reversed(State)
            if (count := covered.states[state])
        ),
        has_drafts=bool(covered.states[State.DRAFT]),
        has_readings=any(one.reading for one in passages),
        makers=makers(composer, translations),
        reviewers=_reviewers(composer, translations),
        passages=passages,
        cited_in=cited_in(composer, source.id, 0),
        names=tuple(composer.name(name) for name in archive.names_in.get(source.id, ())),
        previous=_neighbour(composer, before),
        next=_neighbour(composer, after),
        edit_path=source.path,
    )


def outlet(composer: Composer, source: Source) -> LinkTo:
    """Who published a source, linked if it is known."""
    if source.record.publisher:
        return composer.name(source.record.publisher)
    return LinkTo("", composer.outlet(source))


def _neighbour(composer: Composer, source: Source | None) -> Neighbour | None:
    if source is None:
        return None
    href = composer.link(addresses.briefing(composer.language, source.id))
    return Neighbour(composer.issued(source), LinkTo(href, composer.title(source)))


# --- how it was translated


def makers(composer: Composer, translations: Iterable[Translation]) -> tuple[Maker, ...]:
    """What made the translations, the most productive first."""
    counts = Counter(one.made for one in translations if one.is_shown and one.made)
    return tuple(
        _maker(composer, made, count)
        for made, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _maker(composer: Composer, made: str, count: int) -> Maker:
    """From a catalog's `engine; date`."""
    name, _, day = made.rpartition(";")
    if not name:
        name, day = made, ""
    label = composer.label(name.strip())
    return Maker(label, day_in_words(composer, day.strip()), number(composer.interface, count))


def _reviewers(composer: Composer, translations: list[Translation]) -> tuple[Maker, ...]:
    counts = Counter(
        (one.reviewer, one.reviewed) for one in translations if one.state is State.REVIEWED
    )
    return tuple(
        Maker(Worded(name), day_in_words(composer, day), number(composer.interface, count))
        for (name, day), count in sorted(counts.items())
    )


def day_in_words(composer: Composer, written: str) -> str:
    """An ISO date as readers write it; anything else as it is."""
    try:
        return composer.interface.day(date.fromisoformat(written))
    except ValueError:
        return written


# --- passages


def passage_view(composer: Composer, source: Source, passage: Passage) -> PassageView:
    """A passage as a briefing shows it."""
    archive, interface = composer.archive, composer.interface
    text = composer.passage(source, passage)
    foreign = passage.language != composer.language
    translation = archive.translate_passage(source, passage, composer.language)
    is_old = translation.state is State.STALE and not text.is_withheld and translation.text
    is_update = passage.kind == "update"
    return PassageView(
        number=passage.number,
        kind=passage.kind,
        text=text,
        reading=marked(text.translation, split=is_update) if text.translation else None,
        original=marked(text.original, split=is_update),
        language_name=interface.language_name(passage.language) if foreign else "",
        state=translation.state.value if foreign else "",
        state_words=_state(composer, translation) if foreign else "",
        old=marked(Worded(translation.text), split=is_update) if is_old else None,
        clocks=_clocks(composer, source, passage),
        threads=threads(composer, source, passage),
    )


def marked(words: Worded, *, split: bool) -> Marked:
    """Part a stamp from the words after it; nothing is lost but the space between them."""
    stamp = _STAMP.match(words.text) if split else None
    if stamp is None:
        return Marked("", words)
    rest = words.text[stamp.end() :].lstrip()
    return Marked(stamp.group(), Worded(rest, words.language, words.state, words.state_words))


def _clocks(composer: Composer, source: Source, passage: Passage) -> tuple[Clock, ...]:
    """The clocks of a live blog's stamp: those of the first report under it."""
    if passage.kind != "update":
        return ()
    archive = composer.archive
    for telling in archive.tellings_of_passage.get((source.id, passage.number), ()):
        moment = archive.reported(telling)
        if telling.reported and moment and moment.when.has_clock:
            return composer.clocks(telling, moment)
    return ()


def _state(composer: Composer, translation: Translation) -> str:
    words = composer.interface.state(translation.state)
    if translation.state is State.REVIEWED:
        words = composer.interface.say(
            "reviewed by %(name)s on %(date)s",
            name=translation.reviewer,
            date=day_in_words(composer, translation.reviewed),
        )
    return words[:1].upper() + words[1:]
