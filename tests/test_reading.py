"""The readers: what they make of a file, and that no file makes them fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import process_time

import pytest
from builders import catalog
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.model import Basis, Ground, NameType
from briefgen.problems import Location, Problem
from briefgen.quantity import parse_quantity
from briefgen.reading.assembly import read_archive
from briefgen.reading.catalogs import parse_catalog, review_hash
from briefgen.reading.dossiers import body_hash, parse_dossier, translate_blocks
from briefgen.reading.markdown import parse_markdown
from briefgen.reading.records import parse_record
from briefgen.reading.registers import parse_events, parse_figures, parse_names
from briefgen.reading.reports import parse_reports
from briefgen.reading.site import parse_site
from briefgen.reading.texts import decode
from briefgen.reading.yaml_tree import DEEPEST, Mapping, Scalar, Sequence, Tree, parse_yaml
from briefgen.when import parse_when

RECORD = "type: webpage\ntitle: A title\nlanguage: en\n"
SITE = 'title = "An archive"\nlanguages = ["en"]\ntimezone = "Asia/Almaty"\n'


def codes(problems: Iterable[Problem]) -> list[str]:
    return [found.code for found in problems]


def places(problems: Iterable[Problem]) -> list[str]:
    return [f"{found.location} {found.code}" for found in problems]


# --- bytes ------------------------------------------------------------------------------------


def test_line_ends_and_byte_order_mark_are_taken_off() -> None:
    """A file saved on Windows reads as one saved elsewhere."""
    assert decode("a", b"\xef\xbb\xbfone\r\ntwo\rthree\n") == ("one\ntwo\nthree\n", ())


@pytest.mark.parametrize(
    "data, place, byte",
    [
        (b"ab\xffc", "a:1:3", "0xff"),
        (b"one\r\ntw\xe9", "a:2:3", "0xe9"),
        (b"\xef\xbb\xbfab\xffc", "a:1:3", "0xff"),
        ("Αλμάτι\n".encode() + "Αλ".encode() + b"\x80", "a:2:3", "0x80"),
        (b"cut \xe2\x80", "a:1:5", "0xe2"),
    ],
)
def test_what_is_not_utf8_is_told_with_its_byte(data: bytes, place: str, byte: str) -> None:
    """The place counts characters, not bytes, and not the byte order mark."""
    text, (found,) = decode("a", data)
    assert text == ""
    assert (str(found.location), found.code) == (place, "file/not-utf8")
    assert byte in found.message


@pytest.mark.parametrize("char", ["\0", "\x1b", "\x7f", "\x9f", "\ufffe", "\U0001ffff"])
def test_control_characters_are_a_problem(char: str) -> None:
    """What HTML forbids is told with its place, and the text is read all the same."""
    text, (found,) = decode("a", f"one\ntwo{char}".encode())
    assert text == f"one\ntwo{char}"
    assert (str(found.location), found.code) == ("a:2:4", "text/control-character")


def test_directions_and_joiners_are_text() -> None:
    """Bidirectional controls, joiners, soft hyphens and the tab are part of what was written."""
    text = "a\u200f\u202b\u200d\u00ad\tb\u0085"
    assert decode("a", text.encode()) == (text, ())


# --- YAML -------------------------------------------------------------------------------------


def plain(tree: Tree | None) -> object:
    """A tree without its places."""
    match tree:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(pairs=pairs):
            return {key.value: plain(value) for key, value in pairs}
        case _:
            return "no tree"


@pytest.mark.parametrize(
    "word", ["18:30", "no", "yes", "off", "2.400", "012", "0x1F", "1e3", ".inf"]
)
def test_yaml_scalars_stay_as_written(word: str) -> None:
    """YAML 1.1 would make 1110, False, 2.4, 10 or 31 of them."""
    tree, problems = parse_yaml("a.yaml", f"key: {word}\ndate: 2022-01-06")
    assert (plain(tree), problems) == ({"key": word, "date": "2022-01-06"}, ())


def test_nothing_is_none_but_quoted_it_is_a_word() -> None:
    """Only a plain empty value, ~ and null are nothing."""
    tree, problems = parse_yaml("a.yaml", "a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: NULL")
    nothing = {"a": None, "b": None, "c": None, "d": "", "e": "null", "f": "NULL"}
    assert (plain(tree), problems) == (nothing, ())


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark only", "---\n", "~"])
def test_an_empty_file_is_an_empty_mapping(text: str) -> None:
    """A register with nothing in it yet is no problem."""
    tree, problems = parse_yaml("a.yaml", text)
    assert (plain(tree), problems) == ({}, ())


@pytest.mark.parametrize(
    "text, place",
    [
        ("a: &x 1\nb: *x", "a.yaml:1:4"),
        ("a: 1\nb: *x", "a.yaml:2:4"),
        ("a: !!python/object:os.system {}", "a.yaml:1:4"),
        ("a: 1\nb: !!str 2", "a.yaml:2:4"),
        ("a: 1\n---\nb: 2", "a.yaml:2:1"),
        ("[a]: 1", "a.yaml:1:1"),
        ("~: 1", "a.yaml:1:1"),
        ("a: [1", "a.yaml:1:6"),
        ("a: b: c", "a.yaml:1:5"),
        ('a: "b', "a.yaml:1:6"),
        ("<<: {a: 1}\nb: *y", "a.yaml:2:4"),
        ("[" * (DEEPEST + 1), f"a.yaml:1:{DEEPEST + 1}"),
    ],
)
def test_yaml_that_is_not_plain_is_refused(text: str, place: str) -> None:
    """Aliases, tags, a second document, depth and what is no YAML are told with their place."""
    tree, problems = parse_yaml("a.yaml", text)
    assert tree is None
    assert places(problems) == [f"{place} yaml/unreadable"]


def test_a_mapping_that_swallows_itself_costs_nothing() -> None:
    """Ten thousand open brackets are refused at the first that is too many."""
    _, problems = parse_yaml("a.yaml", "- " * 10_000 + "[" * 10_000)
    assert codes(problems) == ["yaml/unreadable"]


def test_a_doubled_key_keeps_the_first_value_and_is_told() -> None:
    """The second is where the problem is, and the hint says where the first stands."""
    tree, (found,) = parse_yaml("a.yaml", "a: 1\nb: 2\na: 3")
    assert plain(tree) == {"a": "1", "b": "2"}
    assert (str(found.location), found.code) == ("a.yaml:3:1", "key/doubled")
    assert "line 1" in found.hint


def test_escapes_bring_no_control_characters_in() -> None:
    r"""`"\0"` in a YAML file has no control character in it, but its value has."""
    _, problems = parse_yaml("a.yaml", 'a: 1\nb: "\\0"')
    assert places(problems) == ["a.yaml:2:4 text/control-character"]


def test_line_separators_do_not_move_the_lines_of_problems() -> None:
    """YAML counts lines at U+2028 and U+0085; editors do not."""
    _, problems = parse_yaml("a.yaml", 'a: "x\u2028\u0085y"\nb: 1\nb: 2')
    assert places(problems) == ["a.yaml:3:1 key/doubled"]


# --- shapes, by way of the record -------------------------------------------------------------


def test_a_record_says_what_a_source_is() -> None:
    """Every key of the format is read as its kind."""
    record, languages, kinds, problems = parse_record(
        "record.yaml",
        RECORD
        + "title-basis: 'supplied'\nauthor: [A, B]\nlanguages: {28: ro}\nkinds: {3: caption}\n"
        "issued: 2022-01-07?\nissued-basis: 'identified: same text'\ntimezone: Europe/Rome\n"
        "timezone-basis: assumed\nURL: https://example.org/a?b=c\naccessed: 2026-11-22\n"
        "rights: theirs\npublish: excerpts\ncapture: none\nsupersedes: old\npublisher: o\n"
        f"text-sha256: {'0' * 64}\nremoved:\n- {{lines: 3, why: a}}\n- {{lines: 4-8, why: b}}\n",
    )
    assert problems == ()
    assert record
    assert (languages, kinds) == ({28: "ro"}, {3: "caption"})
    assert record.title_ground == Ground(Basis.SUPPLIED)
    assert record.issued == parse_when("2022-01-07?")
    assert record.issued_ground == Ground(Basis.IDENTIFIED, "same text")
    assert record.timezone_ground == Ground(Basis.ASSUMED)
    assert record.authors == ("A", "B")
    assert [(one.first, one.last, one.why) for one in record.removed] == [(3, 3, "a"), (4, 8, "b")]
    assert record.has_no_capture
    assert record.text_sha256 == "0" * 64


@pytest.mark.parametrize(
    "line, place, code",
    [
        ("titel: x", "4:1", "key/unknown"),
        ("title: B", "4:1", "key/doubled"),
        ("languages: no", "4:12", "value/wrong-type"),
        ("languages: {3: klingonish}", "4:16", "value/not-allowed"),
        ("languages: {zero: en}", "4:13", "value/wrong-type"),
        ("languages: {3: }", "4:16", "value/wrong-type"),
        ("author: one", "4:9", "value/wrong-type"),
        ("author: [~]", "4:10", "value/wrong-type"),
        ("issued: 2022-02-30", "4:9", "time/unreadable"),
        ("issued: 18:30", "4:9", "time/unreadable"),
        ("timezone: Europe/Rom", "4:11", "zone/unknown"),
        ("timezone: localtime", "4:11", "zone/unknown"),
        ("timezone: ../../etc/passwd", "4:11", "zone/unknown"),
        ("timezone-basis: guessed", "4:17", "value/not-allowed"),
        ("URL: javascript:alert(1)", "4:6", "link/unsafe"),
        ("URL: 'https://a b'", "4:6", "link/unsafe"),
        ("publish: some", "4:10", "value/not-allowed"),
        ("publish:", "4:9", "value/wrong-type"),
        ("languages: {2: RO}", "4:16", "value/not-allowed"),
        ("publisher: ../x", "4:12", "id/malformed"),
        ("supersedes: A", "4:13", "id/malformed"),
        ("text-sha256: abc", "4:14", "value/wrong-type"),
        ("removed: [{lines: 8-4, why: x}]", "4:19", "value/wrong-type"),
        ("removed: [{lines: 0, why: x}]", "4:19", "value/wrong-type"),
        ("removed: [{lines: 3}]", "4:11", "key/missing"),
        ("kinds: {2: poem}", "4:12", "value/not-allowed"),
    ],
)
def test_a_mistake_in_a_record_is_told_where_it_stands(line: str, place: str, code: str) -> None:
    """Each mistake is one problem, and the rest of the record is read."""
    record, *_, problems = parse_record("r.yaml", RECORD + line)
    assert places(problems) == [f"r.yaml:{place} {code}"]
    assert record
    assert record.title == "A title"


@pytest.mark.parametrize("key", ["type", "title", "language"])
@pytest.mark.parametrize("value", [None, "", " ~", " ''", " '  '"])
def test_a_record_without_a_required_value_is_a_problem(key: str, value: str | None) -> None:
    """A required key that is missing, empty or null never makes a source vanish in silence."""
    lines = [line for line in RECORD.splitlines() if not line.startswith(f"{key}:")]
    text = "\n".join([*lines, *([f"{key}:{value}"] if value is not None else [])])
    record, *_, problems = parse_record("r.yaml", text)
    assert record is None
    assert "key/missing" in codes(problems)


def test_texts_are_folded() -> None:
    """A title on two lines is the words that a catalog has for it."""
    record, *_, problems = parse_record(
        "r.yaml", "type: webpage\ntitle: |\n  A  B\n  C\nlanguage: en"
    )
    assert not problems
    assert record
    assert record.title == "A B C"


def test_a_hint_names_the_nearest_key() -> None:
    """A mistyped key is met with the right one."""
    *_, (found,) = parse_record("r.yaml", RECORD + "publsher: x")
    assert found.hint == "did you mean 'publisher'?"
    assert found.width == len("publsher")


# --- registers and reports --------------------------------------------------------------------


def test_registers_are_read_by_id_and_sorted() -> None:
    """Order in the file is the editor's, order in the archive is by id."""
    events, problems = parse_events("e.yaml", "b: {label: B}\na: {label: A, zone: Asia/Almaty}")
    assert not problems
    assert [(one.id, one.label, one.zone) for one in events.values()] == [
        ("a", "A", "Asia/Almaty"),
        ("b", "B", None),
    ]
    names, problems = parse_names("n.yaml", "x: {type: person, labels: {en: X}, aliases: [Y, X]}")
    assert not problems
    assert (names["x"].type, names["x"].spellings) == (NameType.PERSON, ("X", "Y"))


