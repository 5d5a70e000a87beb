"""Agreement: what tellings of one thing agree in, and what they differ in."""

from __future__ import annotations

import pytest
from builders import archive, source, telling
from hypothesis import given
from hypothesis import strategies as st

from briefgen.agreement import (
    Independence,
    Relation,
    clashes,
    compare,
    compare_with_earlier,
    independence,
)
from briefgen.archive import Archive, Count

MINISTRY, POLICE = (("ministry",),), (("police",),)
EARLIER, LATER = "2022-01-06T10:00", "2022-01-06T17:00"


def counts(*rows: tuple[str, object, str]) -> tuple[Count, ...]:
    """Figures of one series: the value, the chains, when it was reported."""
    tellings = [
        telling(index=n, figures={"s": value}, chains=chains, reported=time)
        for n, (value, chains, time) in enumerate(rows, 1)
    ]
    return archive(source(publisher="outlet", tellings=tellings)).counts["s"]


@pytest.mark.parametrize(
    "new, old, cumulative, expected",
    [
        # the same origin counts more, later
        (("12", MINISTRY, LATER), ("8", MINISTRY, EARLIER), True, "update risen"),
        (("18", (("x",), ("ministry",)), LATER), ("8", MINISTRY, EARLIER), True, "update risen"),
        ((">=10", MINISTRY, LATER), ("8", MINISTRY, EARLIER), True, "update risen"),
        (("12", ((),), LATER), ("8", ((),), EARLIER), True, "update risen"),
        (("12", MINISTRY, "2022-01-07"), ("8", MINISTRY, "2022-01-06"), True, "update risen"),
        # both can be true, whoever says so and whenever
        (("18", POLICE, LATER), ("18", MINISTRY, EARLIER), True, "agree compatible"),
        (("18", None, EARLIER), ("18", None, LATER), False, "agree compatible"),
        ((">3000", POLICE, LATER), ("4000", MINISTRY, EARLIER), True, "agree compatible"),
        (("dozens", POLICE, LATER), ("dozens", None, EARLIER), True, "agree compatible"),
        (("~2400", POLICE, LATER), ("2400", MINISTRY, EARLIER), True, "agree compatible"),
        # each ground on which two figures differ
        (("~2400", POLICE, LATER), ("2500", MINISTRY, EARLIER), True, "differ other-origin"),
        (("12", POLICE, LATER), ("8", MINISTRY, EARLIER), True, "differ other-origin"),
        (("12", None, LATER), ("8", MINISTRY, EARLIER), True, "differ unknown-origin"),
        (("12", MINISTRY, LATER), ("8", None, EARLIER), True, "differ unknown-origin"),
        (("12", None, LATER), ("8", None, EARLIER), True, "differ unknown-origin"),
        (("12", ((),), LATER), ("8", MINISTRY, EARLIER), True, "differ other-origin"),
        (("12", MINISTRY, LATER), ("8", MINISTRY, EARLIER), False, "differ not-cumulative"),
        (("8", MINISTRY, LATER), ("12", MINISTRY, EARLIER), True, "differ fallen"),
        (("12", MINISTRY, EARLIER), ("8", MINISTRY, EARLIER), True, "differ not-later"),
        (("12", MINISTRY, EARLIER), ("8", MINISTRY, LATER), True, "differ not-later"),
        (("12", MINISTRY, LATER), ("8", MINISTRY, "2022-01-06"), True, "differ not-later"),
        (("30", MINISTRY, LATER), ("dozens", MINISTRY, EARLIER), True, "differ word"),
        (("hundreds", MINISTRY, LATER), ("dozens", MINISTRY, EARLIER), True, "differ word"),
    ],
)
def test_how_a_figure_stands_to_an_earlier_one(
    new: tuple[str, object, str],
    old: tuple[str, object, str],
    cumulative: bool,  # noqa: FBT001
    expected: str,
) -> None:
    """Agree, update or differ, and why: every row of the rule."""
    by_index = {count.telling.index: count for count in counts(new, old)}
    found = compare(by_index[1], by_index[2], cumulative=cumulative)
    assert f"{found.relation} {found.reason}" == expected


def test_eight_twelve_eighteen_are_two_updates_and_no_conflict() -> None:
    """A count that grows on one origin's word is not a disagreement with itself."""
    found = compare_with_earlier(
        counts(
            ("8", MINISTRY, "2022-01-06T08:00"),
            ("12", MINISTRY, "2022-01-06T12:00"),
            ("18", MINISTRY, "2022-01-06T17:00"),
        ),
        cumulative=True,
    )
    relations = [[one.relation for one in row] for row in found]
    assert relations == [[], [Relation.UPDATE], [Relation.UPDATE, Relation.UPDATE]]


