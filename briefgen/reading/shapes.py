"""The kinds of value that a key can hold, and how a tree of strings is read as one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefgen.model import Marks
from briefgen.problems import CODES, Location, Problem, nearest, problem
from briefgen.reading import yaml_tree
from briefgen.reading.yaml_tree import Tree


class Unfit(ValueError):
    """A scalar that cannot be read as its kind; carries the code, the message and a hint."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        assert code in CODES
        self.code, self.message, self.hint = code, message, hint


@dataclass(frozen=True, slots=True)
class One:
    """A scalar, converted from its text."""

    what: str
    """In words, for messages: `a date`."""

    convert: Callable[[str], Any] = str
    is_needed: bool = False
    """Whether a key without a value is a mistake, because it would be taken for another choice."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of one kind."""

    of: Kind


@dataclass(frozen=True, slots=True)
class MapOf:
    """A mapping from free keys of one kind to values of another."""

    key: One
    of: Kind


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a shape."""

    kind: Kind
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A mapping with known keys."""

    fields: Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class OneOrList:
    """A list that may hold scalars or lists of them (but see the reader of `via`)."""

    of: One


Kind = One | ListOf | MapOf | Shape | OneOrList


@dataclass(slots=True)
class Reading:
    """What is found while a tree is read: problems, and where every key stands."""

    problems: list[Problem] = field(default_factory=list)
    marks: dict[str, Location] = field(default_factory=dict)

    def add(
        self, code: str, location: Location, message: str, hint: str = "", width: int = 1
    ) -> None:
        """Note a problem."""
        self.problems.append(problem(code, location, message, hint, width))


def read(kind: Kind, tree: Tree, found: Reading, at: str = "") -> Any:  # noqa: ANN401
    """Read *tree* as *kind*; None, with a problem noted, where it is something else.

    *at* is the dotted path under which the places are kept in `found.marks`.
    """
    found.marks[at] = tree.location
    match kind, tree:
        case One(is_needed=is_needed), yaml_tree.Scalar(value=None):
            if is_needed:
                _note_nothing(kind, tree.location, found)
            return None
        case ((One() | OneOrList()), yaml_tree.Scalar(value=str(text))):
            return _scalar(kind if isinstance(kind, One) else kind.of, text, tree.location, found)
        case ((ListOf() | OneOrList()), yaml_tree.Sequence(items=items)):
            of = kind.of
            values = [_entry(of, item, found, _join(at, str(n))) for n, item in enumerate(items)]
            return tuple(value for value in values if value is not None)
        case MapOf(key=key_kind, of=of), yaml_tree.Mapping(pairs=pairs):
            result = {}
            for key, value in pairs:
                name = _scalar(key_kind, key.value or "", key.location, found)
                got = _entry(of, value, found, _join(at, key.value or ""))
                found.marks[_join(at, key.value or "")] = key.location
                if name is not None and got is not None:
                    result[name] = got
            return result
        case Shape(), yaml_tree.Mapping():
            return _shape(kind, tree, found, at)
        case _:
            wanted, got = _describe(kind), _name(tree)
            found.add(
                "value/wrong-type", tree.location, f"{wanted} is asked for, {got} stands here"
            )
            return None


def marks_by_entry(found: Reading) -> Mapping[str, Marks]:
    """The places of each top entry's keys, by their paths below it; its own under the empty one."""
    entries: dict[str, dict[str, Location]] = {}
    for path, location in found.marks.items():
        top, _, below = path.partition(".")
        entries.setdefault(top, {})[below] = location
    return entries


def _shape(shape: Shape, tree: yaml_tree.Mapping, found: Reading, at: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in tree.pairs:
        name = key.value or ""
        if name not in shape.fields:
            hint = nearest(name, shape.fields) or "known keys: " + ", ".join(shape.fields)
            found.add("key/unknown", key.location, f"{name!r} is not a known key", hint, len(name))
            continue
        got = read(shape.fields[name].kind, value, found, _join(at, name))
        if got is not None:
            values[name] = got
    present = {key.value or "": value for key, value in tree.pairs}
    for name, wanted in shape.fields.items():
        if not wanted.required:
            continue
        if name not in present:
            found.add("key/missing", tree.location, f"the key {name!r} is missing", wanted.about)
        elif _is_empty(present[name]):
            where = present[name].location
            found.add("key/missing", where, f"the key {name!r} has no value", wanted.about)
            values.pop(name, None)
    return values


def _entry(kind: Kind, tree: Tree, found: Reading, at: str) -> Any:  # noqa: ANN401
    """Read what stands in a list or under a free key, where nothing is not an answer."""
    if isinstance(kind, One) and isinstance(tree, yaml_tree.Scalar) and tree.value is None:
        found.marks[at] = tree.location
        _note_nothing(kind, tree.location, found)
        return None
    return read(kind, tree, found, at)


def _note_nothing(kind: One, location: Location, found: Reading) -> None:
    message = f"{kind.what} is asked for, nothing stands here"
    found.add("value/wrong-type", location, message)


def _is_empty(tree: Tree) -> bool:
    return isinstance(tree, yaml_tree.Scalar) and not (tree.value or "").strip()


def _scalar(kind: One, value: str, location: Location, found: Reading) -> Any:  # noqa: ANN401
    try:
        return kind.convert(value)
    except Unfit as unfit:
        found.add(unfit.code, location, unfit.message, unfit.hint, max(len(value), 1))
        return None


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _describe(kind: Kind) -> str:
    match kind:
        case One(what=what):
            return what
        case ListOf() | OneOrList():
            return "a list"
        case MapOf() | Shape():
            return "a mapping"


def _name(tree: Tree) -> str:
    match tree:
        case yaml_tree.Scalar():
            return "a single value"
        case yaml_tree.Sequence():
            return "a list"
        case yaml_tree.Mapping():
            return "a mapping"
