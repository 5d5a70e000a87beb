"""The cases in `tests/cases/`: text in, text out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from cases import FOLDER, Case, read_cases, write_cases

from briefgen.language.folding import fold_letters, fold_space, fold_words
from briefgen.language.gate import find, first_difference
from briefgen.language.mentions import Spellings
from briefgen.language.quotation_marks import find_quotations
from briefgen.prose import (
    BlockQuote,
    Citation,
    Heading,
    Inline,
    LineBreak,
    Link,
    Listing,
    Note,
    Paragraph,
    Part,
    Quoted,
    Styled,
    Term,
    Words,
)
from briefgen.quantity import Quantity, QuantityError, parse_quantity
from briefgen.reading.citations import CitationError, parse_citation
from briefgen.reading.markdown import parse_markdown
from briefgen.reading.passages import parse_passages
from briefgen.when import Point, TimeError, parse_when


def _passages(given: str) -> Iterator[str]:
    for passage in parse_passages("text.txt", given, "en"):
        yield f"{passage.number}, line {passage.location.line}: {passage.text}"


def _quotation_marks(given: str) -> Iterator[str]:
    marks = find_quotations(given)
    yield from (given[span.start : span.end] for span in marks.spans)
    if marks.stray is not None:
        yield f"stray: {given[marks.stray]} at {marks.stray}"


def _gate(given: str) -> Iterator[str]:
    """The first line is the quotation, the rest the passage."""
    quotation, _, text = given.partition("\n")
    text = fold_space(text)
    found = find(quotation, text)
    for start, end in found or ():
        yield f"stands: {text[start:end]}"
    if found is None:
        difference = first_difference(quotation, text)
        agreed = fold_space(quotation)[: difference.at]
        yield f"differs after: {agreed!r}, not {difference.quoted!r} but {difference.stands!r}"


def _citations(given: str) -> Iterator[str]:
    try:
        for cited in parse_citation(given):
            numbers = " ".join(map(str, cited.passages)) or "as a whole"
            prefix = f", after {cited.prefix!r}" if cited.prefix else ""
            yield f"{cited.source}: {numbers}{prefix}{', suppressed' * cited.suppress_author}"
    except CitationError as error:
        yield f"error: {error}"


def _when(given: str) -> Iterator[str]:
    """Each line is a time and, after `in`, the zone it is read in."""
    for line in given.split("\n"):
        text, _, zone = line.partition(" in ")
        try:
            when = parse_when(text)
        except TimeError as error:
            yield f"error: {error}"
            continue
        span = when.span(zone or None)
        doubts = {d for p in (when.start, when.end) if p for d in _doubts(p)}
        doubt = "".join(f", {word}" for word in sorted(doubts))
        first, after = (at.replace(tzinfo=None) for at in (span.earliest, span.latest))
        yield f"{when.precision.name.lower()}: {first} to {after}{doubt}"


def _doubts(point: Point) -> Iterator[str]:
    if point.uncertain:
        yield "uncertain"
    if point.approximate:
        yield "approximate"


def _quantity(given: str) -> Iterator[str]:
    """A line is a figure, or two: an earlier one and a later one."""
    for line in given.split("\n"):
        texts = line.split(" then ")
        try:
            found = [parse_quantity(text) for text in texts]
        except QuantityError as error:
            yield f"error: {error}"
            continue
        yield _bounds(found[0]) if len(found) == 1 else _relation(*found)


def _bounds(quantity: Quantity) -> str:
    if quantity.is_word:
        return f"the word {quantity.text!r}"
    low, high = (str(one) if one is not None else "?" for one in (quantity.low, quantity.high))
    return f"from {low} to {high}, sign {quantity.sign!r}"


def _relation(earlier: Quantity, later: Quantity) -> str:
    assert earlier.compatible(later) == later.compatible(earlier)
    if later.compatible(earlier):
        assert not later.exceeds(earlier)
        return "compatible"
    return "higher" if later.exceeds(earlier) else "apart"


def _folding(given: str) -> Iterator[str]:
    unescaped = given.encode("ascii", "backslashreplace").decode("unicode_escape")
    yield f"space: {fold_space(unescaped)!r}"
    yield f"words: {fold_words(unescaped)!r}"
    yield f"letters: {fold_letters(fold_space(unescaped))!r}"


def _mentions(given: str) -> Iterator[str]:
    """The first line holds the spellings, each its own name; the rest is the text."""
    spellings, _, text = given.partition("\n")
    known = Spellings((one.strip(), one.strip()) for one in spellings.split(";"))
    for found in known.find(text):
        yield f"{found.start}-{found.end}: {text[found.start : found.end]}"
        assert text[found.start : found.end] == found.name


def _markdown(given: str) -> Iterator[str]:
    blocks, problems = parse_markdown("dossier.md", given)
    for block in blocks:
        assert block.text == fold_words(block.text), "a catalog would not find it"
        yield f"line {block.location.line}: {block.text!r}"
        yield from _part(block.part, "  ")
        for quotation in block.quotations:
            place = f"{quotation.location.line}:{quotation.location.col}"
            yield f"  > {quotation.text!r} of {_cited(quotation.citation)} at {place}"
        for link in block.links:
            yield f"  > link at {link.location.line}:{link.location.col}"
    for found in problems:
        yield f"{found.location}: {found.code}: {found.message}"


def _part(part: Part, indent: str) -> Iterator[str]:
    match part:
        case Paragraph(children=children):
            yield f"{indent}paragraph: {_inline(children)}"
        case Heading(level=level, children=children):
            yield f"{indent}heading {level}: {_inline(children)}"
        case BlockQuote(paragraphs=paragraphs):
            yield f"{indent}block quote"
            for paragraph in paragraphs:
                yield from _part(paragraph, indent + "  ")
        case Listing(ordered=ordered, entries=entries):
            yield f"{indent}{'ordered ' * ordered}list"
            for entry in entries:
                for child in entry:
                    yield from _part(child, indent + "  ")


def _inline(children: Sequence[Inline]) -> str:
    return " ".join(map(_word, children))


def _word(child: Inline) -> str:
    match child:
        case Words(text=text):
            return repr(text)
        case Term(text=text):
            return f"term({text!r})"
        case Styled(style=style, children=children):
            return f"{style}({_inline(children)})"
        case Link(href=href, children=children):
            return f"link({href}: {_inline(children)})"
        case Quoted(opening=opening, closing=closing, children=children):
            return f"quoted({opening} {_inline(children)} {closing})"
        case Note(citation=citation):
            return f"note({_cited(citation)})"
        case LineBreak():
            return "break"


def _cited(citation: Citation | None) -> str:
    if citation is None:
        return "nothing"
    return "; ".join(f"{one.source} {list(one.passages)}" for one in citation.cited)


RULES: dict[str, Callable[[str], Iterator[str]]] = {
    "citations": _citations,
    "folding": _folding,
    "gate": _gate,
    "markdown": _markdown,
    "mentions": _mentions,
    "passages": _passages,
    "quantity": _quantity,
    "quotation-marks": _quotation_marks,
    "when": _when,
}


def _run(name: str, case: Case) -> str:
    return "\n".join(RULES[name](case.given))


@pytest.mark.parametrize("name", RULES)
def test_cases_are_up_to_date(name: str, update: bool) -> None:  # noqa: FBT001
    """What goes in gives what comes out; every case of a file is told that does not."""
    found = read_cases(name)
    if update:
        write_cases(name, [replace(case, expected=_run(name, case)) for case in found])
        return
    wrong = {case.title: _run(name, case) for case in found if _run(name, case) != case.expected}
    assert wrong == {case.title: case.expected for case in found if case.title in wrong}


def test_every_file_of_cases_is_used() -> None:
    """No file of cases is without a rule, and no two cases of a file have one title."""
    assert {path.stem for path in FOLDER.iterdir()} == set(RULES)
    for name in RULES:
        titles = [case.title for case in read_cases(name)]
        assert len(titles) == len(set(titles)) > 2
