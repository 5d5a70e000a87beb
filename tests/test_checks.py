"""The rules: what each finds, and what it lets pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from builders import SITE, archive, catalog, dossier, source, telling

from briefgen.archive import Archive
from briefgen.checks.catalogs import check_catalogs
from briefgen.checks.links import Links
from briefgen.checks.quotations import check_quotations, shown_blocks, verify
from briefgen.checks.references import (
    check_citations,
    check_records,
    check_registers,
    check_tellings,
)
from briefgen.checks.sources import check_captures, check_fixity
from briefgen.model import Event, Name, NameType, Removal, Series, Source
from briefgen.problems import Problem
from briefgen.reading.dossiers import translate_blocks
from briefgen.writing.page import Output

TEXT = "About 18 police officers died.\n\nThe talks ended.\n"


def codes(problems: Iterable[Problem]) -> list[str]:
    return [found.code for found in problems]


# --- captures ---------------------------------------------------------------------------------


def captured(lines: str, text: str, *removed: tuple[int, int]) -> list[Problem]:
    """What is found when *text* is made of a capture of these *lines*."""
    removals = tuple(Removal(first, last, "why") for first, last in removed)
    return list(check_captures(archive(source(text=text, captured=lines, removed=removals))))


def test_a_text_that_accounts_for_its_capture_is_no_problem() -> None:
    """Line breaks and blank lines of the capture need not be those of the text."""
    assert captured("Menu\n\nOne two\nthree.\nFour.\n", "One two three.\n\nFour.\n", (1, 1)) == []


@pytest.mark.parametrize(
    "lines, text, removed, place",
    [
        ("Menu\nOne.", "One.", (), "1: “Menu”"),
        ("One.\nFooter", "One.", (), "2: “Footer”"),
        ("One.\nAd\n\nMore\nTwo.", "One.\n\nTwo.", (), "2: “Ad More”"),
        ("One.\nAd\nTwo.", "One.\n\nTwo.", ((1, 1),), "1 passage/not-in-capture"),
        ("One.\nabc\nx", "One.", (), "2: “abc x”"),
    ],
)
def test_what_is_neither_kept_nor_removed_is_told(
    lines: str, text: str, removed: tuple[tuple[int, int], ...], place: str
) -> None:
    """With its first line, and with the lines that `removed:` would have to say."""
    first = captured(lines, text, *removed)[0]
    if "not-in-capture" in place:
        assert first.code == "passage/not-in-capture"
    else:
        assert first.code == "capture/line-left-out"
        assert f"{first.location.line}: {first.message}".startswith(place)
    if "abc" in place:
        assert "{lines: 2-3, why: ...}" in first.hint


@pytest.mark.parametrize(
    "line, text",
    [
        ("18 killed, it says.", "18 killed, it says"),
        ("18 killed.", "8 killed."),
        ("Almaty-Aktau", "Almaty\n\nAktau"),
        ("18", "1\n\n8"),
        ("One.", "One ."),
        ("18 killed", "12 killed"),
        ("One. Two.", "Two.\n\nOne."),
    ],
)
def test_not_one_character_is_dropped_or_added(line: str, text: str) -> None:
    """A final full stop, a first digit, the hyphen between two passages: each is missed."""
    assert "passage/not-in-capture" in codes(captured(line, text))


def test_where_a_passage_leaves_the_capture_is_told() -> None:
    """An editor who mistyped a name is shown the place."""
    (found,) = captured("The minister said Tokayev left.", "The minister said Tokaev left.")
    assert "nister said Toka” it has “ev left.”, the capture has “yev left.”" in found.message


def test_a_removal_beyond_the_capture_is_a_problem() -> None:
    """And costs no more than the capture is long."""
    (found,) = captured("One.\nTwo.\n", "One.\n", (2, 9_999_999))
    assert (found.code, found.message) == ("value/not-allowed", "the capture's text has 2 lines")


def test_a_changed_capture_is_told_once() -> None:
    """Its text says nothing, so it is not compared."""
    changed = source(text="One.\n", captured="Another.\n", capture_sha256="0" * 64)
    assert codes(check_fixity(archive(changed))) == ["fixity/capture-changed"]
    assert codes(check_captures(archive(changed))) == []


# --- fixity -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one, found",
    [
        (source(), []),
        (source(sealed=False), []),
        (source(captured="x"), []),
        (source(text_sha256="0" * 64), ["fixity/text-changed"]),
        (source(has_no_capture=False), ["fixity/no-capture"]),
        (source(captured="x", capture_sha256=""), ["fixity/no-capture"]),
        (source(capture_sha256="0" * 64), ["fixity/no-capture"]),
        (source(sealed=False, has_no_capture=False), []),
        (source(captured=""), ["source/incomplete"]),
    ],
)
def test_fixity(one: Source, found: list[str]) -> None:
    """Sealed words and captures are what their checksums say, and a lack of one is said."""
    assert codes(check_fixity(archive(one))) == found


def test_html_needs_its_text() -> None:
    """A capture that is no plain text is compared by its text, extracted once."""
    one = source(captured="")
    assert one.capture
    html = replace(
        one.capture, name="capture.html", size=9, text_path="content/sources/a/capture-text.txt"
    )
    (found,) = check_fixity(archive(replace(one, capture=html)))
    assert (found.code, found.location.path) == ("source/incomplete", html.text_path)


# --- quotations -------------------------------------------------------------------------------


def quoting(
    words: str, *sources: Source, cite: str = "@a, para. 1"
) -> tuple[Archive, list[Problem]]:
    """An archive whose dossier quotes *words*."""
    found = archive(*sources, dossier(f"# T\n\nIt said “{words}” [{cite}].\n"))
    return found, list(check_quotations(found))


def test_a_quotation_of_the_original_passes() -> None:
    """It is verified against the passage, and says which."""
    found, problems = quoting("18 police [...] died", source("a", TEXT))
    assert problems == []
    (quotation,) = found.dossiers["d"].blocks[1].quotations
    verified = verify(found, quotation, "en")
    assert verified
    assert (verified.source.id, verified.passage.number, verified.translation) == ("a", 1, None)


def test_a_quotation_that_differs_is_told_with_both_words() -> None:
    """And with the passage that does hold it, if one does."""
    _, (found,) = quoting("12 police officers", source("a", TEXT))
    assert (found.code, str(found.location)) == (
        "quotation/differs",
        "content/dossiers/d/dossier.md:3:9",
    )
    _, (found,) = quoting("The talks ended", source("a", TEXT))
    assert found.hint == "these words stand in [@a, para. 2]"
    _, (found,) = quoting("The talks ended", source("a", "x"), source("b", TEXT))
    assert found.hint == "these words stand in [@b, para. 2]"


def test_an_unsealed_source_holds_nothing_that_can_be_quoted() -> None:
    """Its words may still change; that is told rather than that they differ."""
    _, (found,) = quoting("18 police", source("a", TEXT, sealed=False))
    assert found.code == "quotation/unsealed"
    both = (source("a", TEXT, sealed=False), source("b", TEXT))
    _, (found,) = quoting("18 police", *both, cite="@a, para. 1; @b, para. 2")
    assert found.code == "quotation/unsealed"
    _, problems = quoting("18 police", *both, cite="@a, para. 1; @b, para. 1")
    assert problems == []
    _, (found,) = quoting("12 police", *both, cite="@a, para. 1; @b, para. 2")
    assert found.code == "quotation/differs"


def test_a_quotation_may_stand_in_any_passage_that_is_cited() -> None:
    """But in one of them whole: pieces of two passages are no quotation."""
    cite = "@a, paras. 1-2"
    assert quoting("The talks ended", source("a", TEXT), cite=cite)[1] == []
    assert quoting("The talks ended", source("a", TEXT), cite="@a")[1] == []
    assert codes(quoting("died [...] The talks", source("a", TEXT), cite=cite)[1]) == [
        "quotation/differs"
    ]


def test_a_quotation_of_a_translation_says_so() -> None:
    """The page language's translation serves if it is shown to readers, and no other's."""
    it = catalog(
        '#, fuzzy\nmsgid "About 18 police officers died."\nmsgstr "Circa 18  agenti sono morti."\n'
    )
    one = source("a", TEXT, catalogs={"it": it})
    found, problems = quoting("18 agenti", one)
    assert codes(problems) == ["quotation/differs"]
    (quotation,) = found.dossiers["d"].blocks[1].quotations
    verified = verify(found, quotation, "it")
    assert verified
    assert verified.translation
    assert verified.translation.state == "draft"
    stale = catalog(
        '#, fuzzy\n#| msgid "About 12 officers died."\nmsgid "About 18 police officers died."\n'
        'msgstr "Circa 12 agenti sono morti."\n'
    )
    found = archive(source("a", TEXT, catalogs={"it": stale}))
    assert verify(found, replace(quotation, text="12 agenti"), "it") is None


def test_a_translated_block_that_fails_the_gate_is_not_shown() -> None:
    """It is a warning at its entry, and readers see the block in the dossier's own language."""
    plain = dossier("# T\n\nIt said “18 police” [@a, para. 1].\n\nEnd.\n")
    entries = (
        'msgid "It said “18 police” [@a, para. 1]."\n'
        'msgstr "Diceva «18 poliziotti» [@a, para. 1]."\n\n'
        'msgid "End."\nmsgstr "Fine."\n'
    )
    it = catalog(entries)
    blocks, _ = translate_blocks(plain, it)
    one = replace(plain, catalogs={"it": it}, translations={"it": blocks})
    found = archive(source("a", TEXT), one)
    (problem,) = check_quotations(found)
    assert (problem.code, problem.severity, problem.location.path, problem.location.line) == (
        "quotation/differs-in-translation",
        "warning",
        "it.po",
        5,
    )
    shown = [(block.language, block.block.text) for block in shown_blocks(found, one, "it")]
    assert shown == [("en", "# T"), ("en", "It said “18 police” [@a, para. 1]."), ("it", "Fine.")]


