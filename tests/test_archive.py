"""The archive's look-ups: order, clocks, origins, backlinks, mentions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from builders import SITE, archive, catalog, dossier, source, telling
from hypothesis import given
from hypothesis import strategies as st

from briefgen.archive import Archive
from briefgen.model import Basis, Event, Ground, Kind, Name, NameType, Series
from briefgen.when import Span

ALMATY = Name(id="almaty", type=NameType.PLACE, labels={"en": "Almaty"}, zone="Asia/Almaty")
AKTAU = Name(id="aktau", type=NameType.PLACE, labels={"en": "Aktau"}, zone="Asia/Aqtau")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# --- the order of the chronology --------------------------------------------------------------

TIMES = st.sampled_from(
    ["2022-01-05", "2022-01-05TNI", "2022-01-05T10:00", "2022-01", "2022-01-05/2022-01-06", None]
)
TELLINGS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 2), TIMES, TIMES), min_size=2, max_size=12
)


@given(given_tellings=TELLINGS, order=st.randoms(use_true_random=False))
def test_the_order_is_total_and_not_that_of_the_files(given_tellings: Any, order: Any) -> None:
    """Earliest instant, latest instant, source, passage, number: whatever order files come in."""
    numbered = [
        telling(source_id, passage, index, happened=happened, reported=reported)
        for index, (source_id, passage, happened, reported) in enumerate(given_tellings)
    ]
    sources = [
        source(id_, issued=None, tellings=[t for t in numbered if t.source == id_]) for id_ in "abc"
    ]
    expected = [one.key for one in archive(*sources).tellings]
    order.shuffle(sources)
    shuffled = [
        replace(one, tellings=order.sample(one.tellings, len(one.tellings))) for one in sources
    ]
    found = archive(*shuffled)
    assert [one.key for one in found.tellings] == expected
    moments = [moment.span if (moment := found.moment(one)) else None for one in found.tellings]
    dated = [span for span in moments if span]
    assert dated == sorted(dated)
    assert None not in moments[: len(dated)], "what has no time at all comes last"


def test_ties_go_by_source_passage_and_number() -> None:
    """Tellings of one time have an order too."""
    tellings = [telling("b", 1, 2), telling("b", 1, 1), telling("b", 2, 1)]
    found = archive(source("b", tellings=tellings), source("a", tellings=[telling("a", 2)]))
    assert [one.key for one in found.tellings] == ["a-p2-1", "b-p1-1", "b-p1-2", "b-p2-1"]


def test_superseded_sources_leave_the_chronology_and_the_counts() -> None:
    """The old page stays, and its passage keeps its tellings, but they count no more."""
    old = source("old", tellings=[telling("old", figures={"killed": "8"}, event="e")])
    new = source("new", tellings=[telling("new", figures={"killed": "12"})], supersedes="old")
    found = archive(old, new)
    assert [one.source for one in found.tellings] == ["new"]
    assert [count.telling.source for count in found.counts["killed"]] == ["new"]
    assert found.tellings_of_event == {}
    assert found.superseded_by == {"old": "new"}
    assert [one.source for one in found.tellings_of_passage["old", 1]] == ["old"]


def test_sources_are_listed_by_date_and_undated_ones_last() -> None:
    """Then by id."""
    found = archive(
        source("z", issued="2022-01-05"),
        source("none", issued=None),
        source("b", issued="2022-01-06"),
        source("a", issued="2022-01-06"),
    )
    assert [one.id for one in found.by_date] == ["z", "a", "b", "none"]


# --- clocks -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "time, hours", [("2022-01-06T12:00", 6), ("2025-01-06T12:00", 5), ("2024-02-29T12:00", 6)]
)
def test_almaty_s_clock_is_that_of_the_day(time: str, hours: int) -> None:
    """UTC+6 until the end of February 2024, UTC+5 since: no offset is kept for a place."""
    found = archive(source(tellings=[one := telling(happened=time, where="almaty")]), ALMATY)
    moment = found.moment(one)
    assert moment
    assert moment.span.earliest == utc(time) - timedelta(hours=hours)


def _zone_of(found: Archive) -> tuple[str | None, Basis]:
    moment = found.moment(found.tellings[0])
    assert moment
    return moment.zone, moment.ground.basis


def test_whose_clock_a_time_of_happening_is_on() -> None:
    """Its own, else the event's, else its place's, else the telling's place's, else the site's."""
    event = Event(id="e", label="E", where="aktau", zone="Asia/Almaty")
    one = telling(
        happened="2022-01-06T12:00",
        event="e",
        where="almaty",
        zone="Europe/Rome",
        zone_ground=Ground(Basis.STATED),
    )
    names = (ALMATY, AKTAU)
    assert _zone_of(archive(source(tellings=[one]), event, *names)) == ("Europe/Rome", Basis.STATED)
    one = replace(one, zone=None, zone_ground=None)
    assert _zone_of(archive(source(tellings=[one]), event, *names)) == (
        "Asia/Almaty",
        Basis.INFERRED,
    )
    event = replace(event, zone=None)
    assert _zone_of(archive(source(tellings=[one]), event, *names)) == (
        "Asia/Aqtau",
        Basis.INFERRED,
    )
    event = replace(event, where="")
    assert _zone_of(archive(source(tellings=[one]), event, *names)) == (
        "Asia/Almaty",
        Basis.INFERRED,
    )
    site = replace(SITE, timezone="UTC")
    assert _zone_of(archive(source(tellings=[one]), event, site=site)) == ("UTC", Basis.ASSUMED)


