"""Dossiers: an index, and each with the evidence of every claim beside it.

Notes are numbered as the dossier's own language has them, in every language: a citation of a
translated block gets the number of the equal citation in the same block of the original.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefgen.archive import Archive
from briefgen.checks.quotations import Shown, Verified, shown_blocks, verify
from briefgen.language.folding import fold_space
from briefgen.language.gate import find
from briefgen.model import Passage, Source, State
from briefgen.prose import Block, Citation, Cited, Dossier, Quotation
from briefgen.writing import addresses
from briefgen.writing.comparing import Number
from briefgen.writing.interface import Interface
from briefgen.writing.markup import Element, Quoting, Writer, notes_of
from briefgen.writing.page import Page, in_every_language
from briefgen.writing.parts import Composer, PassageText, SourceLink, Worded, machine_when
from briefgen.writing.pieces import (
    DossierPiece,
    count_quotations,
    dossier_piece,
    dossier_summary,
    dossier_title,
    number,
)

NEAR = 70
"""Characters around a quotation that a narrow note shows; the rest unfolds."""

MOST_PASSAGES = 6
"""Passages of one citation that a note shows in words; of the rest, those that are quoted."""


@dataclass(frozen=True, slots=True)
class DossiersView:
    """All dossiers."""

    title: str
    dossiers: tuple[DossierPiece, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of a passage."""

    text: str
    kind: str
    """`quoted` in the dossier, `near` what is quoted, or `far` from it."""


@dataclass(frozen=True, slots=True)
class QuotationView:
    """A quotation that rests on a passage, and against what it was checked."""

    text: str
    language: str
    """For `lang`; empty if it is the page's language."""

    ground: str
    """`original`, or the state of the translation it stands in."""

    words: str


@dataclass(frozen=True, slots=True)
class NotePassage:
    """A passage that a note cites."""

    passage: PassageText
    original: tuple[Stretch, ...]
    """Empty where only the link is shown."""

    translation: tuple[Stretch, ...]
    quotations: tuple[QuotationView, ...]