# --- references -------------------------------------------------------------------------------


def test_tellings_name_what_is_there() -> None:
    """Passage, event, place, series and each link of a chain."""
    one = telling(passage=3, event="e", where="p", figures={"s": "1"}, chains=(("x", "y"),))
    assert codes(check_tellings(archive(source(tellings=[one])))) == [
        "passage/unknown",
        "event/unknown",
        "name/unknown",
        "figure/unknown-series",
        "name/unknown",
        "name/unknown",
    ]
    names = [Name(id=id_, type=NameType.PLACE, labels={}) for id_ in "pxy"]
    rest = (Event(id="e", label="E"), Series(id="s", label="S"))
    one = replace(one, passage=2)
    assert codes(check_tellings(archive(source(tellings=[one]), *names, *rest))) == []


@pytest.mark.parametrize(
    "time, is_skipped",
    [
        ("2022-03-27T02:30", True),
        ("2022-03-27T01:59", False),
        ("2022-03-27T03:00", False),
        ("2022-03-27T02:30+01:00", False),
        ("2022-10-30T02:30", False),
        ("2022-03-27", False),
        ("2022-03-27T01:00/2022-03-27T02:10", True),
        ("0002-01-01T00:00", False),
    ],
)
def test_clock_times_that_never_were(time: str, is_skipped: bool) -> None:  # noqa: FBT001
    """Rome put its clocks from 2 to 3 on 27 March 2022."""
    found = codes(check_tellings(archive(source(tellings=[telling(reported=time)]))))
    assert found == ["time/skipped"] * is_skipped


