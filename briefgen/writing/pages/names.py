"""People, places, organisations and outlets: the index of them, and a page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from briefgen.archive import Archive, Mentioned
from briefgen.language.folding import fold_letters
from briefgen.model import Name, NameType, Telling
from briefgen.writing import addresses
from briefgen.writing.comparing import Number
from briefgen.writing.interface import Interface
from briefgen.writing.page import Page, in_every_language
from briefgen.writing.parts import Composer, LinkTo, PassageLink, SourceLink, Worded, machine_time
from briefgen.writing.pieces import number
from briefgen.writing.threads import day_entry

AROUND = 60
"""Characters of its passage that are shown on either side of a mention."""

ENTRIES = 200
"""Entries of the chronology that a name's page lists; it says how many there are besides."""


# --- views


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name in the index."""

    link: LinkTo
    type_words: str
    mentions: Number


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The names that begin with a letter."""

    letter: str
    anchor: str
    names: tuple[NameLine, ...]


@dataclass(frozen=True, slots=True)
class NamesView:
    """The index of names."""

    title: str
    names: Number
    letters: tuple[LetterGroup, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A name in a language."""

    language_name: str
    words: Worded


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling that the sources use, and how often."""

    words: Worded
    mentions: Number


@dataclass(frozen=True, slots=True)
class MentionView:
    """A mention with the words around it."""

    number: int
    """Of the passage."""

    href: str
    language: str
    """Of the passage; empty if it is the page's."""

    before: str
    spelling: str
    after: str
    is_withheld: bool


@dataclass(frozen=True, slots=True)
class SourceMentions:
    """The mentions in one source."""

    source: SourceLink
    mentions: tuple[MentionView, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A telling that the name passed on, or whose place it is."""

    time: str
    machine_time: str
    entry_href: str
    """To its entry in the chronology; empty if its day is not known."""

    event: LinkTo | None
    place: PassageLink
    roles: tuple[str, ...]
    """What the name is in it, in words."""


@dataclass(frozen=True, slots=True)
class NameView:
    """A person, place, organisation or outlet."""

    title: str
    heading: Worded
    type_words: str
    labels: tuple[Label, ...]
    aliases: tuple[str, ...]
    wikidata: str
    zone: str
    mentions: Number
    in_sources: Number
    spellings: tuple[Spelling, ...]
    sources: tuple[SourceMentions, ...]
    entries: tuple[EntryLine, ...]
    more_entries: Number
    published: tuple[SourceLink, ...]
    """What an outlet published."""


# --- what is found, in no language yet


@dataclass(frozen=True, slots=True)
class _Snippet:
    """A mention with the words around it; none of a passage that is withheld."""

    passage: int
    language: str
    before: str
    spelling: str
    after: str
    is_withheld: bool


@dataclass(frozen=True, slots=True)
class _Found:
    """All mentions of a name, by source."""

    by_source: tuple[tuple[str, tuple[_Snippet, ...]], ...]

    @property
    def mentions(self) -> int:
        """How many there are."""
        return sum(len(snippets) for _, snippets in self.by_source)


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """The index and every name's page in every language."""
    alternates = in_every_language(interfaces, addresses.names)
    for language, interface in interfaces.items():
        composer = Composer(archive, interface, addresses.names(language))
        yield Page(composer.path, "names.html", language, _index(composer), "names", alternates)
    for name in archive.names.values():
        found = _find(archive, name)
        address = partial(_address, name.id)
        alternates = in_every_language(interfaces, address)
        for language, interface in interfaces.items():
            composer = Composer(archive, interface, address(language))
            view = _view(composer, name, found)
            yield Page(composer.path, "name.html", language, view, "names", alternates)


def _address(name: str, language: str) -> str:
    return addresses.name(language, name)


# --- the index


def _index(composer: Composer) -> NamesView:
    archive, interface = composer.archive, composer.interface
    lines = [
        NameLine(
            composer.name(name.id),
            type_words(interface, name.type),
            number(interface, len(archive.mentions.get(name.id, ()))),
        )
        for name in archive.names.values()
    ]
    lines.sort(key=lambda line: (_letter(line), fold_letters(line.link.words.text), line.link.href))
    return NamesView(
        title=interface.say("Names"),
        names=number(interface, len(lines)),
        letters=tuple(
            LetterGroup(letter, f"letter-{letter}", tuple(group))
            for letter, group in groupby(lines, key=_letter)
        ),
    )


def _letter(line: NameLine) -> str:
    """The letter that a name stands under; all that begin with none stand under 0, before A."""
    first = fold_letters(line.link.words.text)[:1].upper()
    return first if first.isalpha() else "0"


def type_words(interface: Interface, type_: NameType) -> str:
    """What a name is the name of."""
    _ = interface.say
    return {
        NameType.PERSON: _("person"),
        NameType.PLACE: _("place"),
        NameType.ORGANISATION: _("organisation"),
        NameType.OUTLET: _("outlet"),
    }[type_]


# --- the page of a name


def _find(archive: Archive, name: Name) -> _Found:
    mentions = archive.mentions.get(name.id, ())
    return _Found(
        tuple(
            (source, tuple(_snippet(archive, mention) for mention in group))
            for source, group in groupby(mentions, key=lambda mention: mention.source)
        )
    )


def _snippet(archive: Archive, mention: Mentioned) -> _Snippet:
    source = archive.sources[mention.source]
    passage = source.passages[mention.passage - 1]
    text = passage.text
    spelling = text[mention.start : mention.end]
    if archive.is_withheld(source, passage):
        return _Snippet(passage.number, passage.language, "", spelling, "", is_withheld=True)
    before, after = _before(text[: mention.start]), _after(text[mention.end :])
    return _Snippet(passage.number, passage.language, before, spelling, after, is_withheld=False)


def _before(text: str) -> str:
    """The last whole words of *text*."""
    if len(text) <= AROUND:
        return text
    end = text[-AROUND:]
    return "…" + (end[end.index(" ") :] if " " in end.rstrip() else end)


def _after(text: str) -> str:
    """The first whole words of *text*."""
    if len(text) <= AROUND:
        return text
    start = text[:AROUND]
    return (start[: start.rindex(" ") + 1] if " " in start.lstrip() else start) + "…"


def _view(composer: Composer, name: Name, found: _Found) -> NameView:
    archive, interface = composer.archive, composer.interface
    heading = composer.name(name.id).words
    tellings = _distinct(archive.tellings_of_name.get(name.id, ()))
    return NameView(
        title=heading.text,
        heading=heading,
        type_words=type_words(interface, name.type),
        labels=tuple(
            Label(interface.language_name(language), composer.words(words, language))
            for language, words in name.labels.items()
        ),
        aliases=name.aliases,
        wikidata=name.wikidata,
        zone=name.zone or "",
        mentions=number(interface, found.mentions),
        in_sources=number(interface, len(found.by_source)),
        spellings=tuple(_spellings(composer, found)),
        sources=tuple(
            SourceMentions(
                composer.source(archive.sources[source]),
                tuple(_mention(composer, source, snippet) for snippet in snippets),
            )
            for source, snippets in found.by_source
        ),
        entries=tuple(_entry(composer, name.id, telling) for telling in tellings[:ENTRIES]),
        more_entries=number(interface, max(0, len(tellings) - ENTRIES)),
        published=tuple(
            composer.source(source) for source in archive.sources_of_name.get(name.id, ())
        ),
    )


def _spellings(composer: Composer, found: _Found) -> Iterator[Spelling]:
    counts: Counter[str] = Counter()
    languages: dict[str, str] = {}
    for _, snippets in found.by_source:
        for snippet in snippets:
            counts[snippet.spelling] += 1
            languages.setdefault(snippet.spelling, snippet.language)
    for spelling, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        words = composer.words(spelling, languages[spelling])
        yield Spelling(words, number(composer.interface, count))


def _mention(composer: Composer, source: str, snippet: _Snippet) -> MentionView:
    path = addresses.briefing(composer.language, source)
    return MentionView(
        number=snippet.passage,
        href=composer.link(path, addresses.passage(snippet.passage)),
        language="" if snippet.language == composer.language else snippet.language,
        before=snippet.before,
        spelling=snippet.spelling,
        after=snippet.after,
        is_withheld=snippet.is_withheld,
    )


def _distinct(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    """Of what a passage tells of one event at one time along the same chains, the first."""
    found: dict[object, Telling] = {}
    for one in tellings:
        times = (one.happened, one.planned, one.reported)
        found.setdefault((one.source, one.passage, one.event, one.chains, times), one)
    return tuple(found.values())


def _entry(composer: Composer, name: str, telling: Telling) -> EntryLine:
    archive, interface = composer.archive, composer.interface
    moment = archive.moment(telling)
    entry = day_entry(composer, telling)
    return EntryLine(
        time=interface.when(moment.when) if moment else interface.say("date unknown"),
        machine_time=machine_time(moment) if moment else "",
        entry_href=entry.href if entry else "",
        event=composer.event(telling.event) if telling.event in archive.events else None,
        place=composer.passage_link(archive.sources[telling.source], telling.passage),
        roles=tuple(_roles(interface, name, telling)),
    )


def _roles(interface: Interface, name: str, telling: Telling) -> Iterator[str]:
    chains = telling.chains or ()
    if any(chain[:1] == (name,) for chain in chains):
        yield interface.say("origin of the report")
    if any(name in chain[1:] for chain in chains):
        yield interface.say("passed it on")
    if telling.where == name:
        yield interface.say("the place")
