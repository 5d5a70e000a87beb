"""`reports.yaml` to tellings."""

from __future__ import annotations

from collections import Counter
from typing import Any

from briefgen.model import Figure, Telling
from briefgen.problems import Problem
from briefgen.reading.schema import REPORTS
from briefgen.reading.shapes import Reading, marks_by_entry, read
from briefgen.reading.yaml_tree import Mapping as YamlMapping
from briefgen.reading.yaml_tree import parse_yaml


def parse_reports(
    path: str, text: str, source: str
) -> tuple[tuple[Telling, ...], int, tuple[Problem, ...]]:
    """The tellings of a source, how many are only proposed, and the problems."""
    tree, problems = parse_yaml(path, text)
    if tree is None or (isinstance(tree, YamlMapping) and not tree.pairs):
        return (), 0, problems
    found = Reading(list(problems))
    entries = read(REPORTS, tree, found) or ()
    tellings: list[Telling] = []
    proposals = 0
    numbers: Counter[int] = Counter()
    marks = marks_by_entry(found)
    for at, values in zip(_entry_places(found), entries, strict=False):
        if "para" not in values:
            continue
        passage = values["para"]
        # A proposal has its number as well: accepting it moves no published address.
        numbers[passage] += 1
        if values.get("proposed"):
            proposals += 1
            continue
        tellings.append(
            Telling(
                source=source,
                passage=passage,
                index=numbers[passage],
                reported=values.get("reported"),
                happened=values.get("happened"),
                planned=values.get("planned"),
                zone=values.get("zone"),
                zone_ground=values.get("zone-basis"),
                event=values.get("event", ""),
                where=values.get("where", ""),
                chains=_chains(values.get("via"), found, at),
                figures=tuple(
                    Figure(series=series, quantity=quantity)
                    for series, quantity in values.get("figures", {}).items()
                ),
                note=values.get("note", ""),
                marks=marks[at],
            )
        )
    return tuple(tellings), proposals, tuple(found.problems)


def _entry_places(found: Reading) -> list[str]:
    """The paths of the entries that could be read as mappings, in order."""
    unfit = {problem.location for problem in found.problems if problem.code == "value/wrong-type"}
    tops = [path for path in found.marks if path.isdigit()]
    return [path for path in tops if found.marks[path] not in unfit]


def _chains(via: Any, found: Reading, at: str) -> tuple[tuple[str, ...], ...] | None:  # noqa: ANN401
    if via is None:
        return None
    lists = [one for one in via if isinstance(one, tuple)]
    if lists and len(lists) < len(via):
        message = "a list of ids and a list of lists are mixed"
        found.add("value/wrong-type", found.marks[f"{at}.via"], message, "[a, b] or [[a, b], [c]]")
        return None
    return tuple(lists) if lists else (tuple(via),)