@pytest.mark.parametrize("label", ["", "label: ", "label: ''"])
def test_an_event_without_a_label_is_a_problem(label: str) -> None:
    """It is left out, and that is said."""
    events, problems = parse_events("e.yaml", f"a: {{{label}}}")
    assert (events, codes(problems)) == ({}, ["key/missing"])


def test_cumulative_is_true_or_false_and_no_other_word() -> None:
    """`yes` is no value: words are read as written."""
    series, problems = parse_figures("f.yaml", "a: {label: A, cumulative: yes}")
    assert places(problems) == ["f.yaml:1:27 value/not-allowed"]
    assert not series["a"].cumulative
    assert parse_figures("f.yaml", "a: {label: A, cumulative: true}")[0]["a"].cumulative


def test_tellings_are_numbered_within_their_passage() -> None:
    """Their number is part of their address, so a proposal has one as well."""
    tellings, proposals, problems = parse_reports(
        "r.yaml",
        "- {para: 2, happened: 2022-01-05TNI}\n- {para: 1, proposed: true}\n- {para: 1}\n"
        "- {para: 2, reported: 2022-01-06T17:20, figures: {killed: '>3'}, proposed: false}\n",
        "src",
    )
    assert problems == ()
    assert proposals == 1
    assert [one.key for one in tellings] == ["src-p2-1", "src-p1-2", "src-p2-2"]
    assert tellings[2].figures[0].quantity == parse_quantity(">3")
    assert tellings[0].happened == parse_when("2022-01-05TNI")


