"""The quotation gate on dossiers: which words are in the cited passage, and of which text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.archive import Archive
from briefgen.checks.sources import TELLING
from briefgen.language.folding import fold_space, shorten
from briefgen.language.gate import find, first_difference
from briefgen.model import MISSING, Passage, Source, Translation
from briefgen.problems import Problem, problem
from briefgen.prose import Block, Citation, Dossier, Quotation


@dataclass(frozen=True, slots=True)
class Verified:
    """A quotation that stands in a passage: in its original, or in a translation of it."""

    source: Source
    passage: Passage
    translation: Translation | None = None
    """The translation it stands in; None if it stands in the original."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of a dossier as a page shows it: translated, or in the dossier's own language."""

    block: Block
    language: str
    translation: Translation
    """The translation that is shown; missing where the block is shown in its own language."""


def verify(archive: Archive, quotation: Quotation, language: str) -> Verified | None:
    """Where the quotation stands among the passages that it cites, if it stands in one.

    The original is asked first, then its translation into *language*. Unsealed sources hold nothing
    that can be quoted.
    """
    for source, passage in _cited_passages(archive, quotation.citation):
        if not source.is_sealed:
            continue
        if find(quotation.text, passage.text):
            return Verified(source, passage)
        translation = archive.translate_passage(source, passage, language)
        if translation.is_shown and find(quotation.text, fold_space(translation.text)):
            return Verified(source, passage, translation)
    return None


def shown_blocks(archive: Archive, dossier: Dossier, language: str) -> Iterator[Shown]:
    """Every block as a reader of *language* sees it.

    A translated block is shown only if all its quotations pass the gate.
    """
    translated = dossier.translations.get(language, ()) if language != dossier.language else ()
    for index, block in enumerate(dossier.blocks):
        candidate = translated[index] if index < len(translated) else None
        if candidate and candidate.block and _passes(archive, candidate.block, language):
            yield Shown(candidate.block, language, candidate.translation)
        else:
            yield Shown(block, dossier.language, MISSING)


def check_quotations(archive: Archive) -> Iterator[Problem]:
    """Every quotation of every dossier, in its own language and in each translation."""
    for dossier in archive.dossiers.values():
        for block in dossier.blocks:
            for quotation in block.quotations:
                yield from _judge(archive, quotation, dossier.language)
        for language, blocks in dossier.translations.items():
            for translated in blocks:
                if translated.block and not _passes(archive, translated.block, language):
                    where = translated.translation.location
                    for quotation in translated.block.quotations:
                        for found in _judge(archive, quotation, language):
                            code = "quotation/differs-in-translation"
                            yield problem(code, where, found.message, found.hint)


def _passes(archive: Archive, block: Block, language: str) -> bool:
    return all(verify(archive, quotation, language) for quotation in block.quotations)


def _judge(archive: Archive, quotation: Quotation, language: str) -> Iterator[Problem]:
    if quotation.citation is None or verify(archive, quotation, language):
        return
    cited = list(_cited_passages(archive, quotation.citation))
    if not cited:
        return  # a source or passage that is not there: a problem of the citation
    width = min(len(quotation.text) + 2, 80)
    unsealed = [
        source
        for source, passage in cited
        if not source.is_sealed
        and any(find(quotation.text, text) for text in _texts(archive, source, passage, language))
    ]
    if not any(source.is_sealed for source, _ in cited):
        unsealed = unsealed or [source for source, _ in cited]
    if unsealed:
        message = f"{unsealed[0].id!r} is not sealed, so nothing in it can be quoted"
        hint = f"run `briefgen seal {unsealed[0].id}` when its text is final"
        yield problem("quotation/unsealed", quotation.location, message, hint, width)
        return
    yield problem(
        "quotation/differs",
        quotation.location,
        *_difference(archive, quotation, cited, language),
        width,
    )


def _difference(
    archive: Archive, quotation: Quotation, cited: list[tuple[Source, Passage]], language: str
) -> tuple[str, str]:
    """Where the quotation leaves the cited words, and which passage does hold it."""
    texts = [
        (f"{source.id}, para. {passage.number}", text)
        for source, passage in cited
        for text in _texts(archive, source, passage, language)
    ]
    place, nearest = max(
        ((place, first_difference(quotation.text, text)) for place, text in texts),
        key=lambda pair: pair[1].at,
    )
    if not nearest.quoted:
        message = (
            f"“{shorten(quotation.text)}” stands in {place} only within a longer word or number"
        )
    elif nearest.at >= TELLING:
        agreed = quotation.text[max(0, nearest.at - 16) : nearest.at]
        message = (
            f"after “{agreed}” the quotation has “{nearest.quoted}”, {place} has “{nearest.stands}”"
        )
    else:
        message = f"“{shorten(quotation.text)}” does not stand in {place}"
    holders = [
        f"[@{source.id}, para. {passage.number}]"
        for source in _nearest_first(archive, cited)
        for passage in source.passages
        if any(find(quotation.text, text) for text in _texts(archive, source, passage, language))
    ]
    hint = f"these words stand in {holders[0]}" if holders else "quote the passage letter by letter"
    return message, hint


def _nearest_first(archive: Archive, cited: list[tuple[Source, Passage]]) -> list[Source]:
    """The cited sources, then all others."""
    first = {source.id: source for source, _ in cited}
    return [*first.values(), *(s for id_, s in archive.sources.items() if id_ not in first)]


def _texts(archive: Archive, source: Source, passage: Passage, language: str) -> list[str]:
    translation = archive.translate_passage(source, passage, language)
    return [passage.text, *([fold_space(translation.text)] if translation.is_shown else [])]


def _cited_passages(
    archive: Archive, citation: Citation | None
) -> Iterator[tuple[Source, Passage]]:
    """The passages that a citation names; all of a source that is cited as a whole."""
    for cited in citation.cited if citation else ():
        source = archive.sources.get(cited.source)
        if source is None:
            continue
        numbers = cited.passages or tuple(range(1, len(source.passages) + 1))
        for number in numbers:
            if passage := source.passage(number):
                yield source, passage