def test_whose_clock_a_time_of_reporting_is_on() -> None:
    """The record's; a telling's own zone is the reporting's only if nothing else is timed."""
    own: dict[str, Any] = {"zone": "Asia/Almaty", "zone_ground": Ground(Basis.STATED)}
    plain = telling(reported="2022-01-06T12:00")
    reported = telling(index=2, reported="2022-01-06T12:00", **own)
    both = telling(index=3, reported="2022-01-06T12:00", happened="2022-01-05", **own)
    record: dict[str, Any] = {
        "timezone": "Europe/Chisinau",
        "timezone_ground": Ground(Basis.INFERRED, "there"),
    }
    found = archive(source(tellings=[plain, reported, both], **record))
    zones = [
        moment and (moment.zone, moment.ground)
        for moment in map(found.reported, (plain, reported, both))
    ]
    chisinau = ("Europe/Chisinau", Ground(Basis.INFERRED, "there"))
    assert zones == [chisinau, ("Asia/Almaty", Ground(Basis.STATED)), chisinau]


def test_a_zone_that_nobody_knows_spans_all_clocks() -> None:
    """12:00 somewhere is any instant from UTC+14 to UTC-12, and never one of them."""
    found = archive(source(tellings=[one := telling(reported="2022-01-06T12:00")], timezone=None))
    moment = found.moment(one)
    assert moment
    assert (moment.zone, moment.span) == (
        None,
        Span(utc("2022-01-05T22:00"), utc("2022-01-07T00:01")),
    )


def test_a_telling_stands_under_what_happened_before_what_was_planned_or_reported() -> None:
    """And under the day its source was issued, if it says no time at all."""
    times = {"happened": "2022-01-04", "planned": "2022-01-05", "reported": "2022-01-03"}
    kinds = []
    for gone in ((), ("happened",), ("happened", "planned"), tuple(times)):
        left = {key: time for key, time in times.items() if key not in gone}
        one = telling(**left)  # type: ignore[arg-type]
        moment = archive(source(tellings=[one])).moment(one)
        assert moment
        kinds.append((moment.kind, moment.when.text))
    assert kinds == [
        (Kind.HAPPENED, "2022-01-04"),
        (Kind.PLANNED, "2022-01-05"),
        (Kind.REPORTED, "2022-01-03"),
        (Kind.REPORTED, "2022-01-06"),
    ]


@pytest.mark.parametrize(
    "time, day",
    [
        ("2022-01-05T23:00", "2022-01-06"),  # in Rome; in Almaty it is 4 in the morning
        ("2022-01-05TNI", "2022-01-05"),
        ("2022-01-05", "2022-01-05"),
        ("2022-01-05/2022-01-09", "2022-01-05"),
        ("2022-01", None),
        ("../2022-01-05", None),
        ("2022-01-05T20:00Z", "2022-01-06"),
    ],
)
def test_the_day_a_telling_is_filed_under(time: str, day: str | None) -> None:
    """A clock time goes by the site's clock; a day keeps its own date; a month has none."""
    found = archive(source(tellings=[one := telling(reported=time)]))
    assert found.day(one) == (date.fromisoformat(day) if day else None)


def test_a_clock_of_no_known_zone_is_filed_under_its_own_date() -> None:
    """It cannot be brought to another clock, so it is not shifted."""
    found = archive(source(tellings=[one := telling(reported="2022-01-05T23:00")], timezone=None))
    assert found.day(one) == date(2022, 1, 5)


# --- words, origins, citations, names ---------------------------------------------------------


def test_titles_that_editors_supplied_are_in_their_language() -> None:
    """A bracketed title is not the source's, so it is translated from the site's language."""
    entry = {"it": catalog('msgid "[A title]"\nmsgstr "[Un titolo]"\n')}
    supplied = source(
        title="[A title]", title_ground=Ground(Basis.SUPPLIED), language="it", catalogs=entry
    )
    found = archive(supplied)
    assert found.title_language(supplied) == "en"
    assert found.translate_title(supplied, "it").text == "[Un titolo]"
    assert found.translate_title(supplied, "en").state == "missing"
    stated = source(title="[A title]", language="it", catalogs=entry)
    assert found.title_language(stated) == "it"


