"""Laws that hold for all values, not only for those that somebody thought of."""

from __future__ import annotations

import itertools
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import cmp_to_key
from urllib.parse import urljoin

import pytest
from builders import archive, source
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import assume, example, given
from hypothesis import strategies as st

from briefgen.checks.sources import check_captures
from briefgen.language.folding import fold_space, fold_words
from briefgen.language.gate import GAP, find, first_difference
from briefgen.language.mentions import Spellings
from briefgen.language.quotation_marks import PAIRS, find_quotations
from briefgen.model import Removal
from briefgen.quantity import parse_quantity
from briefgen.reading.markdown import parse_markdown
from briefgen.reading.passages import blocks, parse_passages
from briefgen.when import BEGINNING, END, Span, TimeError, When, parse_when, zone_info, zone_names
from briefgen.writing import addresses

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
WORDS = st.text("abcdeαβγţș0189 .,'“”[]\u00a0\n\t", max_size=60)

# --- passages ---------------------------------------------------------------------------------

PASSAGES = st.lists(TEXTS.map(fold_space).filter(bool), max_size=6)


@given(passages=PASSAGES, blank=st.sampled_from(["\n\n", "\n \n\t\n", "\n\u00a0\n"]))
def test_joining_and_splitting_passages_is_the_identity(passages: list[str], blank: str) -> None:
    """What was parted by blank lines is parted again, and nothing else is."""
    found = parse_passages("text.txt", blank.join(passages), "en")
    assert [one.text for one in found] == passages
    assert [one.number for one in found] == list(range(1, len(passages) + 1))


@given(text=TEXTS | WORDS)
def test_splitting_loses_only_white_space(text: str) -> None:
    """And every passage begins in the line that it says."""
    found = list(blocks(text))
    assert fold_space(" ".join(words for _, words in found)) == fold_space(text)
    lines = text.split("\n")
    for line, words in found:
        first = fold_space(lines[line - 1])
        assert first
        assert words.startswith(first)
        assert line == 1 or not lines[line - 2].strip()


@given(text=TEXTS | WORDS)
def test_folding_twice_is_folding_once(text: str) -> None:
    """Both foldings, and none touches anything but white space."""
    for fold in (fold_space, fold_words):
        assert fold(fold(text)) == fold(text)
        assert "".join(fold(text).split()) == "".join(text.split())


# --- times ------------------------------------------------------------------------------------

DAYS = st.dates(date(2, 1, 1), date(9998, 12, 31))
DAY_TEXTS = DAYS.map(date.isoformat)
CLOCKS = st.times().map(lambda time: f"T{time:%H:%M}") | st.times().map(lambda t: f"T{t:%H:%M:%S}")
OFFSETS = st.sampled_from(["", "", "Z", "+06:00", "-12:00", "+14:00", "+05:45"])
PLAIN = (
    DAY_TEXTS
    | DAY_TEXTS.map(lambda text: text[:7])
    | DAY_TEXTS.map(lambda text: text[:4])
    | DAY_TEXTS.map(lambda text: f"{text[:7]}-XX")
)
POINTS = st.one_of(
    PLAIN,
    st.tuples(PLAIN, st.sampled_from("?~%")).map("".join),
    st.integers(1, 998).map(lambda decade: f"{decade:03}X"),
    st.integers(1, 98).map(lambda century: f"{century:02}XX"),
    st.tuples(
        DAY_TEXTS.map(lambda text: text[:4]), st.sampled_from(["-21", "-22", "-23", "-24"])
    ).map("".join),
    st.tuples(DAY_TEXTS, st.sampled_from(["TMO", "TAF", "TEV", "TNI"])).map("".join),
    st.tuples(DAY_TEXTS, CLOCKS, OFFSETS).map("".join),
)
ENDS = POINTS | st.sampled_from(["", ".."])
TIMES = POINTS | st.tuples(ENDS, ENDS).map("/".join)
ZONES = st.sampled_from(sorted(zone_names())) | st.none()