@pytest.mark.parametrize(
    "via, chains",
    [
        (None, None),
        ("[]", ((),)),
        ("[a]", (("a",),)),
        ("[a, b]", (("a", "b"),)),
        ("[[a, b], [c]]", (("a", "b"), ("c",))),
        ("[[]]", ((),)),
        ("[[a], []]", (("a",), ())),
    ],
)
def test_chains(via: str | None, chains: object) -> None:
    """Absent is unattributed, empty is the outlet's own reporting, a list of lists is several."""
    text = "- para: 1" + (f"\n  via: {via}" if via else "")
    (telling,), _, problems = parse_reports("r.yaml", text, "s")
    assert (telling.chains, problems) == (chains, ())


def test_broken_entries_do_not_shift_the_places_of_others() -> None:
    """A telling that cannot be read costs itself only."""
    tellings, _, problems = parse_reports(
        "r.yaml", "- nonsense\n- {para: 1, event: e}\n-\n- {event: f}\n- {para: 3}", "s"
    )
    assert codes(problems) == ["value/wrong-type", "value/wrong-type", "key/missing"]
    assert [one.passage for one in tellings] == [1, 3]
    assert [one.marks["para"].line for one in tellings] == [2, 5]


def test_a_figure_without_a_value_is_a_problem() -> None:
    """A figure does not vanish because its number is still to be written."""
    (telling,), _, problems = parse_reports("r.yaml", "- para: 1\n  figures: {a: 1, b: }", "s")
    assert codes(problems) == ["value/wrong-type"]
    assert [figure.series for figure in telling.figures] == ["a"]