def test_a_zone_of_its_own_is_the_one_that_is_judged() -> None:
    """Half past two was skipped in Rome and was not in Almaty; an issue has its record's clock."""
    time = "2022-03-27T02:30"
    own = telling(reported=time, zone="Asia/Almaty")
    assert not codes(check_tellings(archive(source(tellings=[own]))))
    assert codes(check_records(archive(source(issued=time)))) == ["time/skipped"]
    assert not codes(check_records(archive(source(issued=time, timezone="Asia/Almaty"))))


@pytest.mark.parametrize(
    "supersedes, found",
    [
        ({"b": "a"}, []),
        ({"b": "a", "c": "b"}, []),
        ({"a": "a"}, ["source/superseded-twice"]),
        ({"b": "a", "c": "a"}, ["source/superseded-twice"]),
        ({"a": "b", "b": "a"}, ["source/superseded-twice"] * 2),
        ({"a": "nobody"}, ["source/unknown"]),
    ],
)
def test_what_supersedes_what(supersedes: dict[str, str], found: list[str]) -> None:
    """A source has one successor, and is none of its own."""
    sources = [source(id_, supersedes=supersedes.get(id_, "")) for id_ in "abc"]
    assert codes(check_records(archive(*sources))) == found


def test_registers() -> None:
    """Places are names, a spelling is one name's, `index` is taken."""
    one = Name(id="a", type=NameType.PLACE, labels={"en": "Almaty"}, aliases=("Alma-Ata",))
    two = Name(id="b", type=NameType.PLACE, labels={"en": "Alma-Ata", "ro": "Alma-Ata"})
    event = Event(id="index", label="E", where="c")
    assert sorted(codes(check_registers(archive(one, two, event)))) == [
        "name/shared-spelling",
        "name/unknown",
        "page/same-address",
    ]