def _read(text: str) -> When:
    try:
        return parse_when(text)
    except TimeError:
        assume("/" in text)  # only an interval may be none: its ends may be the wrong way round
        assume(False)  # noqa: FBT003
        raise


@given(text=TIMES, zone=ZONES)
def test_a_time_keeps_its_text_and_means_something(text: str, zone: str | None) -> None:
    """The span is never empty, whatever the zone, and every zone's clock can show it."""
    when = _read(text)
    assert when.text == text
    span = when.span(zone)
    assert span.earliest < span.latest
    assert span.meets(span)
    for other in ("Pacific/Kiritimati", "Etc/GMT+12", "Asia/Almaty"):
        for instant in (span.earliest, span.latest):
            assert instant.astimezone(zone_info(other)) == instant
    assert span.earliest >= BEGINNING
    assert span.latest <= END
    whole = when.span(None)
    if zone and all(p is None or abs(p.first.year - 2000) < 100 for p in (when.start, when.end)):
        assert whole.earliest <= span.earliest
        assert span.latest <= whole.latest


@given(texts=st.lists(TIMES, min_size=3, max_size=3), zone=ZONES)
def test_times_are_totally_ordered(texts: list[str], zone: str | None) -> None:
    """Any two compare, one way only, and without circles."""
    spans = [_read(text).span(zone) for text in texts]

    def compared(one: Span, other: Span) -> int:
        signs = [one < other, one == other, one > other]
        assert signs.count(True) == 1
        assert one.meets(other) == other.meets(one)
        return signs.index(True) - 1

    a, b, c = sorted(spans, key=cmp_to_key(compared))
    assert compared(a, b) <= 0
    assert compared(b, c) <= 0
    assert compared(a, c) <= 0


@given(text=TEXTS | st.text("0123456789-:/.TXZ?~%+MOAFEVNI", max_size=24))
@example("2022-01-06T")
@example("9998-12-31/9998-12-31")
def test_what_is_no_time_is_an_error_and_never_another(text: str) -> None:
    """Nothing but a `TimeError` comes out, whatever is written."""
    try:
        when = parse_when(text)
    except TimeError:
        return
    assert when.text == text


def _oracle(text: str) -> tuple[date, date]:
    found = parse_edtf(text)
    low, high = (getattr(found, f"{end}_strict")() for end in ("lower", "upper"))
    return date(*low[:3]), date(*high[:3])


@given(text=PLAIN | st.tuples(PLAIN, PLAIN).map("/".join))
@example("2022-01-05/2022-01-07")
@example("2024-02")
def test_plain_dates_mean_what_another_reader_of_edtf_makes_of_them(text: str) -> None:
    """The first day, and the day before the first that is no more within."""
    try:
        expected = _oracle(text)
    except EDTFParseException:
        assume(False)  # noqa: FBT003
        raise
    try:
        span = parse_when(text).span("UTC")
    except TimeError:
        first, last = (_oracle(end) for end in text.split("/"))
        assert first[0] > last[1], "only an interval that ends before it begins is refused"
        return
    assert (span.earliest.date(), (span.latest - timedelta(days=1)).date()) == expected


@pytest.mark.parametrize("text", ["199X", "19XX", "2022-XX", "2022-01-06?", "2022-01~", "2022%"])
def test_coarse_and_doubtful_dates_are_edtf_as_well(text: str) -> None:
    """Level 1 as the other reader has it."""
    span = parse_when(text).span("UTC")
    assert (span.earliest.date(), (span.latest - timedelta(days=1)).date()) == _oracle(text)


@given(
    clock=st.datetimes(datetime(1970, 1, 2), datetime(2037, 1, 1)),
    zone=st.sampled_from(sorted(zone_names())),
)
def test_a_clock_is_read_as_its_zone_shows_it(clock: datetime, zone: str) -> None:
    """An instant, written on a zone's clock and read in that zone, is within its span."""
    instant = clock.replace(tzinfo=UTC, microsecond=0)
    shown = instant.astimezone(zone_info(zone))
    span = parse_when(f"{shown:%Y-%m-%dT%H:%M}").span(zone)
    assert span.earliest <= instant < span.latest


