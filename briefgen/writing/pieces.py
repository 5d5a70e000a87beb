"""Sources and dossiers as lists show them: what they are, how far their translation has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefgen.archive import Archive
from briefgen.checks.quotations import shown_blocks, verify
from briefgen.language.folding import fold_space
from briefgen.model import MISSING, Source, State
from briefgen.prose import Dossier, Heading
from briefgen.reading.markdown import plain_text
from briefgen.writing import addresses
from briefgen.writing.comparing import Number
from briefgen.writing.interface import Interface
from briefgen.writing.parts import Composer, SourceLink, Worded

SHOWN = (State.DRAFT, State.EDITED, State.REVIEWED)
"""States in which readers see the translation, from worst to best known."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many passages of a source stand in which state of translation into one language."""

    states: Mapping[State, int]
    own: int
    """Passages that are in the language already."""

    @property
    def passages(self) -> int:
        """Those that need a translation."""
        return sum(self.states.values())

    @property
    def shown(self) -> int:
        """Those whose translation readers see."""
        return sum(self.states[state] for state in SHOWN)


def coverage(archive: Archive, source: Source, language: str) -> Coverage:
    """Count the passages of a source by the state of their translation."""
    states: Counter[State] = Counter()
    own = 0
    for passage in source.passages:
        if passage.language == language:
            own += 1
        else:
            states[archive.translate_passage(source, passage, language).state] += 1
    return Coverage({state: states[state] for state in State}, own)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the translation of a source has come, in a line."""

    state: str
    """That of the least known part that is shown; `missing` if nothing is."""

    state_words: str
    done: Number
    of: Number


@dataclass(frozen=True, slots=True)
class BriefingPiece:
    """A source in a list of briefings."""

    source: SourceLink
    progress: Progress | None
    """None where the whole source is in the page's language."""


@dataclass(frozen=True, slots=True)
class Quotations:
    """How many quotations a dossier has, and how many of them passed the gate."""

    verified: int
    total: int


@dataclass(frozen=True, slots=True)
class DossierPiece:
    """A dossier in a list."""

    href: str
    title: Worded
    summary: Worded | None
    sources: Number
    citations: Number
    quotations: Number
    verified: Number


def number(interface: Interface, count: int) -> Number:
    """A count as readers of the page write it."""
    return Number(count, interface.number(count))


def progress(archive: Archive, source: Source, interface: Interface) -> Progress | None:
    """How far the translation of a source into a page's language has come."""
    found = coverage(archive, source, interface.language)
    if not found.passages:
        return None
    state = next((state for state in SHOWN if found.states[state]), State.MISSING)
    return Progress(
        state.value,
        interface.state(state),
        number(interface, found.shown),
        number(interface, found.passages),
    )


def briefing_piece(composer: Composer, source: Source) -> BriefingPiece:
    """A source as a list of briefings shows it."""
    return BriefingPiece(
        composer.source(source), progress(composer.archive, source, composer.interface)
    )


def count_quotations(archive: Archive) -> Mapping[str, Quotations]:
    """By dossier id, its quotations in its own language; language-independent, so count once."""
    found: dict[str, Quotations] = {}
    for dossier in archive.dossiers.values():
        passed = [
            verify(archive, quotation, dossier.language) is not None
            for block in dossier.blocks
            for quotation in block.quotations
        ]
        found[dossier.id] = Quotations(sum(passed), len(passed))
    return found


def dossier_title(composer: Composer, dossier: Dossier) -> Worded:
    """A dossier's title in the page's language, or in its own; its first block is the title."""
    shown = next(shown_blocks(composer.archive, dossier, composer.language))
    part = shown.block.part
    words = plain_text(part.children).strip() if isinstance(part, Heading) else dossier.title
    if shown.language == dossier.language:
        return composer.words(words, dossier.language)
    return replace(composer.translated(shown.translation), text=words)


def dossier_summary(composer: Composer, dossier: Dossier) -> Worded | None:
    """A dossier's summary in the page's language, where its catalog has it."""
    if not dossier.summary:
        return None
    if composer.language == dossier.language:
        return Worded(dossier.summary)
    catalog = dossier.catalogs.get(composer.language)
    translation = catalog[fold_space(dossier.summary)] if catalog else MISSING
    if translation.is_shown:
        return composer.translated(translation)
    return composer.words(dossier.summary, dossier.language)


def dossier_piece(composer: Composer, dossier: Dossier, quotations: Quotations) -> DossierPiece:
    """A dossier as a list shows it."""
    interface = composer.interface
    cited = {
        one.source
        for block in dossier.blocks
        for citation in block.citations
        for one in citation.cited
    }
    return DossierPiece(
        href=composer.link(addresses.dossier(composer.language, dossier.id)),
        title=dossier_title(composer, dossier),
        summary=dossier_summary(composer, dossier),
        sources=number(interface, len(cited)),
        citations=number(interface, sum(len(block.citations) for block in dossier.blocks)),
        quotations=number(interface, quotations.total),
        verified=number(interface, quotations.verified),
    )
