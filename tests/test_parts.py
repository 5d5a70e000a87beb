"""What pages share: times for machines, clocks, numbers, and what a template's mistake costs."""

from __future__ import annotations

from gettext import NullTranslations

import pytest
from builders import archive, source, telling

from briefgen.archive import Archive, Moment
from briefgen.model import Telling
from briefgen.quantity import parse_quantity
from briefgen.writing.interface import Interface
from briefgen.writing.page import Page
from briefgen.writing.pages.not_found import NotFoundView
from briefgen.writing.parts import Composer, machine_time
from briefgen.writing.rendering import Renderer

ENGLISH = Interface("en", NullTranslations())
ROME = "Europe/Rome"


def told(time: str, zone: str | None = ROME) -> tuple[Archive, Telling, Moment]:
    found = archive(source(tellings=[one := telling(reported=time)], timezone=zone))
    moment = found.moment(one)
    assert moment
    return found, one, moment


@pytest.mark.parametrize(
    "time, zone, machine",
    [
        ("2022-01-06T17:20", ROME, "2022-01-06T16:20Z"),
        ("2022-01-06T17:20", None, "2022-01-06T17:20"),
        ("2022-01-06T17:20+06:00", None, "2022-01-06T11:20Z"),
        ("2022-10-30T02:30", ROME, "2022-10-30T02:30"),
        ("0987-01-06T17:20", "UTC", "0987-01-06T17:20Z"),
        ("0987-01", ROME, "0987-01"),
        ("2022-01-06TNI", ROME, "2022-01-06"),
        ("2022", ROME, "2022"),
        ("2022-21", ROME, ""),
        ("202X", ROME, ""),
        ("2022-01-06/2022-01-07", ROME, ""),
    ],
)
def test_times_for_machines(time: str, zone: str | None, machine: str) -> None:
    """In UTC where there is no doubt which instant is meant; nothing where HTML has no form."""
    assert machine_time(told(time, zone)[2]) == machine


@pytest.mark.parametrize(
    "time, utc", [("2022-10-30T02:30", "00:30–01:30"), ("2022-10-30T03:30", "02:30")]
)
def test_a_clock_that_was_put_back_showed_a_time_twice(time: str, utc: str) -> None:
    """Which of the two is meant nobody knows, so other clocks show both."""
    found, one, moment = told(time)
    clocks = Composer(found, ENGLISH, "en/index.html").clocks(one, moment)
    assert clocks[-1].time == utc


@pytest.mark.parametrize(
    "figure, words",
    [("1.23456", "1.23456"), ("0.0001", "0.0001"), ("1" * 40, ",".join(["1"] + ["111"] * 13))],
)
def test_no_figure_is_rounded(figure: str, words: str) -> None:
    """Every digit that a source gives is shown, however many there are."""
    assert ENGLISH.quantity(parse_quantity(figure)) == words


@pytest.mark.parametrize(
    "mistake, code",
    [
        ("{{ 1 / 0 }}", "template/broken"),
        ("{{ 'a' + 1 }}", "template/broken"),
        ("{{ [1] | sum(start='a') }}", "template/broken"),
        ("{% include 'nothing.html' %}", "template/broken"),
        ("{{ page.titel }}", "template/undefined"),
        ("{% if %}", "template/broken"),
    ],
)
def test_what_goes_wrong_in_a_template_is_its_author_s_problem(mistake: str, code: str) -> None:
    """In its line, once; never a traceback."""
    theme = {"404.html": f"one\n{mistake}\n".encode()}
    renderer = Renderer(theme, archive(), {"en": ENGLISH})
    page = Page("404.html", "404.html", "en", NotFoundView("Not found", ()))
    assert not list(renderer.render([page, page]))
    (found,) = renderer.problems
    assert (found.code, str(found.location)) == (code, "templates/404.html:2:1")