@dataclass(frozen=True, slots=True)
class NoteSource:
    """A source that a note cites, as a whole if no passages are named."""

    source: SourceLink
    prefix: str
    passages: tuple[NotePassage, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """The evidence of one citation."""

    number: str
    anchor: str
    back: str
    """Anchor of its place in the prose."""

    sources: tuple[NoteSource, ...]
    unverified: tuple[str, ...]
    """Quotations that stand in none of the passages."""


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of prose, and the notes that belong to it."""

    element: Element
    language: str
    """For `lang`; empty if it is the page's language."""

    language_name: str
    state: str
    """Of the translation that is shown; empty for a block in the dossier's own language."""

    state_words: str
    notes: tuple[NoteView, ...]


@dataclass(frozen=True, slots=True)
class CitedSource:
    """A source in the list of those a dossier rests on."""

    source: SourceLink
    notes: Number


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many blocks are shown in one state of translation."""

    state: str
    words: str
    number: Number


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier in one language."""

    title: str
    heading: BlockView
    summary: Worded | None
    authors: str
    written: str
    machine_written: str
    reviewer: str
    reviewed: str
    """Empty unless a person reviewed the text as it stands: it is a draft until then."""

    sources: Number
    quotations: Number
    verified: Number
    language_name: str
    """Of the dossier's own language."""

    is_own_language: bool
    states: tuple[StateCount, ...]
    """Of the translated blocks that are shown."""

    foreign: Number
    """Blocks that are shown in the dossier's own language, which is not the page's."""

    blocks: tuple[BlockView, ...]
    has_notes: bool
    cited: tuple[CitedSource, ...]
    index: str


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """The index and every dossier, in every language."""
    quotations = count_quotations(archive)
    indexes = in_every_language(interfaces, addresses.dossiers)
    for interface in interfaces.values():
        path = indexes[interface.language]
        composer = Composer(archive, interface, path)
        pieces = tuple(
            dossier_piece(composer, dossier, quotations[dossier.id])
            for dossier in archive.dossiers.values()
        )
        index = DossiersView(interface.say("Dossiers"), pieces)
        yield Page(path, "dossiers.html", interface.language, index, "dossiers", indexes)
    for dossier in archive.dossiers.values():
        alternates = {language: addresses.dossier(language, dossier.id) for language in interfaces}
        for interface in interfaces.values():
            path = alternates[interface.language]
            view = _DossierComposer(Composer(archive, interface, path), dossier).view()
            yield Page(path, "dossier.html", interface.language, view, "dossiers", alternates)


@dataclass(frozen=True)
class _DossierComposer:
    composer: Composer
    dossier: Dossier

    @property
    def archive(self) -> Archive:
        return self.composer.archive

    @property
    def interface(self) -> Interface:
        return self.composer.interface

    @property
    def language(self) -> str:
        return self.composer.language

    def view(self) -> DossierView:
        dossier, interface = self.dossier, self.interface
        shown = tuple(shown_blocks(self.archive, dossier, self.language))
        numbers = _first_numbers(dossier)
        title, *rest = map(self.block, dossier.blocks, shown, numbers)
        blocks = tuple(rest)
        quoted = [(quotation, one.language) for one in shown for quotation in one.block.quotations]
        verified = sum(verify(self.archive, *pair) is not None for pair in quoted)
        return DossierView(
            title=dossier_title(self.composer, dossier).text,
            heading=title,
            summary=dossier_summary(self.composer, dossier),
            authors=", ".join(dossier.authors),
            written=interface.when(dossier.written) if dossier.written else "",
            machine_written=machine_when(dossier.written),
            reviewer=dossier.reviewer,
            reviewed=dossier.reviewed,
            sources=number(interface, len(_cited_sources(dossier))),
            quotations=number(interface, len(quoted)),
            verified=number(interface, verified),
            language_name=interface.language_name(dossier.language),
            is_own_language=dossier.language == self.language,
            states=tuple(self.states(blocks)),
            foreign=number(interface, sum(bool(block.language) for block in blocks)),
            blocks=blocks,
            has_notes=any(block.notes for block in (title, *blocks)),
            cited=tuple(
                CitedSource(
                    self.composer.source(self.archive.sources[id_]), number(interface, times)
                )
                for id_, times in _cited_sources(dossier).items()
                if id_ in self.archive.sources
            ),
            index=self.composer.link(addresses.dossiers(self.language)),
        )

    def states(self, blocks: Sequence[BlockView]) -> Iterator[StateCount]:
        counts = Counter(block.state for block in blocks if block.state)
        for state in State:
            if counts[state.value]:
                yield StateCount(
                    state.value,
                    self.interface.state(state),
                    number(self.interface, counts[state.value]),
                )

    # --- prose

    def block(self, original: Block, shown: Shown, first: int) -> BlockView:
        """A block as it is shown; *first* is the number of the original's first note."""
        numbered = _numbered(original, shown.block, first)
        interface = self.interface
        writer = Writer(
            iter([number_ for number_, _ in numbered]),
            lambda quotation: self.quoting(quotation, shown.language),
            lambda number_: interface.say("Note %(number)s", number=interface.number(number_)),
            interface.number,
        )
        element = writer.element(shown.block.part)
        state = shown.translation.state if shown.language != self.dossier.language else None
        foreign = shown.language != self.language
        return BlockView(
            element,
            shown.language if foreign else "",
            interface.language_name(shown.language) if foreign else "",
            state.value if state else "",
            interface.state(state) if state else "",
            tuple(
                self.note(number_, citation, shown)
                for number_, citation in sorted(numbered, key=lambda pair: pair[0])
            ),
        )

    def quoting(self, quotation: Quotation, around: str) -> Quoting:
        """How a quotation is marked within words of the language *around* it."""
        found = verify(self.archive, quotation, around)
        if found is None or found.translation:
            return Quoting()
        language = found.passage.language
        return Quoting("" if language == around else language, is_original=True)

    # --- notes

    def note(self, number_: int, citation: Citation, shown: Shown) -> NoteView:
        """What one citation rests on, and what of it is quoted."""
        resting = [
            (quotation, verify(self.archive, quotation, shown.language))
            for quotation in shown.block.quotations
            if quotation.citation is citation
        ]
        return NoteView(
            self.interface.number(number_),
            addresses.note(number_),
            addresses.citation(number_),
            tuple(
                self.note_source(cited, source, resting, shown.language)
                for cited in citation.cited
                if (source := self.archive.sources.get(cited.source))
            ),
            tuple(quotation.text for quotation, found in resting if found is None),
        )

    def note_source(
        self,
        cited: Cited,
        source: Source,
        resting: Sequence[tuple[Quotation, Verified | None]],
        language: str,
    ) -> NoteSource:
        """One source of a note. Of one that is cited whole, the quoted passages are shown."""
        quoted: defaultdict[int, list[tuple[Quotation, Verified]]] = defaultdict(list)
        for quotation, found in resting:
            if found and found.source.id == source.id:
                quoted[found.passage.number].append((quotation, found))
        numbers = cited.passages or tuple(sorted(quoted))
        spelt_out = len(numbers) <= MOST_PASSAGES
        return NoteSource(
            self.composer.source(source),
            cited.prefix,
            tuple(
                self.note_passage(source, passage, quoted[number_], language, spelt_out)
                for number_ in numbers
                if (passage := source.passage(number_))
            ),
        )

    def note_passage(
        self,
        source: Source,
        passage: Passage,
        quoted: Sequence[tuple[Quotation, Verified]],
        language: str,
        spelt_out: bool,  # noqa: FBT001  one of five
    ) -> NotePassage:
        """A cited passage with its quotations marked, in the original or in the translation."""
        view = self.composer.passage(source, passage)
        is_shown = (spelt_out or bool(quoted)) and not view.is_withheld
        of_original = [quotation for quotation, found in quoted if not found.translation]
        same_language = language == self.language
        of_translation = [
            quotation for quotation, found in quoted if found.translation and same_language
        ]
        return NotePassage(
            view,
            tuple(stretches(view.original.text, of_original)) if is_shown else (),
            tuple(stretches(fold_space(view.translation.text), of_translation))
            if is_shown and view.translation
            else (),
            tuple(self.quotation(quotation, found, language) for quotation, found in quoted),
        )

    def quotation(self, quotation: Quotation, found: Verified, language: str) -> QuotationView:
        """A quotation, and in the words of the page what it was checked against."""
        of = language if found.translation else found.passage.language
        return QuotationView(
            quotation.text,
            "" if of == self.language else of,
            found.translation.state.value if found.translation else "original",
            self.ground(found),
        )

    def ground(self, found: Verified) -> str:
        _ = self.interface.say
        if found.translation is None:
            return _("Quotation verified against the original")
        match found.translation.state:
            case State.REVIEWED:
                return _("Quoted from a reviewed translation")
            case State.EDITED:
                return _("Quoted from an edited translation, not reviewed")
            case _draft:
                return _("Quoted from a draft translation")


def stretches(text: str, quotations: Sequence[Quotation]) -> Iterator[Stretch]:
    """A passage's words, cut where a quotation begins or ends, and where it is out of sight."""
    position = 0
    for start, end in _merged(text, quotations):
        yield from _around(text[position:start], after=position > 0, before=True)
        yield Stretch(text[start:end], "quoted")
        position = end
    yield from _around(text[position:], after=position > 0, before=False)


def _merged(text: str, quotations: Sequence[Quotation]) -> Iterator[tuple[int, int]]:
    """Where quotations stand; those that overlap or touch are one."""
    spans = sorted(span for one in quotations for span in find(one.text, text) or ())
    while spans:
        start, end = spans.pop(0)
        while spans and spans[0][0] <= end:
            end = max(end, spans.pop(0)[1])
        yield start, end


def _around(text: str, *, after: bool, before: bool) -> Iterator[Stretch]:
    """Words that are not quoted, *after* or *before* some that are: what is near, what is far."""
    if not after and not before:
        if text:
            yield Stretch(text, "near")
        return
    head = _cut_after(text, NEAR) if after else 0
    tail = len(text) - _cut_after(text[::-1], NEAR) if before else len(text)
    if tail - head < NEAR:
        head = tail = len(text)
    for part, kind in ((text[:head], "near"), (text[head:tail], "far"), (text[tail:], "near")):
        if part:
            yield Stretch(part, kind)


def _cut_after(text: str, length: int) -> int:
    """The end of a word, not far from *length*."""
    space = text.find(" ", length)
    return space if space >= 0 else len(text)


def _first_numbers(dossier: Dossier) -> Iterator[int]:
    """For each block, the number of its first note, as `Archive.backlinks` counts them."""
    first = 1
    for block in dossier.blocks:
        yield first
        first += len(block.citations)


def _numbered(original: Block, shown: Block, first: int) -> tuple[tuple[int, Citation], ...]:
    """The citations of a block in the order in which they stand, numbered as in the original."""
    free: defaultdict[tuple[Cited, ...], deque[int]] = defaultdict(deque)
    for number_, citation in enumerate(original.citations, first):
        free[citation.cited].append(number_)
    return tuple(
        (free[note.citation.cited].popleft(), note.citation) for note in notes_of(shown.part)
    )


def _cited_sources(dossier: Dossier) -> Mapping[str, int]:
    """The sources a dossier rests on, in the order of their first citation, with how many notes."""
    return Counter(
        source
        for block in dossier.blocks
        for citation in block.citations
        for source in dict.fromkeys(cited.source for cited in citation.cited)
    )