def test_a_passage_needs_no_translation_into_its_own_language() -> None:
    """Even if a catalog has one."""
    entry = {"en": catalog('msgid "First words."\nmsgstr "Other words."\n', "en")}
    found = archive(one := source(catalogs=entry))
    assert found.translate_passage(one, one.passages[0], "en").state == "missing"
    foreign = replace(one.passages[0], language="it")
    assert found.translate_passage(one, foreign, "en").text == "Other words."


def test_origins() -> None:
    """The first of each chain; the outlet itself for its own reporting; None if it does not say."""
    chains = [None, ((),), (("ministry", "meduza"),), (("ministry", "x"), ("ministry",), ())]
    tellings = [telling(index=n, chains=chain) for n, chain in enumerate(chains)]
    found = archive(source(publisher="outlet", tellings=tellings))
    assert [found.origins(one) for one in tellings] == [
        None,
        {"outlet"},
        {"ministry"},
        {"ministry", "outlet"},
    ]


def test_counts_are_listed_as_they_were_reported() -> None:
    """By series, and by event and series."""
    found = archive(
        source(
            tellings=[
                telling(index=1, reported="2022-01-07", figures={"killed": "18"}, event="e"),
                telling(index=2, reported="2022-01-06", figures={"killed": "8", "hurt": "1"}),
            ]
        ),
        Series(id="killed", label="Killed"),
    )
    assert [count.figure.quantity.text for count in found.counts["killed"]] == ["8", "18"]
    assert list(found.counts_of_event["e"]) == ["killed"]
    assert set(found.counts_of_event[""]) == {"hurt", "killed"}


def test_every_citation_leads_back() -> None:
    """Notes are numbered through the dossier; a source cited as a whole is its number 0."""
    text = "# T\n\nOne [@a, paras. 1-2; @b], two [@a, para. 2].\n\n> Q [@b, para. 1]\n"
    found = archive(source("a"), source("b"), dossier(text))
    numbers = {key: [link.number for link in links] for key, links in found.backlinks.items()}
    assert numbers == {("a", 1): [1], ("a", 2): [1, 2], ("b", 0): [1], ("b", 1): [3]}


@pytest.mark.parametrize(
    "publish, withheld",
    [("full", [False, False]), ("excerpts", [False, True]), ("record", [True, True])],
)
def test_what_is_withheld(publish: str, withheld: list[bool]) -> None:
    """`excerpts` shows only cited passages, `record` none."""
    one = source("a", publish=publish)
    found = archive(one, dossier("# T\n\nCited [@a, para. 1].\n"))
    assert [found.is_withheld(one, passage) for passage in one.passages] == withheld


def test_mentions_are_found_in_every_spelling() -> None:
    """The earliest source's come first, whatever the order of the files."""
    name = Name(id="t", type=NameType.PERSON, labels={"en": "Tokayev"}, aliases=("Τοκάγιεφ",))
    late = source("a", "Tokayev.\n", issued="2022-01-07")
    early = source("b", "Ο Τοκάγιεφ και ο Tokayev.\n", issued="2022-01-05")
    found = archive(late, early, name)
    spelt = [
        (one.source, found.sources[one.source].passages[0].text[one.start : one.end])
        for one in found.mentions["t"]
    ]
    assert spelt == [("b", "Τοκάγιεφ"), ("b", "Tokayev"), ("a", "Tokayev")]
    assert found.names_in == {"a": ("t",), "b": ("t",)}


def test_editors_words_are_all_there() -> None:
    """Each short text once, folded, with the files it stands in."""
    found = archive(
        source("a", rights="Theirs", tellings=[telling(figures={"k": "dozens"}, note="A  note")]),
        source("b", rights="Theirs"),
        Event(id="e", label="An event"),
        Series(id="k", label="Killed", unit="people"),
    )
    assert found.editors_words == {
        "An archive": ("site.toml",),
        "An event": ("content/events.yaml",),
        "Killed": ("content/figures.yaml",),
        "people": ("content/figures.yaml",),
        "Theirs": ("content/sources/a/record.yaml", "content/sources/b/record.yaml"),
        "A note": ("content/sources/a/reports.yaml",),
        "dozens": ("content/sources/a/reports.yaml",),
    }


def test_labels_are_translated_from_the_site_s_language() -> None:
    """Its own language needs no catalog."""
    words = catalog('msgid "An event"\nmsgstr "Un evento"\n')
    found = replace(archive(), labels={"it": words, "en": words})
    assert found.label("An  event", "it").text == "Un evento"
    assert found.label("An event", "en").state == "missing"
    assert found.label("An event", "ro").state == "missing"
