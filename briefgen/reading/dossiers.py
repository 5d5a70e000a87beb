"""`dossier.md` and its catalogs to a dossier."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from briefgen.language.quotation_marks import find_quotations
from briefgen.model import Catalog
from briefgen.problems import Location, Problem, problem
from briefgen.prose import Block, Citation, Dossier, Heading, TranslatedBlock
from briefgen.reading.catalogs import read_review, review_hash
from briefgen.reading.markdown import parse_markdown, plain_text
from briefgen.reading.schema import DOSSIER
from briefgen.reading.shapes import Reading, read
from briefgen.reading.yaml_tree import parse_yaml

_FRONT = re.compile(r"---\n(.*?\n)?---\n", re.DOTALL)


def parse_dossier(
    path: str, text: str, id_: str, language: str
) -> tuple[Dossier | None, tuple[Problem, ...]]:
    """A dossier without its translations; *language* is the site's, which is the usual one."""
    found = Reading()
    front = _FRONT.match(text)
    values: dict[str, Any] = {}
    if front:
        tree, problems = parse_yaml(path, front[1] or "", 1)
        found.problems += problems
        if tree is not None:
            values = read(DOSSIER, tree, found) or {}
    _check_summary(values.get("summary", ""), found)
    body = text[front.end() :] if front else text
    first = (front[0].count("\n") if front else 0) + 1
    blocks, problems = parse_markdown(path, body, first)
    found.problems += problems
    if not blocks or not _is_title(blocks[0]) or len(blocks) < 2:
        hint = "begin with one line: # The title"
        message = "a dossier begins with its title and has text after it"
        found.add("dossier/incomplete", Location(path, first, 1), message, hint)
        return None, tuple(found.problems)
    review = read_review(values.get("reviewed", ""), body_hash(text))
    reviewer, reviewed = review or ("", "")
    title = blocks[0].part
    dossier = Dossier(
        id=id_,
        title=plain_text(title.children) if isinstance(title, Heading) else "",
        summary=values.get("summary", ""),
        language=values.get("language", language),
        authors=values.get("by", ()),
        written=values.get("written"),
        reviewer=reviewer,
        reviewed=reviewed,
        blocks=blocks,
        location=Location(path, first, 1),
    )
    return dossier, tuple(found.problems)


def _check_summary(summary: str, found: Reading) -> None:
    """A summary has no citations, so it has no quotations either."""
    marks = find_quotations(summary)
    if marks.spans or marks.stray is not None:
        message = "a summary cannot quote, as it cites nothing"
        found.add("quotation/uncited", found.marks["summary"], message, "say it without the marks")


def translate_blocks(
    dossier: Dossier, catalog: Catalog
) -> tuple[tuple[TranslatedBlock, ...], tuple[Problem, ...]]:
    """Each block's translation, read as a block; one that is built otherwise is not shown."""
    made: list[TranslatedBlock] = []
    problems: list[Problem] = []
    for block in dossier.blocks:
        translation = catalog[block.text]
        if not translation.is_shown:
            made.append(TranslatedBlock(translation, None))
            continue
        where = translation.location
        read_blocks, found = parse_markdown(where.path, translation.text, where.line)
        reason = found[0].message if found else _unlikeness(block, read_blocks)
        if reason:
            hint = "keep the block's kind, its quotation marks and its citations"
            problems.append(problem("translation/unlike", where, reason, hint))
            made.append(TranslatedBlock(translation, None))
        else:
            made.append(TranslatedBlock(translation, read_blocks[0]))
    return tuple(made), tuple(problems)


def body_hash(text: str) -> str:
    """What `reviewed:` signs: the hash of the dossier without its front matter."""
    front = _FRONT.match(text)
    return review_hash(text[front.end() :] if front else text)


def _is_title(block: Block) -> bool:
    return isinstance(block.part, Heading) and block.part.level == 1


def _unlikeness(block: Block, translated: tuple[Block, ...]) -> str:
    if len(translated) != 1 or type(translated[0].part) is not type(block.part):
        return "the translation is not one block of the same kind"
    if _cited(block.citations) != _cited(translated[0].citations):
        return "the translation does not cite what the original cites"
    return ""


def _cited(citations: tuple[Citation, ...]) -> Mapping[tuple[Any, ...], int]:
    """What is cited, and how often."""
    counted: dict[tuple[Any, ...], int] = {}
    for citation in citations:
        counted[citation.cited] = counted.get(citation.cited, 0) + 1
    return counted
