"""The interface's catalogs: complete, and with every placeholder of the original."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.plurals import get_plural

ROOT = Path(__file__).parent.parent
CATALOGS = sorted((ROOT / "briefgen/messages").glob("*.po"))
KEYWORDS = {**DEFAULT_KEYWORDS, "say": None}
JINJA = {"**.html": {"extensions": "jinja2.ext.i18n", "trimmed": "true"}}
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")

Message = tuple[str, str]
"""Singular, and plural or nothing."""


def _messages() -> set[Message]:
    """What the templates and the page modules say, as babel.toml tells the tool to gather it."""
    found: set[Message] = set()
    for folder, method, options in (
        ("briefgen/writing", [("**.py", "python")], {}),
        ("templates", [("**.html", "jinja2")], JINJA),
    ):
        for _, _, message, *_ in extract_from_dir(ROOT / folder, method, options, KEYWORDS):
            pair = message if isinstance(message, tuple) else (message, "")
            found.add((str(pair[0]), str(pair[1]) if len(pair) > 1 else ""))
    return found


MESSAGES = _messages()


def test_there_is_something_to_translate() -> None:
    """The words are found at all, in templates and in Python."""
    assert len(MESSAGES) > 100
    assert ("draft translation, not reviewed", "") in MESSAGES


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_catalog_is_complete(path: Path) -> None:
    """A catalog has every message, each translated, and none that nobody says."""
    entries = {(entry.msgid, entry.msgid_plural): entry for entry in polib.pofile(str(path))}
    assert set(entries) == MESSAGES
    untranslated = [key for key, entry in entries.items() if not entry.translated()]
    assert untranslated == []


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_placeholders_are_kept(path: Path) -> None:
    """A translation names the same values as the original; a singular may leave out its number."""
    for entry in polib.pofile(str(path)):
        wanted = set(_PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
        said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        for text in said:
            assert set(_PLACEHOLDER.findall(text)) <= wanted, entry.msgid
            assert "%" not in _PLACEHOLDER.sub("", text).replace("%%", ""), entry.msgid
        assert set(_PLACEHOLDER.findall(said[-1])) == wanted, entry.msgid


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_plural_forms_are_the_language_s(path: Path) -> None:
    """The header's rule is CLDR's as Babel knows it, and every plural has all of its forms."""
    catalog = polib.pofile(str(path))
    rule = get_plural(path.stem)
    assert catalog.metadata["Plural-Forms"].rstrip(";") == rule.plural_forms.rstrip(";")
    for entry in catalog:
        if entry.msgid_plural:
            assert sorted(entry.msgstr_plural) == list(range(rule.num_plurals)), entry.msgid
