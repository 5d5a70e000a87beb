"""`record.yaml` to a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefgen.model import Basis, Ground, Record, Removal
from briefgen.problems import Problem
from briefgen.reading.schema import RECORD
from briefgen.reading.shapes import Reading, read
from briefgen.reading.yaml_tree import parse_yaml


def parse_record(
    path: str, text: str
) -> tuple[Record | None, Mapping[int, str], Mapping[int, str], tuple[Problem, ...]]:
    """A record, its `languages` and `kinds` of single passages, and the problems.

    The record is None where a required key is missing or unreadable.
    """
    tree, problems = parse_yaml(path, text)
    if tree is None:
        return None, {}, {}, problems
    found = Reading(list(problems))
    values: Mapping[str, Any] | None = read(RECORD, tree, found)
    if values is None or not all(key in values for key in ("type", "title", "language")):
        return None, {}, {}, tuple(found.problems)
    stated = Ground(Basis.STATED)
    removed = tuple(
        Removal(first, last, removal["why"], found.marks[f"removed.{number}"])
        for number, removal in enumerate(values.get("removed", ()))
        if "lines" in removal and "why" in removal
        for first, last in (removal["lines"],)
    )
    accessed = values.get("accessed")
    record = Record(
        type=values["type"],
        title=values["title"],
        title_ground=values.get("title-basis", stated),
        publisher=values.get("publisher", ""),
        authors=values.get("author", ()),
        language=values["language"],
        issued=values.get("issued"),
        issued_ground=values.get("issued-basis", stated),
        timezone=values.get("timezone"),
        timezone_ground=values.get("timezone-basis", Ground(Basis.ASSUMED)),
        url=values.get("URL", ""),
        accessed=accessed,
        rights=values.get("rights", ""),
        publish=values.get("publish", "full"),
        capture_sha256=values.get("capture-sha256", ""),
        text_sha256=values.get("text-sha256", ""),
        has_no_capture="capture" in values,
        supersedes=values.get("supersedes", ""),
        removed=removed,
        marks=dict(found.marks),
    )
    return record, values.get("languages", {}), values.get("kinds", {}), tuple(found.problems)