def test_of_equal_figures_of_one_origin_the_latest_is_compared() -> None:
    """A figure repeated ten times is set against once; another origin's stays beside it."""
    rows = counts(
        ("8", MINISTRY, "2022-01-06T08:00"),
        ("8", MINISTRY, "2022-01-06T09:00"),
        ("8", POLICE, "2022-01-06T10:00"),
        ("12", MINISTRY, "2022-01-06T12:00"),
    )
    last = compare_with_earlier(rows, cumulative=True)[-1]
    assert [one.earlier for one in last] == [rows[1], rows[2]]
    nearest = compare_with_earlier(rows, cumulative=True, at_most=1)[-1]
    assert [one.earlier for one in nearest] == [rows[2]]
    again = counts(
        ("8", MINISTRY, "2022-01-06T08:00"),
        ("9", POLICE, "2022-01-06T09:00"),
        ("8", MINISTRY, "2022-01-06T10:00"),
        ("12", MINISTRY, "2022-01-06T12:00"),
    )
    (latest,) = compare_with_earlier(again, cumulative=True, at_most=1)[-1]
    assert latest.earlier == again[2], "said again, it is the latest"


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["8", "12", ">10", "8..20", "~12", "dozens", "<9"]),
        st.sampled_from([None, MINISTRY, POLICE, ((),)]),
        st.sampled_from([EARLIER, LATER, "2022-01-06", "2022-01-07"]),
    ),
    min_size=1,
    max_size=8,
)


@given(rows=ROWS)
def test_unknown_and_other_origins_never_update(rows: list[tuple[str, object, str]]) -> None:
    """An update has the same origin, is later and higher; agreement does not depend on order."""
    ordered = counts(*rows)
    for count, row in zip(ordered, compare_with_earlier(ordered, cumulative=True), strict=True):
        for found in row:
            back = compare(found.earlier, count, cumulative=True)
            assert (found.relation is Relation.AGREE) == (back.relation is Relation.AGREE)
            if found.relation is Relation.UPDATE:
                assert count.origins
                assert found.earlier.origins
                assert count.origins & found.earlier.origins
                assert count.figure.quantity.exceeds(found.earlier.figure.quantity)
                assert back.relation is Relation.DIFFER


# --- times that clash -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one, other, clash",
    [
        ("2022-01-05", "2022-01-06", True),
        ("2022-01-05", "2022-01-05TNI", False),
        ("2022-01-05TNI", "2022-01-06T05:59", False),
        ("2022-01-05TNI", "2022-01-06T06:00", True),
        ("2022-01", "2022-01-31", False),
        ("2022-01-05T10:00", "2022-01-05T10:01", True),
        ("2022-01-05/..", "2022-01-09", False),
    ],
)
def test_times_of_happening_clash_if_their_spans_do_not_meet(
    one: str,
    other: str,
    clash: bool,  # noqa: FBT001
) -> None:
    """A day and an hour of it agree; two days do not."""
    tellings = [telling(index=1, happened=one), telling(index=2, happened=other)]
    found = archive(source(tellings=tellings))
    for order in (tellings, tellings[::-1]):
        assert bool(clashes(found, order)) is clash


def test_clocks_are_compared_as_instants() -> None:
    """The morning in Chișinău and the noon in Almaty are the same moment."""
    tellings = [
        telling(index=1, happened="2022-01-05T08:00", zone="Europe/Chisinau"),
        telling(index=2, happened="2022-01-05T12:00", zone="Asia/Almaty"),
        telling(index=3, happened="2022-01-05T08:00", zone="Asia/Almaty"),
    ]
    found = clashes(archive(source(tellings=tellings)), tellings)
    pairs = [(one.first_telling.index, one.second_telling.index) for one in found]
    assert pairs == [(1, 3), (2, 3)]


def test_times_of_reporting_and_plans_never_clash() -> None:
    """Two outlets report on two days; a plan may change."""
    tellings = [
        telling(index=1, reported="2022-01-05"),
        telling(index=2, reported="2022-01-06"),
        telling(index=3, planned="2022-01-07"),
        telling(index=4, planned="2022-01-08"),
        telling(index=5, happened="2022-01-09"),
    ]
    assert clashes(archive(source(tellings=tellings)), tellings) == ()


# --- independence -----------------------------------------------------------------------------


def _archive() -> Archive:
    return archive(
        source("a", publisher="x", tellings=[telling("a", chains=MINISTRY)]),
        source("b", publisher="y", tellings=[telling("b", chains=(("ministry", "x"),))]),
        source("c", publisher="z", tellings=[telling("c", chains=((),)), telling("c", 1, 2)]),
        source("d", publisher="w", tellings=[telling("d", chains=(("ministry",), ("police",)))]),
    )


def test_three_outlets_one_origin() -> None:
    """Outlets that pass on one ministry's word are one origin; own reporting is one of its own."""
    found = _archive()
    both = independence(found, [one for one in found.tellings if one.source in "ab"])
    assert both == Independence(2, frozenset({"ministry"}), 0)
    every = independence(found, found.tellings)
    assert every == Independence(5, frozenset({"ministry", "z", "police"}), 1)


def test_unattributed_tellings_are_no_origin() -> None:
    """However many they are."""
    tellings = [telling(index=n) for n in range(1, 5)]
    found = independence(archive(source(publisher="x", tellings=tellings)), tellings)
    assert (found.origins, found.unattributed) == (frozenset(), 4)
    assert independence(archive(), []).tellings == 0
