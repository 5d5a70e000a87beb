"""Every file that editors write, key by key: the one place where its format is defined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from babel import Locale, UnknownLocaleError

from briefgen.language.folding import fold_space
from briefgen.model import Basis, Ground, NameType
from briefgen.problems import nearest
from briefgen.quantity import QuantityError, parse_quantity
from briefgen.reading.shapes import Field, ListOf, MapOf, One, OneOrList, Shape, Unfit
from briefgen.when import TimeError, parse_when, zone_info, zone_names

ID = re.compile(r"[a-z0-9-]{1,64}")


def read_id(text: str) -> str:
    """An id as archives use them: `[a-z0-9-]{1,64}`."""
    if not ID.fullmatch(text):
        hint = "use 1 to 64 of a-z, 0-9 and hyphen"
        raise Unfit("id/malformed", f"{text!r} is not an id", hint)
    return text


def _choice(options: Iterable[str]) -> Callable[[str], str]:
    allowed = tuple(options)

    def convert(text: str) -> str:
        if text not in allowed:
            hint = nearest(text, allowed) or "allowed: " + ", ".join(allowed)
            raise Unfit("value/not-allowed", f"{text!r} is not allowed here", hint)
        return text

    return convert


def _when(text: str) -> object:
    try:
        return parse_when(text)
    except TimeError as error:
        hint = (
            ""
            if str(error).startswith("a time of day")
            else "for example 2022-01-06 or 2022-01-06T17:20"
        )
        raise Unfit("time/unreadable", str(error), hint) from None


def read_zone(text: str) -> str:
    """An IANA time zone."""
    try:
        zone_info(text)
    except TimeError as error:
        hint = nearest(text, zone_names()) or "for example Europe/Rome or Asia/Almaty"
        raise Unfit("zone/unknown", str(error), hint) from None
    return text


def read_language(text: str) -> str:
    """A BCP 47 language tag whose language CLDR knows."""
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", text) or not _is_in_cldr(text):
        hint = "a BCP 47 tag, for example ro, el or pt-BR"
        raise Unfit("value/not-allowed", f"{text!r} is not a language", hint)
    return text


def _is_in_cldr(tag: str) -> bool:
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _quantity(text: str) -> object:
    try:
        return parse_quantity(text)
    except QuantityError as error:
        raise Unfit("figure/unreadable", str(error)) from None


def _ground(*allowed: Basis) -> Callable[[str], Ground]:
    def convert(text: str) -> Ground:
        word, _, why = text.partition(":")
        if word not in allowed:
            hint = "allowed: " + ", ".join(f"{basis}: why" for basis in allowed)
            raise Unfit("value/not-allowed", f"{word!r} is not a ground", hint)
        return Ground(Basis(word), why.strip())

    return convert


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        raise Unfit("value/wrong-type", f"{text!r} is not a number from 1 on")
    return int(text)


def _lines(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6}))?", text)
    if not match:
        raise Unfit(
            "value/wrong-type", f"{text!r} is neither a line nor a range of lines", "3 or 40-48"
        )
    first, last = int(match[1]), int(match[2] or match[1])
    if last < first:
        raise Unfit("value/wrong-type", "the range ends before it begins")
    return first, last


def _flag(text: str) -> bool:
    if text not in ("true", "false"):
        raise Unfit("value/not-allowed", f"{text!r} is neither true nor false")
    return text == "true"


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s<>\"\\^`{|}]+", text):
        raise Unfit("link/unsafe", f"{text!r} is not an http or https address")
    return text


def _checksum(text: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise Unfit("value/wrong-type", f"{text!r} is not a SHA-256 in hexadecimal")
    return text


def _wikidata(text: str) -> str:
    if not re.fullmatch(r"Q[1-9][0-9]{0,11}", text):
        raise Unfit("value/wrong-type", f"{text!r} is not a Wikidata item", "for example Q212")
    return text


def _kind(basis: str, *allowed: Basis) -> One:
    return One(f"a ground for the {basis}", _ground(*allowed))


TEXT = One("a text", fold_space)
AN_ID = One("an id", read_id)
WHEN = One("a date or a time", _when)
ZONE = One("a time zone", read_zone)
LANGUAGE = One("a language", read_language)
NUMBER = One("a number", _number)
FLAG = One("true or false", _flag, is_needed=True)
ADDRESS = One("an address", _address)
CHECKSUM = One("a checksum", _checksum)
QUANTITY = One("a figure", _quantity)
PUBLISH = One("full, excerpts or record", _choice(("full", "excerpts", "record")), is_needed=True)

# Item types of CSL 1.0.2 (appendix III) that a captured text, broadcast or picture can be.
CSL_TYPES = (
    "article article-journal article-magazine article-newspaper broadcast document entry graphic"
    " interview motion_picture pamphlet personal_communication post post-weblog report speech"
    " webpage"
).split()
PASSAGE_KINDS = "paragraph heading caption update quote list".split()
GROUNDS = (Basis.STATED, Basis.IDENTIFIED, Basis.INFERRED, Basis.ASSUMED)

RECORD = Shape(
    {
        "type": Field(
            One("a CSL type", _choice(CSL_TYPES)), "a CSL type: webpage, ..", required=True
        ),
        "title": Field(TEXT, "the title, or one that you supply, in brackets", required=True),
        "title-basis": Field(_kind("title", Basis.SUPPLIED, *GROUNDS), "whose words the title is"),
        "publisher": Field(AN_ID, "the outlet: an id of names.yaml"),
        "author": Field(ListOf(TEXT), "names as the source gives them"),
        "language": Field(LANGUAGE, "of the text: a BCP 47 tag", required=True),
        "languages": Field(MapOf(NUMBER, LANGUAGE), "of passages in another language"),
        "kinds": Field(
            MapOf(NUMBER, One("a kind of passage", _choice(PASSAGE_KINDS))),
            "of passages that are not paragraphs",
        ),
        "issued": Field(WHEN, "when it was published"),
        "issued-basis": Field(_kind("date", *GROUNDS), "how that is known"),
        "timezone": Field(ZONE, "whose clock its times are on: an IANA zone"),
        "timezone-basis": Field(_kind("time zone", *GROUNDS), "how that is known"),
        "URL": Field(ADDRESS, "where it was published"),
        "accessed": Field(WHEN, "the day it was captured or last seen"),
        "rights": Field(TEXT, "whose the words are"),
        "publish": Field(PUBLISH, "what is shown"),
        "capture": Field(One("none", _choice(("none",))), "none, if there never was a capture"),
        "capture-sha256": Field(CHECKSUM, "of the capture's bytes"),
        "text-sha256": Field(CHECKSUM, "of text.txt; written by `briefgen seal`"),
        "supersedes": Field(AN_ID, "the source that this one corrects"),
        "removed": Field(
            ListOf(
                Shape(
                    {
                        "lines": Field(One("lines", _lines), "3 or 40-48", required=True),
                        "why": Field(TEXT, "why they are left out", required=True),
                    }
                )
            ),
            "lines of the capture's text that text.txt leaves out",
        ),
    }
)

REPORTS = ListOf(
    Shape(
        {
            "para": Field(NUMBER, "the passage that says so", required=True),
            "reported": Field(WHEN, "when the source says so"),
            "happened": Field(WHEN, "when it took place"),
            "planned": Field(WHEN, "when it is to take place"),
            "zone": Field(ZONE, "whose clock, where it is not the usual one"),
            "zone-basis": Field(_kind("zone", *GROUNDS), "how that is known"),
            "event": Field(AN_ID, "an id of events.yaml"),
            "where": Field(AN_ID, "a place of names.yaml"),
            "via": Field(ListOf(OneOrList(AN_ID)), "ids of names.yaml, origin first"),
            "figures": Field(MapOf(AN_ID, QUANTITY), "series of figures.yaml: 18, >3000, ~2400"),
            "note": Field(TEXT, "an editor's word on it"),
            "proposed": Field(FLAG, "written by a tool; not published until removed"),
        }
    )
)

EVENTS = MapOf(
    AN_ID,
    Shape(
        {
            "label": Field(TEXT, "a few sober words", required=True),
            "where": Field(AN_ID, "a place of names.yaml"),
            "zone": Field(ZONE, "whose clock, if not the place's"),
            "note": Field(TEXT, "an editor's word on it"),
        }
    ),
)

FIGURES = MapOf(
    AN_ID,
    Shape(
        {
            "label": Field(TEXT, "what is counted", required=True),
            "unit": Field(TEXT, "people, tenge, .."),
            "role": Field(TEXT, "killed, wounded, detained, .."),
            "group": Field(TEXT, "who they are"),
            "cumulative": Field(FLAG, "true if it can only grow"),
            "note": Field(TEXT, "an editor's word on it"),
        }
    ),
)

NAMES = MapOf(
    AN_ID,
    Shape(
        {
            "type": Field(One("a type", _choice(NameType)), "person, place, ..", required=True),
            "labels": Field(MapOf(LANGUAGE, TEXT), "the name in each language", required=True),
            "aliases": Field(ListOf(TEXT), "other spellings and inflected forms"),
            "wikidata": Field(One("a Wikidata item", _wikidata), "for example Q212"),
            "zone": Field(ZONE, "of a place"),
        }
    ),
)

DOSSIER = Shape(
    {
        "language": Field(LANGUAGE, "if not the site's default language"),
        "summary": Field(TEXT, "a sentence for lists"),
        "by": Field(ListOf(TEXT), "who wrote it"),
        "written": Field(WHEN, "when"),
        "reviewed": Field(TEXT, "NAME; DATE; HASH, as in catalogs"),
    }
)

SITE_KEYS: dict[str, Any] = {
    "title": str,
    "address": str,
    "languages": list,
    "timezone": str,
    "edit-address": str,
    "checks": dict,
}
"""The keys of site.toml, and the type TOML gives them."""