def test_citations_name_what_is_there() -> None:
    """Each source and each passage that is not there, once."""
    found = archive(source("a"), dossier("# T\n\nOne [@a, paras. 1-3; @b, para. 1].\n"))
    assert codes(check_citations(found)) == ["citation/unknown-passage", "citation/unknown-source"]


def test_catalogs_translate_what_is_there() -> None:
    """Words that are gone are told at their entry; title, passages and labels are there."""
    it = catalog(
        'msgid "Title of a"\nmsgstr ""\n\nmsgid "First words."\nmsgstr ""\n\n'
        'msgid "Gone."\nmsgstr "Andato."\n'
    )
    found = replace(
        archive(source(catalogs={"it": it, "ro": replace(it, language="ro", entries={})})),
        labels={"it": catalog('msgid "An archive"\nmsgstr "Un archivio"\n')},
    )
    problems = list(check_catalogs(found))
    assert sorted(codes(problems)) == ["catalog/misplaced", "catalog/obsolete"]
    obsolete = next(one for one in problems if one.code == "catalog/obsolete")
    assert obsolete.location.line == 11


# --- links ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "href, code",
    [
        ("https://example.org/", ""),
        ("mailto:a@b.c", ""),
        ("ftp://example.org/", "link/unsafe"),
        ("//example.org/", "link/unsafe"),
        ("../events/e.html", ""),
        ("../events/e.html#p1", ""),
        ("../events/e.html#p2", "link/nowhere"),
        ("../events/f.html", "link/nowhere"),
        ("../../../../etc/passwd", "link/nowhere"),
        ("#here", ""),
        ("#there", "link/nowhere"),
        ("../events/%65.html", ""),
    ],
)
def test_links_lead_somewhere(href: str, code: str) -> None:
    """A link inside the site is followed from the dossier's page to a page and an anchor in it."""
    page = b'<p id="here"> <a id="p1">'
    links = Links(archive(dossier(f"# T\n\n[x]({href})\n"), site=SITE), ["en"])
    for path in ("en/dossiers/d.html", "en/events/e.html", "en/index.html"):
        links.see(Output(path, page))
    assert codes(links.problems()) == ([code] if code else [])


def test_links_of_a_translation_lead_somewhere_too() -> None:
    """They stand on another page, and may lead elsewhere; the same mistake twice is two."""
    one = dossier("# T\n\n[x](../index.html)\n\n[x](no.html) [x](no.html)\n")
    entries = 'msgid "[x](../index.html)"\nmsgstr "[x](javascript:x) [y](../nowhere.html)"\n'
    italian = catalog(entries)
    blocks, problems = translate_blocks(one, italian)
    assert not problems
    links = Links(archive(replace(one, translations={"it": blocks})), ["en", "it"])
    for path in ("en/index.html", "it/index.html"):
        links.see(Output(path, b""))
    assert codes(links.problems()) == ["link/nowhere"] * 3