# --- figures ----------------------------------------------------------------------------------

NUMBERS = st.integers(0, 99)
FIGURES = st.one_of(
    st.tuples(st.sampled_from(["", ">", ">=", "<", "<=", "~"]), NUMBERS.map(str)).map("".join),
    st.tuples(NUMBERS, NUMBERS).map(sorted).map(lambda pair: f"{pair[0]}..{pair[1]}"),
    st.sampled_from(["dozens", "δεκάδες"]),
)


def _can_be(text: str, number: float) -> bool:
    """Whether a figure can be true of a count: the rule in its plainest form."""
    if text.startswith((">=", "<=")):
        return number >= int(text[2:]) if text[0] == ">" else number <= int(text[2:])
    if text.startswith((">", "<")):
        return number > int(text[1:]) if text[0] == ">" else number < int(text[1:])
    low, _, high = text.strip("~").partition("..")
    return int(low) <= number <= int(high or low)


@given(one=FIGURES, other=FIGURES)
def test_figures_agree_if_one_count_can_be_both(one: str, other: str) -> None:
    """Against the definition, number by number; and neither is then higher than the other."""
    first, second = parse_quantity(one), parse_quantity(other)
    assert first.text == one
    if first.is_word or second.is_word:
        assert first.compatible(second) == (one == other)
        return
    halves = [half / 2 for half in range(-2, 300)]
    both = any(_can_be(one, number) and _can_be(other, number) for number in halves)
    assert first.compatible(second) is second.compatible(first) is both
    assert [first.exceeds(second), second.exceeds(first), both].count(True) <= 1
    if first.exceeds(second):
        sure = [number for number in halves if _can_be(one, number)]
        assert min(sure) > max(number for number in halves if _can_be(other, number))


# --- the gate ---------------------------------------------------------------------------------


def _inside(text: str) -> set[int]:
    """Where *text* may not be cut: within a number, or within a word of letters that have case."""
    tokens = [match.span() for match in re.finditer(r"\d+(?:[.,:’'\u00a0\u202f]\d+)*", text)]
    cased = [unicodedata.category(char) in ("Lu", "Ll", "Lt", "Mn") for char in text]
    for is_cased, run in itertools.groupby(range(len(text)), key=cased.__getitem__):
        places = list(run)
        if is_cased:
            tokens.append((places[0], places[-1] + 1))
    return {index for start, end in tokens for index in range(start + 1, end)}


def _stands(quoted: list[str], text: str, position: int = 0) -> bool:
    """Whether the pieces stand in *text*, whole and in order: the rule by trying every place."""
    if not quoted:
        return True
    uncut = _inside(text)
    piece, *rest = quoted
    return any(
        text.startswith(piece, start)
        and not {start, start + len(piece)} & uncut
        and _stands(rest, text, start + len(piece))
        for start in range(position, len(text))
    )