def test_a_proposal_without_its_word_is_not_published_in_silence() -> None:
    """`proposed:` with nothing after it might mean either, so it is asked."""
    _, _, problems = parse_reports("r.yaml", "- para: 1\n  proposed:\n", "a")
    assert codes(problems) == ["value/wrong-type"]


def test_mixed_chains_are_a_problem() -> None:
    """A list of ids and a list of lists cannot be told apart when mixed."""
    (telling,), _, problems = parse_reports("r.yaml", "- para: 1\n  via: [a, [b]]", "s")
    assert telling.chains is None
    assert places(problems) == ["r.yaml:2:8 value/wrong-type"]


# --- site.toml --------------------------------------------------------------------------------


def test_a_site_is_read() -> None:
    """Addresses end in a slash, doubled languages count once, the first is the default."""
    site, problems = parse_site(
        'title = "T"\nlanguages = ["ro", "en", "ro"]\ntimezone = "Asia/Almaty"\n'
        'address = "https://example.org/a"\n[checks]\n"file/unexpected" = "off"\n'
    )
    assert problems == ()
    assert site
    assert (site.languages, site.language, site.address) == (
        ("ro", "en"),
        "ro",
        "https://example.org/a/",
    )
    assert site.severities == {"file/unexpected": "off"}


def test_an_error_stays_an_error() -> None:
    """A site can raise what weighs a warning, or drop it; the gate it cannot switch off."""
    head = 'title = "T"\nlanguages = ["ro"]\ntimezone = "UTC"\n[checks]\n'
    for word in ("off", "warning"):
        site, problems = parse_site(f'{head}"quotation/differs" = "{word}"\n')
        assert [(one.code, one.location.line) for one in problems] == [("value/not-allowed", 5)]
        assert site
        assert site.severities == {}
    site, problems = parse_site(f'{head}"file/unexpected" = "error"\n')
    assert problems == ()
    assert site
    assert site.severities == {"file/unexpected": "error"}


@pytest.mark.parametrize(
    "text, found",
    [
        ("", ["key/missing"] * 3),
        (SITE.replace('"An archive"', '""'), ["key/missing"]),
        (SITE.replace('"Asia/Almaty"', '""'), ["key/missing"]),
        (SITE.replace('["en"]', "[]"), ["key/missing"]),
        (SITE.replace('["en"]', '[""]'), ["value/not-allowed"]),
        (SITE.replace('["en"]', "[1]"), ["value/not-allowed"]),
        (SITE.replace('["en"]', '"en"'), ["value/wrong-type"]),
        (SITE.replace("Asia/Almaty", "Asia/Alma"), ["zone/unknown"]),
        (SITE.replace("title =", "titel ="), ["key/unknown", "key/missing"]),
        ("title = ", ["toml/unreadable"]),
        ("title = " + "[" * 5000, ["toml/unreadable"]),
        ("title = " + "1" * 5000, ["toml/unreadable"]),
        (SITE.replace("archive", r"\u001b[31m"), ["text/control-character"]),
    ],
)
def test_a_site_that_cannot_be_known_is_a_problem(text: str, found: list[str]) -> None:
    """There is no archive without its site, and never without a word on why."""
    site, problems = parse_site(text)
    assert site is None
    assert codes(problems) == found
    assert all(one.severity == "error" for one in problems)


