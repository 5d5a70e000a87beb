"""What a dossier is made of: its prose, its citations and its quotations. All values are frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefgen.model import NOWHERE, Catalog, Translation
from briefgen.problems import Location
from briefgen.when import When


@dataclass(frozen=True, slots=True)
class Cited:
    """One source within a citation, and its passages."""

    source: str
    passages: tuple[int, ...]
    """Empty when the source is cited as a whole."""

    suppress_author: bool = False
    """Pandoc's `-@id`: the outlet is already named in the prose."""

    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One bracket of citations; it becomes one numbered note."""

    cited: tuple[Cited, ...]
    text: str
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that the dossier gives as another's, and the citation they rest on."""

    text: str
    """Without the marks around it, white space folded; `[...]` where something is left out."""

    citation: Citation | None
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Emphasised (`em`), strong (`strong`) or literal (`code`) words."""

    style: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link that the editor wrote."""

    href: str
    children: tuple[Inline, ...]
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """`[...]{.term}`: words mentioned, not quoted."""

    text: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation within a paragraph, with the marks the editor set around it."""

    quotation: Quotation
    opening: str
    closing: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The place of a citation in the prose."""

    citation: Citation


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A hard line break."""


Inline = Words | Styled | Link | Term | Quoted | Note | LineBreak


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running words."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 to 6; level 1 is the dossier's title."""

    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A block quote: each paragraph of it is a quotation of the citation it ends in."""

    paragraphs: tuple[Paragraph, ...]
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, ordered or not."""

    ordered: bool
    entries: tuple[tuple[Part, ...], ...]


Part = Paragraph | Heading | BlockQuote | Listing


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a dossier: the unit that is translated."""

    text: str
    """Its Markdown as it stands (a paragraph's lines joined by a space): the msgid."""

    part: Part
    citations: tuple[Citation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    links: tuple[Link, ...] = ()
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """An editor's synthesis over several sources."""

    id: str
    title: str
    summary: str = ""
    language: str
    authors: tuple[str, ...] = ()
    written: When | None = None
    reviewer: str = ""
    reviewed: str = ""
    """Empty unless a person has reviewed the text as it stands: it is a draft until then."""

    blocks: tuple[Block, ...]
    translations: Mapping[str, tuple[TranslatedBlock, ...]] = field(default_factory=dict)
    """By language, a block for each of `blocks`."""

    catalogs: Mapping[str, Catalog] = field(default_factory=dict)
    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class TranslatedBlock:
    """A block's translation, read as a block; None where the catalog has none to show."""

    translation: Translation
    block: Block | None
