"""A dossier's words to HTML. All that editors wrote is escaped; the only tags are those given here.

Notes are numbered from outside, in the order in which they stand (`notes_of`): a translation may
turn the sentences round, and its notes keep the numbers of the original's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from briefgen.prose import (
    BlockQuote,
    Heading,
    Inline,
    LineBreak,
    Link,
    Listing,
    Note,
    Paragraph,
    Part,
    Quotation,
    Quoted,
    Styled,
    Term,
    Words,
)
from briefgen.writing import addresses

_SCHEMES = ("", "http", "https", "mailto")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True, slots=True)
class Quoting:
    """How a quotation is marked."""

    language: str = ""
    """For `lang`; empty if it is the language around it."""

    is_original: bool = False
    """The source's own words, which no machine should translate."""


@dataclass(frozen=True, slots=True)
class Element:
    """A block of prose: its tag, and the markup inside it."""

    tag: str
    body: Markup


@dataclass(frozen=True)
class Writer:
    """Draws one block; *numbers* are those of its notes, in the order in which they stand."""

    numbers: Iterator[int]
    quoting: Callable[[Quotation], Quoting]
    note_label: Callable[[int], str]
    """What a screen reader says of a note's number."""

    note_number: Callable[[int], str]
    """The number as the page's language writes it."""

    def element(self, part: Part) -> Element:
        """A part, its tag apart from what it holds."""
        match part:
            case Paragraph(children=children):
                return Element("p", self.inline(children))
            case Heading(level=level, children=children):
                return Element(f"h{min(max(level, 2), 6)}", self.inline(children))
            case BlockQuote():
                return Element("blockquote", self.block_quote(part))
            case Listing(ordered=ordered, entries=entries):
                items = (Markup("<li>{}</li>\n").format(self.entry(entry)) for entry in entries)
                return Element("ol" if ordered else "ul", Markup("\n") + Markup().join(items))

    def entry(self, parts: tuple[Part, ...]) -> Markup:
        """What a list's entry holds; a paragraph alone needs no tag."""
        if len(parts) == 1 and isinstance(parts[0], Paragraph):
            return self.inline(parts[0].children)
        return Markup("\n").join(self.whole(part) for part in parts)

    def whole(self, part: Part) -> Markup:
        """A part with its tag."""
        made = self.element(part)
        return Markup("<{0}>{1}</{0}>").format(made.tag, made.body)

    def block_quote(self, part: BlockQuote) -> Markup:
        """Each paragraph is a quotation, but for one that holds only the note."""
        quotations = iter(part.quotations)
        made: list[Markup] = []
        for paragraph in part.paragraphs:
            quotation = next(quotations, None) if _has_words(paragraph.children) else None
            last = len(paragraph.children)
            while last and isinstance(paragraph.children[last - 1], Note):
                last -= 1
            words = self.inline(paragraph.children[:last])
            quoted = self.span(quotation, words) if quotation else words
            notes = self.inline(paragraph.children[last:])
            made.append(Markup("<p>{}{}</p>").format(quoted, notes))
        return Markup("\n").join(made)

    def inline(self, children: Sequence[Inline]) -> Markup:
        """Words and what stands among them; a note's number follows its word without a space."""
        following: tuple[Inline | None, ...] = (*children[1:], None)
        return Markup().join(
            [
                escape(child.text.rstrip())
                if isinstance(child, Words) and isinstance(after, Note)
                else self.one(child)
                for child, after in zip(children, following, strict=False)
            ]
        )

    def one(self, child: Inline) -> Markup:
        """One stretch of a paragraph."""
        match child:
            case Words(text=text):
                return escape(text)
            case Styled(style=style, children=children):
                tag = style if style in ("em", "strong") else "code"
                return Markup("<{0}>{1}</{0}>").format(tag, self.inline(children))
            case Link(href=href, children=children):
                words = self.inline(children)
                return Markup('<a href="{}">{}</a>').format(href, words) if is_safe(href) else words
            case Term(text=text):
                return Markup('<span class="term">{}</span>').format(text)
            case Quoted(quotation=quotation, opening=opening, closing=closing, children=children):
                words = self.span(quotation, self.inline(children))
                return Markup("{}{}{}").format(opening, words, closing)
            case Note():
                return self.note(next(self.numbers))
            case LineBreak():
                return Markup("<br>")

    def span(self, quotation: Quotation, words: Markup) -> Markup:
        """Quoted words, with their language and whether they are the source's own."""
        how = self.quoting(quotation)
        language = Markup(' lang="{}" dir="auto"').format(how.language) if how.language else ""
        own = Markup(' translate="no"') if how.is_original else ""
        return Markup('<span class="quote"{}{}>{}</span>').format(language, own, words)

    def note(self, number: int) -> Markup:
        """The number that leads to a note, and that the note leads back to."""
        return Markup('<sup class="ref"><a id="{}" href="#{}" aria-label="{}">{}</a></sup>').format(
            addresses.citation(number),
            addresses.note(number),
            self.note_label(number),
            self.note_number(number),
        )


def is_safe(href: str) -> bool:
    """Whether a link leads to the web, to an address for letters, or into this site."""
    if _UNPRINTABLE.search(href):
        return False
    try:
        return urlsplit(href).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def notes_of(part: Part) -> Iterator[Note]:
    """The notes in a part, in the order in which they stand."""
    match part:
        case Paragraph(children=children) | Heading(children=children):
            yield from _inline_notes(children)
        case BlockQuote(paragraphs=paragraphs):
            for paragraph in paragraphs:
                yield from _inline_notes(paragraph.children)
        case Listing(entries=entries):
            for entry in entries:
                for inner in entry:
                    yield from notes_of(inner)


def _inline_notes(children: Sequence[Inline]) -> Iterator[Note]:
    for child in children:
        match child:
            case Note():
                yield child
            case Styled(children=inner) | Link(children=inner) | Quoted(children=inner):
                yield from _inline_notes(inner)
            case _:
                pass


def _has_words(children: Sequence[Inline]) -> bool:
    """Whether anything but notes and white space stands there: if so, it is a quotation."""
    return any(
        bool(child.text.strip()) if isinstance(child, (Words, Term)) else _has_words(_inner(child))
        for child in children
    )


def _inner(child: Inline) -> Sequence[Inline]:
    match child:
        case Styled(children=children) | Link(children=children) | Quoted(children=children):
            return children
        case _:
            return ()