@pytest.mark.parametrize(
    "line, code, number",
    [
        ('adress = "x"', "key/unknown", 4),
        ('address = "ftp://x"', "link/unsafe", 4),
        ('address = "https://x/?q"', "link/unsafe", 4),
        ('[checks]\n"no/code" = "off"', "key/unknown", 5),
        ('[checks]\n"name/unknown" = "of"', "value/not-allowed", 5),
    ],
)
def test_a_mistake_in_a_site_is_told_in_its_line(line: str, code: str, number: int) -> None:
    """TOML's reader gives no places, so the key is looked for."""
    site, (found,) = parse_site(SITE + line)
    assert site
    assert (found.code, found.location.line) == (code, number)


# --- catalogs ---------------------------------------------------------------------------------

SIGNED = review_hash("Two words", "Due parole")
STATES = [
    ("", "", "missing", False),
    ("", "   ", "missing", False),
    ('#, fuzzy\n#| msgid "Some words"\n', "", "missing", False),
    ('#, fuzzy\n#| msgid "Some words"\n', "Due parole", "stale", False),
    ("#, fuzzy\n", "Due parole", "draft", True),
    (f"# reviewed: A B; 2026-01-01; {SIGNED}\n#, fuzzy\n", "Due parole", "draft", True),
    (f"# reviewed: A B; 2026-01-01; {SIGNED}\n", "Due parole", "reviewed", True),
    (f"# made: x\n# reviewed: A B; 2026-01-01; {SIGNED}\n", "Due parole", "reviewed", True),
    (f"# reviewed: A B; 2026-01-01; {SIGNED}\n", "Due  parole", "edited", True),
    (f"# reviewed: A B; 2026-01-01; {'0' * 16}\n", "Due parole", "edited", True),
    (f"# reviewed: A B; {SIGNED}\n", "Due parole", "edited", True),
    (f"# reviewed: ; 2026-01-01; {SIGNED}\n", "Due parole", "edited", True),
    (f"#. reviewed: A B; 2026-01-01; {SIGNED}\n", "Due parole", "edited", True),
    ("", "Due parole", "edited", True),
]


@pytest.mark.parametrize("before, msgstr, state, is_shown", STATES)
def test_the_state_of_a_translation(before: str, msgstr: str, state: str, is_shown: bool) -> None:  # noqa: FBT001
    """The design's table, line by line: the first that fits holds."""
    found = catalog(f'{before}msgid "Two words"\nmsgstr "{msgstr}"\n')["Two words"]
    assert (found.state, found.is_shown) == (state, is_shown)
    if state == "reviewed":
        assert (found.reviewer, found.reviewed) == ("A B", "2026-01-01")
    if state == "stale":
        assert found.previous == "Some words"


def test_a_review_signs_the_words_and_the_translation() -> None:
    """Changed words are other words, so the review of the old ones does not count for them."""
    assert len({review_hash("a", "b"), review_hash("a", "c"), review_hash("b", "b")}) == 3
    assert review_hash("a\nb", "c") == review_hash("a", "b\nc"), (
        "the parts are joined by a line feed"
    )
    entry = f'# reviewed: A; 2026; {SIGNED}\nmsgid "Three words"\nmsgstr "Due parole"\n'
    assert catalog(entry)["Three words"].state == "edited"


def test_no_entry_is_missing() -> None:
    """Words that a catalog does not have are missing from it, whatever else it has."""
    assert catalog('msgid "a"\nmsgstr "b"\n')["c"].state == "missing"


def test_the_msgid_is_folded_and_the_msgstr_is_not() -> None:
    """Translators may break lines as they like."""
    found = catalog('msgid ""\n"One  two\\t"\n" three"\nmsgstr "a  b"\n')
    assert found["One two three"].text == "a  b"


def test_origin_is_read() -> None:
    """`# made:` is shown to readers as it stands."""
    found = catalog('# made: apertium 3.8 spa-ita; 2026-11-22\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n')
    assert found["a"].made == "apertium 3.8 spa-ita; 2026-11-22"


