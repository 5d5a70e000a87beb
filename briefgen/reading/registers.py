"""`events.yaml`, `figures.yaml` and `names.yaml`: what ties sources together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from briefgen.model import Event, Marks, Name, NameType, Series
from briefgen.problems import Problem
from briefgen.reading.schema import EVENTS, FIGURES, NAMES
from briefgen.reading.shapes import MapOf, Reading, marks_by_entry, read
from briefgen.reading.yaml_tree import parse_yaml

T = TypeVar("T")
Register = tuple[dict[str, T], tuple[Problem, ...]]


def parse_events(path: str, text: str) -> Register[Event]:
    """Events by id."""

    def event(id_: str, values: dict[str, Any], marks: Marks) -> Event:
        return Event(id=id_, marks=marks, **values)

    return _parse(path, text, EVENTS, event)


def parse_figures(path: str, text: str) -> Register[Series]:
    """Series by id."""

    def series(id_: str, values: dict[str, Any], marks: Marks) -> Series:
        return Series(id=id_, marks=marks, **values)

    return _parse(path, text, FIGURES, series)


def parse_names(path: str, text: str) -> Register[Name]:
    """Names by id."""

    def name(id_: str, values: dict[str, Any], marks: Marks) -> Name:
        values["type"] = NameType(values["type"])
        return Name(id=id_, marks=marks, **values)

    return _parse(path, text, NAMES, name)


def _parse(
    path: str, text: str, shape: MapOf, make: Callable[[str, dict[str, Any], Marks], T]
) -> Register[T]:
    tree, problems = parse_yaml(path, text)
    if tree is None:
        return {}, problems
    found = Reading(list(problems))
    entries = read(shape, tree, found) or {}
    marks = marks_by_entry(found)
    made = {id_: make(id_, values, marks[id_]) for id_, values in _whole(entries, shape)}
    return dict(sorted(made.items())), tuple(found.problems)


def _whole(
    entries: dict[str, dict[str, Any]], shape: MapOf
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The entries that have all they need; what the others lack is a problem already."""
    needed = {name for name, wanted in shape.of.fields.items() if wanted.required}  # type: ignore[union-attr]
    return ((id_, values) for id_, values in entries.items() if needed <= set(values))
