"""What a reader sees, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

KINDS = (
    "index.html",
    "en/index.html",
    "en/briefings/ziarul-de-garda-2022-01-06.html",
    "el/briefings/alpha-free-press-2022-01-07.html",
    "en/dossiers/index.html",
    "ro/dossiers/first-days.html",
    "sources/sputnik-italia-2022-01-07.html",
    "en/chronology/index.html",
    "en/chronology/2022-01-06.html",
    "en/events/index.html",
    "en/events/state-of-emergency.html",
    "en/figures/index.html",
    "it/figures/security-forces-killed.html",
    "en/names/index.html",
    "en/names/tokayev.html",
    "en/sources/index.html",
    "en/about.html",
    "404.html",
)
"""A page of every kind, the languages mixed."""

Open = Callable[..., BrowserContext]


def _visit(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """A page, and everything its console complained of."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


@pytest.mark.parametrize("path", KINDS)
def test_nothing_runs_off_a_small_screen(path: str, over_file: str, window: Open) -> None:
    """At 320 pixels no page scrolls sideways; from the disk, with no complaint of the browser."""
    page, complaints = _visit(window(320), over_file + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if path != "404.html":  # it starts from the site's address, which the disk does not have
        assert complaints == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", KINDS)
def test_accessible(path: str, dark: bool, over_http: str, window: Open) -> None:  # noqa: FBT001
    """Axe finds nothing, in either colour scheme."""
    page, _ = _visit(window(1280, dark=dark), over_http + path)
    results = Axe().run(page)
    found = [
        (one["id"], [node["html"] for node in one["nodes"]])
        for one in results.response["violations"]
    ]
    assert found == []


def test_style_and_fonts_load_from_disk_and_below_a_sub_path(
    over_file: str, over_http: str, window: Open
) -> None:
    """The content security policy lets in what the site brings, on both."""
    for base in (over_file, over_http):
        page, complaints = _visit(window(), base + "en/dossiers/first-days.html")
        page.evaluate("document.fonts.ready.then(() => true)")
        loaded = "[...document.fonts].filter(font => font.status === 'loaded').length"
        assert page.evaluate(loaded) > 0
        assert complaints == []


def test_everything_can_be_read_without_script(over_file: str, window: Open) -> None:
    """No passage, note or telling needs a script to be seen; filters are links."""
    context = window(script=False)
    page, _ = _visit(context, over_file + "en/briefings/ziarul-de-garda-2022-01-06.html")
    assert page.locator("#p2").is_visible()
    assert "18 police officers" in page.locator("#p2").inner_text()
    assert "18 polițiști" in page.locator("#p2").inner_text()
    page, _ = _visit(context, over_file + "en/chronology/2022-01-06.html")
    assert page.locator("article.telling").first.is_visible()
    first = page.locator("nav.filter a").first
    target = first.get_attribute("href")
    assert target
    first.click()
    assert page.url.split("#")[0].endswith(target.split("#")[0].removeprefix("../"))


def test_the_filter_shows_one_source(over_file: str, window: Open) -> None:
    """With a script the links become toggles; a pressed one leaves its source's tellings alone."""
    page, _ = _visit(window(), over_file + "en/chronology/2022-01-06.html")
    button = page.locator("nav.filter [aria-pressed]", has_text="Sputnik Italia").first
    everything = page.locator("article.telling:visible").count()
    button.click()
    shown = page.locator("article.telling:visible")
    assert 0 < shown.count() < everything
    sources = {one.get_attribute("data-source") for one in shown.all()}
    assert sources == {"sputnik-italia-2022-01-07"}
    button.click()
    assert page.locator("article.telling:visible").count() == everything


def test_languages_lead_to_the_same_page(over_http: str, window: Open) -> None:
    """From a figure in English to the same in Greek, and the page says so of itself."""
    page, _ = _visit(window(), over_http + "en/figures/csto-troops.html")
    page.locator("nav.langs a[hreflang=el]").click()
    assert page.url.endswith("/el/figures/csto-troops.html")
    assert page.locator("html").get_attribute("lang") == "el"


def test_a_note_leads_to_the_passage_and_back(over_file: str, window: Open) -> None:
    """From the prose to the note, to the passage it rests on, and from there to the note."""
    page, _ = _visit(window(1600), over_file + "en/dossiers/first-days.html")
    page.locator("#cite-2").click()
    note = page.locator("#note-2")
    assert note.is_visible()
    link = note.locator("p.cite a").first
    href = link.get_attribute("href") or ""
    link.click()
    passage = page.locator("#" + href.split("#")[1])
    assert passage.is_visible()
    back = passage.locator("a[href*='first-days.html#']").first
    back.click()
    assert "/en/dossiers/first-days.html#" in page.url


def test_original_words_are_marked_and_left_untranslated(over_file: str, window: Open) -> None:
    """A browser's translator is told to leave evidence alone; a screen reader, its language."""
    page, _ = _visit(window(), over_file + "en/briefings/alpha-free-press-2022-01-07.html")
    original = page.locator("#p1 .original")
    assert original.get_attribute("lang") == "el"
    assert original.get_attribute("translate") == "no"
    page, _ = _visit(window(), over_file + "it/briefings/sputnik-international-2022-01-05.html")
    assert page.locator("#p2 [lang=en]").first.is_visible()


def test_questions_of_a_reader_of_english(over_file: str, window: Open) -> None:
    """Police killed, the state of emergency and the troops: figures, clocks, words, sources."""
    page, _ = _visit(window(), over_file + "en/figures/security-forces-killed.html")
    text = page.locator("main").inner_text()
    for said in (
        "8",
        "12",
        "18",
        "Interior Ministry",
        "Meduza",
        "17:20",
        "18 polițiști au decedat",
    ):
        assert said in text
    page, _ = _visit(window(), over_file + "en/events/state-of-emergency.html")
    text = page.locator("main").inner_text()
    for said in ("morning of 5 January 2022", "evening of 5 January 2022", "cannot both be right"):
        assert said in text
    page, _ = _visit(window(), over_file + "en/figures/csto-troops.html")
    text = page.locator("main").inner_text()
    for said in ("about 2,400", "2,500", "differ"):
        assert said in text