@pytest.mark.parametrize(
    "entries, place, code",
    [
        ('msgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n', "4:1", "catalog/doubled"),
        ('msgid "a "\nmsgstr "b"\n\nmsgid "a"\nmsgstr "b"\n', "4:1", "catalog/doubled"),
        ('#~ msgid "a"\n#~ msgstr "b"\n', "1:1", "catalog/obsolete"),
        ('msgctxt "x"\nmsgid "a"\nmsgstr "b"\n', "2:1", "catalog/unreadable"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n', "1:1", "catalog/unreadable"),
        ('msgid "a"\nmsgstr "b\n', "2:1", "catalog/unreadable"),
        ('# why\n\nmsgid "a"\nnonsense\n', "4:1", "catalog/unreadable"),
        ('msgid "a"b"\nmsgstr ""\n', "1:1", "catalog/unreadable"),
        ('msgid "a"\nmsgstr "b\\b"\n', "1:1", "text/control-character"),
    ],
)
def test_a_mistake_in_a_catalog_is_told_where_it_stands(
    entries: str, place: str, code: str
) -> None:
    """A PO file that readers of PO would half read is a problem."""
    _, problems = parse_catalog("it.po", entries, "it")
    assert f"it.po:{place} {code}" in places(problems)


def test_line_separators_in_a_catalog_are_blanks() -> None:
    """Polib ends lines where Unicode does; a translation with U+2028 in it stays whole."""
    found = catalog('# a\u2028b\nmsgid "a"\nmsgstr "b\u2028c\u0085d"\n')["a"]
    assert (found.text, found.location.line) == ("b c d", 6)


# --- dossiers ---------------------------------------------------------------------------------

DOSSIER = "# Title\n\nWords “no” [@a, para. 1].\n\n- one\n- two\n"


def test_a_dossier_is_its_front_matter_and_its_blocks() -> None:
    """Places count from the file's first line, front matter included."""
    dossier, problems = parse_dossier("d.md", f"---\nsummary: S\n---\n{DOSSIER}", "d", "en")
    assert problems == ()
    assert dossier
    assert (dossier.title, dossier.summary, dossier.language) == ("Title", "S", "en")
    assert [block.location.line for block in dossier.blocks] == [4, 6, 8]
    assert str(dossier.blocks[1].quotations[0].location) == "d.md:6:7"


@pytest.mark.parametrize("text", ["", "Words.", "# Only a title", "## Two\n\nWords.", "---\n---\n"])
def test_a_dossier_without_title_or_text_is_a_problem(text: str) -> None:
    """A dossier begins with its title and goes on."""
    dossier, problems = parse_dossier("d.md", text, "d", "en")
    assert dossier is None
    assert codes(problems) == ["dossier/incomplete"]


def test_a_review_signs_the_text_as_it_stands() -> None:
    """One changed letter and the dossier is a draft again; its front matter may change."""
    signed = f"---\nreviewed: A B; 2026-01-01; {body_hash(DOSSIER)}\n---\n"
    for text, reviewer in ((signed + DOSSIER, "A B"), (signed + DOSSIER.replace("no", "on"), "")):
        dossier, _ = parse_dossier("d.md", text, "d", "en")
        assert dossier
        assert dossier.reviewer == reviewer
    assert body_hash(signed + DOSSIER) == body_hash(DOSSIER)


@pytest.mark.parametrize(
    "translated, is_read",
    [
        ("Parole «no» [@a, para. 1].", True),
        ("«No», parole [@a, para. 1].", True),
        ("Parole «no».", False),
        ("Parole «no» [@a, para. 2].", False),
        ("Parole «no» [@a, para. 1] [@a, para. 1].", False),
        ("Parole «no [@a, para. 1].", False),
        ("# Parole «no» [@a, para. 1].", False),
        ("Parole.\\n\\n«no» [@a, para. 1].", False),
    ],
)
def test_a_translated_block_is_built_like_its_original(translated: str, is_read: bool) -> None:  # noqa: FBT001
    """A translation that cites otherwise or is of another kind is not shown, and that is said."""
    dossier, _ = parse_dossier("d.md", DOSSIER, "d", "en")
    assert dossier
    entry = f'msgid "Words “no” [@a, para. 1]."\nmsgstr "{translated}"\n'
    blocks, problems = translate_blocks(dossier, catalog(entry))
    assert [block.block is not None for block in blocks] == [False, is_read, False]
    assert codes(problems) == ([] if is_read else ["translation/unlike"])


def test_a_stale_block_is_not_shown() -> None:
    """Its words were made of other words."""
    dossier, _ = parse_dossier("d.md", DOSSIER, "d", "en")
    assert dossier
    entry = '#, fuzzy\n#| msgid "Title!"\nmsgid "# Title"\nmsgstr "# Titolo"\n'
    blocks, problems = translate_blocks(dossier, catalog(entry))
    assert (blocks[0].block, blocks[0].translation.state, problems) == (None, "stale", ())


# --- the whole archive ------------------------------------------------------------------------

FILES = {
    "content/sources/a/record.yaml": RECORD.encode(),
    "content/sources/a/text.txt": b"One.\n\nTwo.\n",
    "site.toml": SITE.encode(),
}


def test_an_archive_is_read_from_its_files() -> None:
    """What is read is there, by id."""
    archive, problems = read_archive(FILES)
    assert problems == ()
    assert archive
    assert [passage.text for passage in archive.sources["a"].passages] == ["One.", "Two."]


@pytest.mark.parametrize(
    "path, data, code",
    [
        ("content/sources/A/record.yaml", RECORD, "id/malformed"),
        ("content/sources/../x/text.txt", "", "id/malformed"),
        (f"content/sources/{'a' * 65}/text.txt", "", "id/malformed"),
        ("content/sources/b/text.txt", "x", "source/incomplete"),
        ("content/sources/a/text.txt", " \n", "source/incomplete"),
        ("content/sources/a/notes.txt", "", "file/unexpected"),
        ("content/sources/a/it.po.bak", "", "file/unexpected"),
        ("content/stray\nname.txt", "", "file/unexpected"),
        ("content/dossiers/d/it.po", "", "dossier/incomplete"),
        ("content/sources/a/record.yaml", RECORD + "kinds: {3: quote}", "passage/unknown"),
        ("content/events.yaml", "- a", "value/wrong-type"),
    ],
)
def test_a_file_out_of_place_is_told(path: str, data: str, code: str) -> None:
    """Nothing under content/ is passed over in silence."""
    archive, problems = read_archive({**FILES, path: data.encode()})
    assert archive
    assert codes(problems) == [code]


def test_a_broken_source_costs_only_itself() -> None:
    """The run goes on, so that all problems of a run are reported at once."""
    broken = {"content/sources/b/record.yaml": b"{", "content/sources/b/text.txt": b"\xff"}
    archive, problems = read_archive({**FILES, **broken})
    assert archive
    assert list(archive.sources) == ["a"]
    assert sorted(codes(problems)) == ["file/not-utf8", "yaml/unreadable"]


@pytest.mark.parametrize(
    "text, found, is_unread",
    [
        (b"One.\n\xff\n", ["file/not-utf8"], True),
        (b"\xef\xbb\xbf", ["source/incomplete"], False),
        ("\u2028\u00a0\n".encode(), ["source/incomplete"], False),
    ],
)
def test_a_text_without_passages_is_told(text: bytes, found: list[str], *, is_unread: bool) -> None:
    """Of one that cannot be read, what refers to its passages is not judged."""
    archive, problems = read_archive({**FILES, "content/sources/a/text.txt": text})
    assert archive
    assert codes(problems) == found
    assert ("content/sources/a" in archive.unread) == is_unread


def test_emphasis_without_end_is_read() -> None:
    """Emphasis that is nested too deeply keeps its words, and those of its quotations."""
    text = "*" * 4000 + "a “b” [@x]" + "*" * 4000
    (block,), problems = parse_markdown("d.md", text)
    assert not problems
    assert [quotation.text for quotation in block.quotations] == ["b"]


@pytest.mark.parametrize(
    "text",
    ["[" + "@" * 100_000, "[@x; a" + " " * 100_000 + "b@]", "[@a" * 30_000, "[a]{.ter" * 30_000],
    ids=["at signs", "blanks", "citations", "terms"],
)
def test_no_citation_takes_long(text: str) -> None:
    """A pattern that tries every way to fail would take minutes for each of these."""
    begin = process_time()
    parse_markdown("d.md", text)
    assert process_time() - begin < 10


@pytest.mark.parametrize("comment", ["made: a", "reviewed: a", "reviewed: a; b", "waive a/b: "])
def test_no_comment_of_a_catalog_takes_long(comment: str) -> None:
    """Nor do blanks in a comment."""
    blanks = " " * 100_000
    begin = process_time()
    catalog(f'# {comment}{blanks}b{blanks};\nmsgid "a"\nmsgstr "b"\n')
    assert process_time() - begin < 5


# --- any file at all --------------------------------------------------------------------------

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
YAML_TEXT = st.lists(
    st.sampled_from(
        [
            "a",
            "para",
            "title",
            "via",
            "removed",
            ": ",
            "\n",
            "\n  ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "'",
            '"',
            "\\",
            "#",
            "|",
            ">-",
            "~",
            "1",
            "2022-01-06",
            "&x ",
            "*x",
            "!t ",
            "\u2028",
            "ţ",
            "---\n",
            "...\n",
            "? ",
            "\t",
            "\x85",
            "\ufeff",
            "%YAML 1.1\n",
            "\\0",
        ]
    ),
    max_size=30,
).map("".join)
PO_TEXT = st.lists(
    st.sampled_from(
        [
            "msgid ",
            "msgstr ",
            "msgctxt ",
            "msgid_plural ",
            "msgstr[0] ",
            '"',
            '"a"',
            '""',
            "\n",
            "\n\n",
            "#, fuzzy",
            "#| msgid ",
            "#~ ",
            "# made: x",
            "#: p1",
            "\\n",
            "\\",
            "x",
            "\u2028",
            '"Content-Type: text/plain; charset=x\\n"',
            "#|",
            "#~|",
            "\ufeff",
            "[9]",
            "msgstr[x]",
        ]
    ),
    max_size=30,
).map("".join)
MARKDOWN_TEXT = st.lists(
    st.sampled_from(
        [
            "# ",
            "> ",
            "- ",
            "1. ",
            "\n",
            "\n\n",
            "  \n",
            "    ",
            "*",
            "**",
            "_",
            "`",
            "[",
            "]",
            "(",
            ")",
            "[@a, para. 1]",
            "[x@y]",
            "{.term}",
            "“",
            "”",
            "«",
            "»",
            '"',
            "‘",
            "’",
            "<b>",
            "&amp;",
            "\\",
            "!",
            "<https://x.y>",
            "￼",
            "\t",
            "\u2028",
            "a",
            "word ",
            "---\n",
            "summary: x\n",
        ]
    ),
    max_size=30,
).map("".join)


def _inside(problems: Iterable[Problem], path: str, text: str) -> None:
    """Every problem is in the file, and in a line and column that the file has."""
    lines = text.split("\n")
    for found in problems:
        where = found.location
        assert where.path == path, found
        assert 0 <= where.line <= len(lines), (found, text)
        if where.line:
            assert 1 <= where.col <= len(lines[where.line - 1]) + 1, (found, text)


READERS: dict[str, Callable[[str], tuple[object, ...]]] = {
    "record": lambda text: parse_record("f", text),
    "events": lambda text: parse_events("f", text),
    "figures": lambda text: parse_figures("f", text),
    "names": lambda text: parse_names("f", text),
    "reports": lambda text: parse_reports("f", text, "s"),
    "catalog": lambda text: parse_catalog("f", text, "it"),
    "markdown": lambda text: parse_markdown("f", text),
    "dossier": lambda text: parse_dossier("f", text, "d", "en"),
}


@pytest.mark.parametrize("name", READERS)
@given(text=YAML_TEXT | PO_TEXT | MARKDOWN_TEXT | ANY_TEXT)
@example(text='a: "x\u2028y\n')
@example(text="\ufeff\ufeffa: [")
@example(text="a:\r\tb")
def test_no_text_makes_a_reader_fail(name: str, text: str) -> None:
    """Whatever stands in a file, a reader returns, and its problems lie inside the file."""
    text, _ = decode("f", text.encode())
    *_, problems = READERS[name](text)
    assert isinstance(problems, tuple)
    _inside(problems, "f", text)


@given(
    text=ANY_TEXT | YAML_TEXT | st.sampled_from([SITE]).flatmap(lambda s: ANY_TEXT.map(s.__add__))
)
def test_no_text_makes_the_reader_of_the_site_fail(text: str) -> None:
    """A site that is not read is one with a problem."""
    site, problems = parse_site(decode("site.toml", text.encode())[0])
    assert site or problems
    _inside(problems, "site.toml", text.replace("\r\n", "\n").replace("\r", "\n"))


PATHS = st.sampled_from(
    ["site.toml", "content/events.yaml", "content/figures.yaml", "content/names.yaml"]
    + [
        "content/labels/it.po",
        "content/sources/a/capture.html",
        "content/sources/a/capture-text.txt",
    ]
    + [f"content/sources/a/{name}" for name in ("record.yaml", "text.txt", "capture.txt", "it.po")]
    + [
        "content/sources/a/reports.yaml",
        "content/dossiers/d/dossier.md",
        "content/dossiers/d/it.po",
    ]
)


@given(
    files=st.dictionaries(
        PATHS, st.binary(max_size=60) | (YAML_TEXT | PO_TEXT | MARKDOWN_TEXT).map(str.encode)
    )
)
def test_no_bytes_make_an_archive_fail(files: dict[str, bytes]) -> None:
    """Whatever stands in whatever file, the archive is read, and judged without an exception."""
    from briefgen.checks.rules import check

    files = {**FILES, **files}
    archive, problems = read_archive(files)
    problems += check(archive) if archive else ()
    assert archive or problems
    for found in problems:
        where: Location = found.location
        if where.path in files:
            lines = files[where.path].decode("utf-8", "replace").splitlines(keepends=True)
            assert where.line <= len(lines) + 1, found
