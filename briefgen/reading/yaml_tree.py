"""YAML as a tree of strings that know their place.

Only plain YAML is read: one document of mappings, lists and scalars. Aliases, anchors, tags,
doubled keys and deep nesting are problems. Scalars stay as written: YAML 1.1 would make `18:30`
1110, `no` false and `2.400` 2.4; the schema gives them their types.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import yaml

from briefgen.problems import Location, Problem, problem
from briefgen.reading.texts import CONTROL

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 8
"""Levels of nesting; no file of the archive needs more than five."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as written; None for nothing, `~` and `null`."""

    value: str | None
    location: Location


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Tree, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping; keys are strings, each once."""

    pairs: tuple[tuple[Scalar, Tree], ...]
    location: Location


Tree = Scalar | Sequence | Mapping


class _Mark(Protocol):
    """What both of PyYAML's parsers give for a place: how many code points stand before it."""

    index: int


class _Refused(Exception):
    def __init__(self, location: Location, message: str, hint: str = "") -> None:
        self.problem = problem("yaml/unreadable", location, message, hint)


def parse_yaml(path: str, text: str, line: int = 0) -> tuple[Tree | None, tuple[Problem, ...]]:
    """Read YAML that begins *line* lines into the file *path*; an empty one is an empty mapping."""
    builder = _Builder(path, text, line)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except _Refused as refused:
        return None, (refused.problem,)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        message = f"not YAML: {error.problem}"
        return None, (problem("yaml/unreadable", builder.place(mark), message),)
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        return None, (problem("yaml/unreadable", Location(path), f"not YAML: {reason}"),)
    return builder.root or Mapping((), Location(path, 1 + line, 1)), tuple(builder.problems)


class _Builder:
    """Takes the parser's events one by one; a stack instead of recursion, so depth cannot hurt."""

    def __init__(self, path: str, text: str, line: int) -> None:
        self.path = path
        self.line = line
        self.size = len(text)
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.root: Tree | None = None
        self.documents = 0
        self.problems: list[Problem] = []
        self._open: list[tuple[list[Tree], Location, bool]] = []

    def place(self, mark: _Mark | None) -> Location:
        if mark is None:
            return Location(self.path)
        # By its index: YAML ends lines at U+0085 and U+2028 as well, editors do not.
        index = min(mark.index, self.size)
        line = bisect_right(self.starts, index)
        return Location(self.path, self.line + line, index - self.starts[line - 1] + 1)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused(self.place(event.start_mark), "aliases and anchors are not read")
        if getattr(event, "tag", None):
            raise _Refused(self.place(event.start_mark), "tags are not read")
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Refused(self.place(event.start_mark), "there is a second document")
        elif isinstance(event, yaml.ScalarEvent):
            if control := CONTROL.search(event.value):
                where = self.place(event.start_mark)
                message = f"control character U+{ord(control.group()):04X}"
                self.problems.append(problem("text/control-character", where, message))
            empty = event.implicit[0] and event.value in ("", "~", "null")
            self._add(Scalar(None if empty else event.value, self.place(event.start_mark)))
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(self._open) >= DEEPEST:
                raise _Refused(self.place(event.start_mark), "nested too deeply")
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            self._open.append(([], self.place(event.start_mark), is_mapping))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            parts, location, is_mapping = self._open.pop()
            done = (
                self._mapping(parts, location) if is_mapping else Sequence(tuple(parts), location)
            )
            self._add(done)

    def _add(self, tree: Tree) -> None:
        if self._open:
            self._open[-1][0].append(tree)
        else:
            self.root = tree if not (isinstance(tree, Scalar) and tree.value is None) else None

    def _mapping(self, parts: list[Tree], location: Location) -> Mapping:
        kept: dict[str, tuple[Scalar, Tree]] = {}
        for key, value in _pairs(parts):
            if not isinstance(key, Scalar) or key.value is None:
                raise _Refused(key.location, "a key must be a word")
            if key.value in kept:
                first = kept[key.value][0].location
                self.problems.append(
                    problem(
                        "key/doubled",
                        key.location,
                        f"the key {key.value!r} stands twice",
                        f"it stands first in line {first.line}",
                        len(key.value),
                    )
                )
            else:
                kept[key.value] = (key, value)
        return Mapping(tuple(kept.values()), location)


def _pairs(parts: list[Tree]) -> Iterator[tuple[Tree, Tree]]:
    return zip(parts[::2], parts[1::2], strict=True)