@given(text=WORDS.map(fold_space).filter(bool), data=st.data())
def test_every_part_of_a_passage_stands_in_it(text: str, data: st.DataObject) -> None:
    """With gaps wherever words are left out, and with white space broken as it may be."""
    assume(not GAP.search(text))
    places = sorted(set(range(len(text) + 1)) - _inside(text))
    cuts = sorted(data.draw(st.lists(st.sampled_from(places), min_size=2, max_size=6)))
    pieces = [text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    pieces = [piece for piece in pieces if piece.strip()]
    assume(pieces)
    gap = data.draw(st.sampled_from(["[...]", " [...] ", "[…]"]))
    quotation = gap.join(pieces).replace(
        " ", data.draw(st.sampled_from([" ", "\n", "  ", "\u00a0"]))
    )
    found = find(quotation, text)
    assert found is not None
    assert [text[start:end] for start, end in found] == [fold_space(piece) for piece in pieces]
    assert not {index for span in found for index in span} & _inside(text)
    assert list(found) == sorted(found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    assert first_difference(quotation, text).at == len(fold_space(quotation))


@given(text=WORDS.map(fold_space).filter(bool), data=st.data())
def test_one_changed_code_point_is_another_quotation(text: str, data: st.DataObject) -> None:
    """Whichever it is and whatever it becomes, unless the passage has those words as well."""
    at = data.draw(st.integers(0, len(text) - 1))
    new = data.draw(st.sampled_from("abα0189ţș.’\u0301x"))
    changed = text[:at] + new + text[at + 1 :]
    assume(not GAP.search(changed))
    found = find(changed, text)
    assert (found is not None) == (fold_space(changed) in text)
    if found is None:
        difference = first_difference(changed, text)
        head = fold_space(changed)[: difference.at]
        assert head in text
        assert fold_space(changed)[: difference.at + 1] not in text


@given(quotation=TEXTS | WORDS, text=TEXTS | WORDS)
def test_what_the_gate_lets_through_stands_there(quotation: str, text: str) -> None:
    """Soundness: the words found are those quoted, in order, and there is at least one."""
    found = find(quotation, text)
    quoted = [piece for piece in map(fold_space, GAP.split(quotation)) if piece]
    assert 0 <= first_difference(quotation, text).at <= len(fold_space(quotation))
    if found is None:
        assert not quoted or not _stands(quoted, text)
    else:
        assert [text[start:end] for start, end in found] == quoted
        assert quoted


@given(text=st.text('“”„«»‹›‘’‚"「」 ab', max_size=30) | TEXTS)
def test_quotations_are_spans_between_marks(text: str) -> None:
    """They do not overlap, each is closed by its own sign, and none follows a stray one."""
    found = find_quotations(text)
    done = 0
    for span in found.spans:
        assert done <= span.start < span.end - 1
        assert text[span.end - 1] in PAIRS[text[span.start]]
        done = span.end
    if found.stray is not None:
        assert found.stray >= done
        assert find_quotations(text[: found.stray]).stray is None


@given(text=WORDS, spellings=st.lists(WORDS.filter(str.strip), max_size=4, unique=True))
def test_mentions_are_whole_words_of_the_text(text: str, spellings: list[str]) -> None:
    """In order, none within another, and the same whatever order the spellings come in."""
    found = list(Spellings((one, one) for one in spellings).find(text))
    assert found == list(Spellings((one, one) for one in reversed(spellings)).find(text))
    done = 0
    for one in found:
        assert done <= one.start < one.end
        assert text[one.start : one.end] == one.name
        done = one.end
        for edge in (one.start, one.end):
            around = text[max(0, edge - 1) : edge + 1]
            assert not (len(around) == 2 and around.isalnum() and edge not in (0, len(text)))


# --- captures ---------------------------------------------------------------------------------

LINES = st.lists(
    st.text("abcdef ghij.", min_size=1, max_size=12).map(fold_space).filter(bool),
    min_size=1,
    max_size=7,
)


@given(lines=LINES, data=st.data())
def test_a_text_is_its_capture_without_the_lines_that_are_listed(
    lines: list[str], data: st.DataObject
) -> None:
    """Lines left out and listed are no problem; not listed, they are exactly that problem."""
    kept = data.draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    assume(any(kept))
    text = "\n\n".join(line for line, keep in zip(lines, kept, strict=True) if keep)
    capture = data.draw(st.sampled_from(["\n", "\n\n", " \n"])).join(lines)
    numbers = [n for n, line in enumerate(capture.split("\n"), 1) if line.strip()]
    left = [number for number, keep in zip(numbers, kept, strict=True) if not keep]
    removed = tuple(Removal(number, number, "why") for number in left)
    assert _found(text, capture, removed) == []
    if left:
        found = set(_found(text, capture, ()))
        assert found == {"capture/line-left-out"}


@given(lines=LINES, data=st.data())
def test_a_changed_letter_is_not_in_the_capture(lines: list[str], data: st.DataObject) -> None:
    """One letter of one passage, and it is that passage that is told, and nothing else."""
    lines = [f"L{number} {line}" for number, line in enumerate(lines)]
    number = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[number]) - 1))
    changed = list(lines)
    changed[number] = lines[number][:at] + "Ω" + lines[number][at + 1 :]
    one = source(text="\n\n".join(changed), captured="\n".join(lines))
    (problem,) = check_captures(archive(one))
    assert problem.code == "passage/not-in-capture"
    assert problem.location.line == 2 * number + 1


