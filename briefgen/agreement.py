"""What tellings of one thing agree in, and what they differ in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from briefgen.archive import Archive, Count, Moment
from briefgen.model import Kind, Telling


class Relation(StrEnum):
    """How a figure stands to an earlier one of its series."""

    AGREE = "agree"
    UPDATE = "update"
    DIFFER = "differ"


class Reason(StrEnum):
    """Why a pair of figures is told to agree, to be an update, or to differ."""

    COMPATIBLE = "compatible"
    """Both can be true of one count."""

    RISEN = "risen"
    """The same origin counts more of something that only grows, later."""

    WORD = "word"
    """One of them is a word, which no rule can set against a number."""

    OTHER_ORIGIN = "other-origin"
    UNKNOWN_ORIGIN = "unknown-origin"
    FALLEN = "fallen"
    """The same origin counts less, later."""

    NOT_CUMULATIVE = "not-cumulative"
    NOT_LATER = "not-later"
    """Neither is surely later than the other."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure set against an earlier one."""

    earlier: Count
    relation: Relation
    reason: Reason


def compare(count: Count, earlier: Count, *, cumulative: bool) -> Comparison:
    """Tell an update from a disagreement: same origin, cumulative series, later, higher."""
    new, old = count.figure.quantity, earlier.figure.quantity
    if new.compatible(old):
        return Comparison(earlier, Relation.AGREE, Reason.COMPATIBLE)
    if new.is_word or old.is_word:
        return Comparison(earlier, Relation.DIFFER, Reason.WORD)
    if not cumulative:
        return Comparison(earlier, Relation.DIFFER, Reason.NOT_CUMULATIVE)
    if count.origins is None or earlier.origins is None:
        return Comparison(earlier, Relation.DIFFER, Reason.UNKNOWN_ORIGIN)
    if not count.origins & earlier.origins:
        return Comparison(earlier, Relation.DIFFER, Reason.OTHER_ORIGIN)
    if not _is_later(count, earlier):
        return Comparison(earlier, Relation.DIFFER, Reason.NOT_LATER)
    if new.exceeds(old):
        return Comparison(earlier, Relation.UPDATE, Reason.RISEN)
    return Comparison(earlier, Relation.DIFFER, Reason.FALLEN)


def _is_later(count: Count, earlier: Count) -> bool:
    """Whether it was reported later: its span lies no earlier at either end, and not the same.

    A day and an hour of that day are neither before nor after each other.
    """
    if count.reported is None or earlier.reported is None:
        return False
    new, old = count.reported.span, earlier.reported.span
    return new != old and new.earliest >= old.earliest and new.latest >= old.latest


def compare_with_earlier(
    counts: tuple[Count, ...], *, cumulative: bool, at_most: int | None = None
) -> tuple[tuple[Comparison, ...], ...]:
    """For each figure of a series (in order of reporting), its comparison with those before it.

    Of earlier figures with the same value and the same origin only the latest is set against it;
    *at_most* so many are, the latest of them.
    """
    found: list[tuple[Comparison, ...]] = []
    latest: dict[tuple[str, frozenset[str] | None], Count] = {}
    for count in counts:
        nearest = list(islice(reversed(latest.values()), at_most))[::-1]
        found.append(tuple(compare(count, old, cumulative=cumulative) for old in nearest))
        key = (count.figure.quantity.text, count.origins)
        latest.pop(key, None)
        latest[key] = count
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two tellings of one event that put it at times which do not meet."""

    first: Moment
    first_telling: Telling
    second: Moment
    second_telling: Telling


def clashes(archive: Archive, tellings: Iterable[Telling]) -> tuple[Clash, ...]:
    """Pairs whose times of happening do not meet. Times of reporting never clash."""
    happened = [
        (moment, telling)
        for telling in tellings
        if (moment := archive.moment(telling)) and moment.kind is Kind.HAPPENED
    ]
    return tuple(
        Clash(first, first_telling, second, second_telling)
        for index, (first, first_telling) in enumerate(happened)
        for second, second_telling in happened[index + 1 :]
        if not first.span.meets(second.span)
    )


@dataclass(frozen=True, slots=True)
class Independence:
    """How many distinct origins stand behind a set of tellings."""

    tellings: int
    origins: frozenset[str]
    unattributed: int
    """Tellings that do not say on whose word; never counted as one origin more."""


def independence(archive: Archive, tellings: Iterable[Telling]) -> Independence:
    """Count tellings, distinct origins, and tellings without one."""
    origins: set[str] = set()
    number = unattributed = 0
    for telling in tellings:
        number += 1
        known = archive.origins(telling)
        if known is None:
            unattributed += 1
        else:
            origins |= known
    return Independence(number, frozenset(origins), unattributed)
