"""A dossier's Markdown to blocks, by markdown-it: what is emphasised, linked, cited and quoted.

Read are headings, paragraphs, block quotes, lists, emphasis, code spans, links, hard breaks,
citations and `[...]{.term}`. HTML, pictures, tables and reference links are text: a dossier needs
none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from briefgen.language.folding import fold_space, fold_words, shorten
from briefgen.language.quotation_marks import Span, find_quotations
from briefgen.problems import Location, Problem, problem
from briefgen.prose import (
    Block,
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
    Quotation,
    Quoted,
    Styled,
    Term,
    Words,
)
from briefgen.reading.citations import MARKED, CitationError, parse_citation
from briefgen.reading.texts import locate

_TERM = re.compile(r"\[([^\[\]]+)\]\{\.term\}")
_OFF = ("html_block", "html_inline", "image", "reference", "code", "fence", "hr", "lheading")
_STYLES = {"em_open": "em", "strong_open": "strong"}
_DEEPEST = 20
"""Levels of emphasis within emphasis; deeper ones are words without it."""


def parse_markdown(
    path: str, text: str, line: int = 1
) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of *text*, which begins in *line* of *path*, and what is wrong with them."""
    tokens = _PARSER.parse(text)
    lines = text.split("\n")
    blocks: list[Block] = []
    problems: list[Problem] = []
    for group in _groups(tokens):
        first, last = group[0].map or [0, 0]
        source = "\n".join(lines[first:last]).strip()
        reader = _BlockReader(path, "\n".join(lines[first:last]), line + first)
        parts = reader.parts(group)
        if parts:
            blocks.append(reader.block(parts[0], _msgid(parts[0], source)))
        problems += reader.problems
    return tuple(blocks), tuple(problems)


