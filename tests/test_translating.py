"""Catalogs brought up to date, and what there is to translate."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from builders import HEAD, archive, dossier, source
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen.language.folding import fold_words
from briefgen.model import Basis, Event, Ground, State
from briefgen.reading.catalogs import parse_catalog, review_hash
from briefgen.translating.merging import Merged, merge
from briefgen.translating.words import wanted_catalogs


def merged(text: str | None, words: Iterable[str]) -> Merged:
    """The catalog for these words, numbered as they come."""
    places = {one: (f"p{number}",) for number, one in enumerate(words, 1)}
    return merge(text, places, project="a", language="it")


def states(text: str) -> dict[str, tuple[State, str]]:
    """What the program reads in a catalog, which must be sound."""
    catalog, problems = parse_catalog("it.po", text, "it")
    assert problems == ()
    return {words: (one.state, one.text) for words, one in catalog.entries.items()}


def translated(*pairs: tuple[str, str], comment: str = "") -> str:
    """A catalog in which a person has translated these words."""
    return HEAD + "\n".join(f'{comment}msgid "{a}"\nmsgstr "{b}"\n' for a, b in pairs)


def test_a_new_catalog_has_an_empty_entry_for_each_text() -> None:
    """In the order of the text, each with its place, in a file that PO tools read."""
    found = merged(None, ["One.", "Two."])
    assert states(found.text) == {"One.": (State.MISSING, ""), "Two.": (State.MISSING, "")}
    assert (found.added, found.stale, found.dropped) == (2, 0, ())
    assert '"Language: it\\n"' in found.text
    assert '"Content-Type: text/plain; charset=UTF-8\\n"' in found.text
    assert found.text.index("#: p1") < found.text.index("One.") < found.text.index("#: p2")


def test_a_passage_put_in_on_top_moves_nothing() -> None:
    """Entries are found by their words: numbers change, no translation does."""
    before = translated(("One.", "Uno."), ("Two.", "Due."))
    after = merged(before, ["Zero.", "One.", "Two."])
    assert states(after.text) == {
        "Zero.": (State.MISSING, ""),
        "One.": (State.EDITED, "Uno."),
        "Two.": (State.EDITED, "Due."),
    }
    assert (after.added, after.stale, after.dropped) == (1, 0, ())
    assert '#: p3\nmsgid "Two."' in after.text


def test_18_killed_never_takes_the_translation_of_12_killed_as_shown() -> None:
    """It is offered as stale, with the words it was made of, and readers see the original."""
    before = translated(("12 killed in Almaty", "12 morti ad Almaty"))
    after = merged(before, ["18 killed in Almaty"])
    catalog, _ = parse_catalog("it.po", after.text, "it")
    found = catalog["18 killed in Almaty"]
    assert (found.state, found.is_shown) == (State.STALE, False)
    assert (found.previous, found.text) == ("12 killed in Almaty", "12 morti ad Almaty")
    again = parse_catalog("it.po", merged(after.text, ["19 killed in Almaty"]).text, "it")[0]
    found = again["19 killed in Almaty"]
    assert (found.state, found.previous) == (State.STALE, "12 killed in Almaty")


def test_a_review_is_not_carried_over_to_other_words() -> None:
    """Nor is the entry shown as edited once a translator takes the fuzzy mark off by mistake."""
    signed = review_hash("12 killed", "12 morti")
    comment = f"# made: x; 2026\n# reviewed: A; 2026; {signed}\n"
    after = merged(translated(("12 killed", "12 morti"), comment=comment), ["18 killed"])
    assert "reviewed:" not in after.text
    assert "made: x" in after.text


def test_two_changed_texts_do_not_take_one_translation() -> None:
    """An old translation is offered once."""
    after = merged(translated(("12 killed", "12 morti")), ["13 killed", "14 killed"])
    assert sorted(state for state, _ in states(after.text).values()) == ["missing", "stale"]
    assert after.stale == 1


def test_what_nothing_can_be_made_of_is_dropped_and_told() -> None:
    """An empty entry goes without a word, a translation does not."""
    before = translated(("Entirely different.", "Del tutto diverso."), ("Empty.", ""))
    after = merged(before, ["One."])
    assert states(after.text) == {"One.": (State.MISSING, "")}
    assert after.dropped == ("Entirely different.",)


def test_an_obsolete_entry_is_offered_again() -> None:
    """Other tools keep what has gone as `#~`; here it is used or told as dropped."""
    before = HEAD + '#~ msgid "12 killed"\n#~ msgstr "12 morti"\n'
    after = merged(before, ["18 killed"])
    assert states(after.text) == {"18 killed": (State.STALE, "12 morti")}


def test_a_catalog_that_is_up_to_date_is_returned_as_it_is() -> None:
    """Its line breaks and its order of comments are not ours to change."""
    text = (
        HEAD
        + '#: p1\n#. a remark\nmsgid ""\n"One"\n"."\nmsgstr "Uno."\n\n\n'
        + '#: p2\nmsgid "Two."\nmsgstr ""\n'
    )
    found = merged(text, ["One.", "Two."])
    assert found.text == text
    assert (found.added, found.stale, found.dropped) == (0, 0, ())


def test_what_a_person_wrote_stays() -> None:
    """Header, comments, flags and waivers survive a merge that changes places."""
    comment = "# a remark\n# waive numbers: written out\n#, no-wrap\n"
    before = translated(("One.", "Uno."), comment=comment).replace(
        "charset=UTF-8\\n", 'charset=UTF-8\\n"\n"Last-Translator: A\\n'
    )
    after = merged("# Notes on top\n" + before, ["Zero.", "One."]).text
    for kept in (
        "# Notes on top",
        "Last-Translator: A",
        "# a remark",
        "# waive numbers: written out",
    ):
        assert kept in after
    assert "#, no-wrap" in after
    assert "fuzzy" not in after


@pytest.mark.parametrize(
    "words", ["20% of voters", "100%d", "a %(name)s b", "{braces}", "50 % off"]
)
def test_a_round_trip_invents_no_flags(words: str) -> None:
    """Babel would mark them as `python-format` and then refuse the right translation."""
    text = merged(translated((words, words)), ["Zero.", words]).text
    assert "format" not in text
    assert "#," not in text
    assert states(text)[words] == (State.EDITED, words)


# Texts as passages and blocks have them: folded, or of several lines.
WORDS = st.lists(
    st.sampled_from(
        ["killed", "18", "12", "20%", "\\", "\\n", '"', "ţară", "«a»", "#", "msgid", "😀"]
    )
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
    | st.just("a long word and then some more of it ")
    | st.just("\n"),
    min_size=1,
    max_size=14,
).map(lambda parts: fold_words(" ".join(parts).replace(" \n ", "  \n")))
TEXTS = st.lists(WORDS.filter(bool), unique=True, max_size=5)


@given(first=TEXTS, second=TEXTS)
@example(first=["x" * 76 + "\\" + "y" * 20], second=["a"])
def test_merging_twice_is_the_same_as_once(first: list[str], second: list[str]) -> None:
    """And no merge makes a catalog that the program or polib cannot read, or loses words."""
    once = merged(None, first).text
    assert list(states(once)) == first
    assert merged(once, first).text == once
    then = merged(once, second)
    assert list(states(then.text)) == second
    assert merged(then.text, second) == Merged(then.text, 0, 0, ())


@given(pairs=st.dictionaries(WORDS.filter(bool), WORDS.filter(bool), min_size=1, max_size=4))
def test_translations_survive_a_merge_letter_by_letter(pairs: dict[str, str]) -> None:
    """Whatever signs are in them; and what was not fuzzy is not, and the other way about."""
    import polib

    made = polib.POFile()
    for number, (words, answer) in enumerate(pairs.items()):
        flags = ["fuzzy"] if number % 2 else []
        made.append(polib.POEntry(msgid=words, msgstr=answer, flags=flags))
    before = str(made).removeprefix("#\n")
    after = merged(before, ["A first text to put in.", *pairs]).text
    assert {words: states(after)[words] for words in pairs} == states(before)
    found = [set(entry.flags) for entry in polib.pofile(after + "\n")]
    assert found == [set(), *({"fuzzy"} if n % 2 else set() for n in range(len(pairs)))]


# --- what there is to translate ---------------------------------------------------------------


def test_every_catalog_that_an_archive_should_have() -> None:
    """Into each language of the site but the text's own, with the places of each text."""
    one = source(
        "a",
        "Same.\n\nOther.\n\nSame.\n",
        title="[T]",
        title_ground=Ground(Basis.SUPPLIED),
        language="it",
    )
    found = {
        one.path: dict(one.words)
        for one in wanted_catalogs(
            archive(one, dossier("# D\n\nWords.\n"), Event(id="e", label="E"))
        )
    }
    assert found == {
        "content/sources/a/en.po": {"Same.": ("p1", "p3"), "Other.": ("p2",)},
        "content/sources/a/it.po": {"[T]": ("title",)},
        "content/dossiers/d/it.po": {"# D": ("title",), "Words.": ("block1",)},
        "content/labels/it.po": {"An archive": ("site.toml",), "E": ("content/events.yaml",)},
    }