@given(lines=LINES, data=st.data())
def test_dropping_any_character_is_noticed(lines: list[str], data: st.DataObject) -> None:
    """The last full stop as well as the first letter."""
    whole = "\n\n".join(lines)
    at = data.draw(st.integers(0, len(whole) - 1).filter(lambda index: not whole[index].isspace()))
    text = whole[:at] + whole[at + 1 :]
    assume(fold_space(text) != fold_space(whole))
    assert _found(text, "\n".join(lines), ())


def _found(text: str, capture: str, removed: tuple[Removal, ...]) -> list[str]:
    one = source(text=text, captured=capture, removed=removed)
    return [problem.code for problem in check_captures(archive(one))]


# --- addresses --------------------------------------------------------------------------------

IDS = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)
LANGUAGES = st.sampled_from(["en", "ro", "pt-BR"])
PAGES = st.one_of(
    st.just(addresses.ROOT),
    st.just(addresses.NOT_FOUND),
    LANGUAGES.map(addresses.home),
    LANGUAGES.map(addresses.chronology),
    LANGUAGES.map(addresses.about),
    LANGUAGES.map(addresses.sources),
    IDS.map(addresses.source),
    st.tuples(IDS, st.sampled_from(["capture.txt", "capture.html"])).map(
        lambda pair: addresses.capture(*pair)
    ),
    st.tuples(LANGUAGES, st.dates()).map(lambda pair: addresses.day(*pair)),
    *(
        st.tuples(LANGUAGES, IDS).map(lambda pair, of=of: of(*pair))  # type: ignore[misc]
        for of in (
            addresses.briefing,
            addresses.dossier,
            addresses.event,
            addresses.figure,
            addresses.name,
        )
    ),
)
BASES = st.sampled_from(
    ["https://example.org/", "https://example.org/some/sub-path/", "file:///media/stick/public/"]
)


@given(base=BASES, origin=PAGES, target=PAGES, anchor=st.sampled_from(["", "p3", "note-1", "a b"]))
def test_a_relative_link_leads_to_its_page(
    base: str, origin: str, target: str, anchor: str
) -> None:
    """At a domain's root, below a sub-path and on a disk."""
    link = addresses.link(origin, target, anchor)
    fragment = "#" + anchor.replace(" ", "%20") if anchor else ""
    assert urljoin(base + origin, link) == base + target + fragment
    assert not link.startswith("/")
    assert link, "an empty link is the page itself to some readers and nothing to others"


@given(one=PAGES, other=PAGES)
def test_pages_have_addresses_of_their_own(one: str, other: str) -> None:
    """Flat files below the folder, and on the web an index page is its folder."""
    assert not one.startswith("/")
    assert ".." not in one.split("/")
    absolute = addresses.absolute("https://example.org/x/", one)
    assert absolute.startswith("https://example.org/x/")
    same = absolute == addresses.absolute("https://example.org/x/", other)
    assert same == (one == other)
    assert (
        urljoin(absolute, "index.html" if absolute.endswith("/") else "")
        == f"https://example.org/x/{one}"
    )


# --- Markdown ---------------------------------------------------------------------------------


@given(
    words=st.lists(
        st.text("abcţ«»“” *_`[]()>#-", min_size=1, max_size=20).map(fold_space).filter(bool),
        min_size=1,
        max_size=5,
    )
)
def test_wrapping_a_paragraph_anew_changes_no_block(words: list[str]) -> None:
    """A translation is found by the words, so where lines end must not matter."""
    plain = [fold_space("a " + re.sub(r"[>#*_`\[\]()-]", "", one)) for one in words]
    joined, _ = parse_markdown("d.md", " ".join(plain))
    wrapped, _ = parse_markdown("d.md", "\n".join(plain))
    assert [block.text for block in joined] == [block.text for block in wrapped]
    assert [fold_space(block.text) for block in joined] == [block.text for block in joined]