def _rule_cite(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  markdown-it's signature
    return _rule(state, MARKED, "cite", silent=silent)


def _rule_term(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
    return _rule(state, _TERM, "term", silent=silent)


def _rule(state: StateInline, pattern: re.Pattern[str], kind: str, *, silent: bool) -> bool:
    match = pattern.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push(kind, "", 0)
        token.content = match[1]
        token.markup = match[0]
    state.pos = match.end()
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).disable(list(_OFF))
    parser.inline.ruler.before("link", "cite", _rule_cite)
    parser.inline.ruler.before("link", "term", _rule_term)
    return parser


_PARSER = _parser()


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of each top-level block."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _msgid(part: Part, source: str) -> str:
    """A paragraph's lines are joined, so that re-wrapping it changes nothing; hard breaks stay."""
    if isinstance(part, Paragraph) and not any(isinstance(c, LineBreak) for c in part.children):
        return fold_space(source)
    return fold_words(source)


class _BlockReader:
    """Turns the tokens of one top-level block into a part, and gathers what stands in it."""

    def __init__(self, path: str, source: str, line: int) -> None:
        self.path, self.source, self.line = path, source, line
        self.cursor = self.mark_cursor = 0
        self.citations: list[Citation] = []
        self.quotations: list[Quotation] = []
        self.links: list[Link] = []
        self.problems: list[Problem] = []

    def block(self, part: Part, text: str) -> Block:
        return Block(
            text,
            part,
            tuple(self.citations),
            tuple(self.quotations),
            tuple(self.links),
            Location(self.path, self.line, 1),
        )

    def place(self, words: str) -> Location:
        """Where *words* next stand in the block's source; its beginning if they are not found."""
        at = self.source.find(words, self.cursor)
        if at < 0:
            return Location(self.path, self.line, 1)
        self.cursor = at
        return locate(self.path, self.source, at, self.line)

    # --- blocks

    def parts(self, tokens: Sequence[Token]) -> list[Part]:
        """The parts that a run of tokens of one level holds."""
        made: list[Part] = []
        position = 0
        while position < len(tokens):
            token = tokens[position]
            end = _closing(tokens, position)
            inner = tokens[position + 1 : end]
            match token.type:
                case "paragraph_open":
                    made.append(Paragraph(self.inline(inner[0])))
                case "heading_open":
                    made.append(Heading(int(token.tag[1]), self.inline(inner[0])))
                case "blockquote_open":
                    made.append(self.block_quote(inner))
                case "bullet_list_open" | "ordered_list_open":
                    made.append(
                        Listing(token.type.startswith("ordered"), tuple(self.entries(inner)))
                    )
            position = end + 1
        return made

    def entries(self, tokens: Sequence[Token]) -> Iterator[tuple[Part, ...]]:
        position = 0
        while position < len(tokens):
            end = _closing(tokens, position)
            yield tuple(self.parts(tokens[position + 1 : end]))
            position = end + 1

    def block_quote(self, tokens: Sequence[Token]) -> BlockQuote:
        """Paragraphs of another's words; the last one ends in the citation of them all."""
        start = self.place(">")
        plain = [self.runs(token) for token in tokens if token.type == "inline"]
        paragraphs = [Paragraph(tuple(children)) for children in plain]
        citation = (
            next((c.citation for c in reversed(plain[-1]) if isinstance(c, Note)), None)
            if plain
            else None
        )
        if citation is None:
            hint = "end the block quote with [@id, para. 3]"
            self.problems.append(
                problem("quotation/uncited", start, "a block quote ends in no citation", hint)
            )
        quotations = tuple(
            Quotation(words, citation, start)
            for paragraph in paragraphs
            if (words := fold_space(plain_text(paragraph.children)))
        )
        self.quotations += quotations
        return BlockQuote(tuple(paragraphs), quotations)

    # --- words

    def inline(self, token: Token) -> tuple[Inline, ...]:
        """The words of a paragraph or heading, with the quotations in them found."""
        return self.quote(self.runs(token))

    def runs(self, token: Token) -> list[Inline]:
        children, _ = self.nested(list(_shallow(token.children or ())), 0, None)
        return children

    def nested(
        self, tokens: Sequence[Token], position: int, until: str | None
    ) -> tuple[list[Inline], int]:
        """The words up to a closing token, and where they end."""
        made: list[Inline] = []
        while position < len(tokens) and tokens[position].type != until:
            token = tokens[position]
            match token.type:
                case "text" | "text_special":
                    _append_words(made, token.content)
                case "softbreak":
                    _append_words(made, " ")
                case "hardbreak":
                    made.append(LineBreak())
                case "code_inline":
                    made.append(Styled("code", (Words(token.content),)))
                case "term":
                    made.append(Term(token.content))
                case "cite":
                    made += self.cite(token)
                case "em_open" | "strong_open":
                    inner, position = self.nested(
                        tokens, position + 1, token.type.replace("open", "close")
                    )
                    made.append(Styled(_STYLES[token.type], tuple(inner)))
                case "link_open":
                    where = self.place("](" if token.markup != "autolink" else "<")
                    self.cursor += 1
                    inner, position = self.nested(tokens, position + 1, "link_close")
                    link = Link(str(token.attrs.get("href", "")), tuple(inner), where)
                    self.links.append(link)
                    made.append(link)
            position += 1
        return made, position

    def cite(self, token: Token) -> list[Inline]:
        location = self.place(token.markup)
        self.cursor += len(token.markup)
        try:
            citation = Citation(parse_citation(token.content), token.markup, location)
        except CitationError as error:
            hint = "write [@id, para. 3] or [@id, paras. 3-5; @other, para. 2]"
            width = len(token.markup)
            self.problems.append(problem("citation/unreadable", location, str(error), hint, width))
            return [Words(token.markup)]
        self.citations.append(citation)
        return [Note(citation)]

    def quote(
        self, children: Sequence[Inline], following: Sequence[Inline] = ()
    ) -> tuple[Inline, ...]:
        """Set apart what stands in quotation marks; each belongs to the next citation.

        A quotation may hold emphasis or a link whole, or stand whole inside one, but not cross it.
        *following* is what comes after *children* in the paragraph.
        """
        flat = "".join(map(_flat, children))
        marks = find_quotations(flat)
        ranges = _composite_ranges(children)
        crossing = next((s.start for s in marks.spans if any(_crosses(s, r) for r in ranges)), None)
        stray = marks.stray if crossing is None else crossing
        if stray is not None:
            self.unbalanced(flat, stray)
            return tuple(children)
        made: list[Inline] = []
        rest, offset = list(children), 0
        for span in marks.spans:
            if any(start <= span.start and span.end <= end for start, end in ranges):
                continue
            before, rest = _split(rest, span.start - offset)
            inside, rest = _split(rest, span.end - span.start)
            made += self.inner_quotes(before, (*inside, *rest, *following))
            made.append(self.quoted(flat[span.start : span.end], inside, (*rest, *following)))
            offset = span.end
        return (*made, *self.inner_quotes(rest, following))

    def inner_quotes(self, children: list[Inline], following: Sequence[Inline]) -> Iterator[Inline]:
        """The children, with the quotations found that stand within emphasis or a link."""
        for index, child in enumerate(children):
            if isinstance(child, (Styled, Link)) and not _is_literal(child):
                after = (*children[index + 1 :], *following)
                yield replace(child, children=self.quote(child.children, after))
            else:
                yield child

    def quoted(self, flat: str, inside: list[Inline], following: Sequence[Inline]) -> Quoted:
        location = self.place_mark(flat)
        citation = _next_citation(following)
        words = fold_space(plain_text(inside)[1:-1])
        if citation is None:
            hint = "cite its passage after it, or mark a mere word as [word]{.term}"
            message = f"no citation follows {flat[0]}{shorten(words)}{flat[-1]}"
            self.problems.append(problem("quotation/uncited", location, message, hint))
        quotation = Quotation(words, citation, location)
        self.quotations.append(quotation)
        inner = _split(_split(inside, 1)[1], len(flat) - 2)[0]
        return Quoted(quotation, flat[0], flat[-1], tuple(inner))

    def unbalanced(self, flat: str, stray: int) -> None:
        location = self.place_mark(flat[stray:])
        message = f"the quotation mark {flat[stray]} has no partner in its paragraph"
        hint = "open and close it in one paragraph, both inside or both outside of emphasis"
        self.problems.append(problem("quotation/unbalanced", location, message, hint))

    def place_mark(self, words: str) -> Location:
        """Where a quotation mark stands, by the words after it as far as no markup parts them."""
        for length in (16, 8, 4, 1):
            at = self.source.find(words[:length], self.mark_cursor)
            if at >= 0:
                self.mark_cursor = at + 1
                return locate(self.path, self.source, at, self.line)
        return Location(self.path, self.line, 1)


def _shallow(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens of some words without emphasis that is nested too deeply."""
    depth = 0
    for token in tokens:
        is_emphasis = token.type.startswith(("em_", "strong_"))
        depth += max(token.nesting, 0) if is_emphasis else 0
        if not is_emphasis or depth <= _DEEPEST:
            yield token
        depth += min(token.nesting, 0) if is_emphasis else 0


def plain_text(children: Sequence[Inline]) -> str:
    """The words without markup; notes count for nothing, a hard break for a space."""
    return "".join(_plain(child) for child in children)


def _plain(child: Inline) -> str:
    match child:
        case Words(text=text) | Term(text=text):
            return text
        case Styled(children=children) | Link(children=children):
            return plain_text(children)
        case Quoted(opening=opening, closing=closing, children=children):
            return opening + plain_text(children) + closing
        case LineBreak():
            return " "
        case Note():
            return ""


def _flat(child: Inline) -> str:
    """As `_plain`, but U+FFFC stands for what can neither open nor close a quotation."""
    match child:
        case Words(text=text):
            return text
        case Note():
            return "\ufffc"
        case Styled(style="code") | Term():
            return "\ufffc" * len(_plain(child))
        case Styled(children=children) | Link(children=children):
            return "".join(map(_flat, children))
        case _:
            return _plain(child)


def _is_literal(child: Inline) -> bool:
    return isinstance(child, Styled) and child.style == "code"


def _composite_ranges(children: Sequence[Inline]) -> list[tuple[int, int]]:
    """From where to where the flat words of each emphasis or link go."""
    ranges: list[tuple[int, int]] = []
    offset = 0
    for child in children:
        size = len(_flat(child))
        if isinstance(child, (Styled, Link)) and not _is_literal(child):
            ranges.append((offset, offset + size))
        offset += size
    return ranges


def _crosses(span: Span, part: tuple[int, int]) -> bool:
    """Whether a quotation and an emphasis overlap without one holding the other."""
    start, end = part
    apart = span.end <= start or end <= span.start
    holds = span.start < start and end < span.end
    held = start <= span.start and span.end <= end
    return not (apart or holds or held)


def _split(children: list[Inline], length: int) -> tuple[list[Inline], list[Inline]]:
    """The first *length* code points of the words (as `_flat` counts them), and the rest."""
    head: list[Inline] = []
    for index, child in enumerate(children):
        size = len(_flat(child))
        if size > length:
            if isinstance(child, Words) and length:
                head.append(Words(child.text[:length]))
                return head, [Words(child.text[length:]), *children[index + 1 :]]
            return head, children[index:]
        head.append(child)
        length -= size
    return head, []


def _next_citation(children: Sequence[Inline]) -> Citation | None:
    """The citation that comes first, however deep it stands."""
    for child in children:
        match child:
            case Note(citation=citation):
                return citation
            case Styled(children=inner) | Link(children=inner):
                if nested := _next_citation(inner):
                    return nested
    return None


def _append_words(made: list[Inline], text: str) -> None:
    if made and isinstance(made[-1], Words):
        made[-1] = replace(made[-1], text=made[-1].text + text)
    elif text:
        made.append(Words(text))


def _closing(tokens: Sequence[Token], position: int) -> int:
    """The index of the token that closes the one at *position*."""
    depth = 0
    for index in range(position, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens) - 1
