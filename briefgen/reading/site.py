"""`site.toml` to a site."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from briefgen.model import Site
from briefgen.problems import CODES, Location, Problem, Severity, nearest, problem
from briefgen.reading.schema import SITE_KEYS, read_language, read_zone
from briefgen.reading.shapes import Unfit
from briefgen.reading.texts import CONTROL

PATH = "site.toml"
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def parse_site(text: str) -> tuple[Site | None, tuple[Problem, ...]]:
    """The site, or None where title, languages or time zone cannot be known."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _TOML_PLACE.search(str(error))
        where = Location(PATH, int(match[1]), int(match[2])) if match else Location(PATH)
        reason = _TOML_PLACE.sub("", str(error)).strip()
        return None, (problem("toml/unreadable", where, f"not TOML: {reason}"),)
    except (ValueError, RecursionError):
        message = "a number is too long, or a list nested too deeply, to be read"
        return None, (problem("toml/unreadable", Location(PATH), message),)
    keys = _Keys(text, table)
    return keys.site(), tuple(keys.problems)


class _Keys:
    """Takes the keys one by one; TOML readers give no places, so a key's line is looked for."""

    def __init__(self, text: str, table: dict[str, Any]) -> None:
        self.lines = text.split("\n")
        self.table = table
        self.problems: list[Problem] = []

    def place(self, key: str) -> Location:
        quoted = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=|\s*\[{re.escape(key)}\]""")
        for number, line in enumerate(self.lines, 1):
            if quoted.match(line):
                return Location(PATH, number, len(line) - len(line.lstrip()) + 1)
        return Location(PATH)

    def note(self, code: str, key: str, message: str, hint: str = "") -> None:
        self.problems.append(problem(code, self.place(key), message, hint, max(len(key), 1)))

    def site(self) -> Site | None:
        for key in self.table:
            if key not in SITE_KEYS:
                hint = nearest(key, SITE_KEYS) or "known keys: " + ", ".join(SITE_KEYS)
                self.note("key/unknown", key, f"{key!r} is not a known key", hint)
        title, languages, zone = self.take("title"), self.languages(), self.zone()
        if not title or not languages or not zone:
            return None
        return Site(
            title=title,
            languages=languages,
            timezone=zone,
            address=self.address("address"),
            edit_address=self.address("edit-address"),
            severities=self.severities(),
        )

    def take(self, key: str, *, required: bool = True) -> Any:  # noqa: ANN401
        if key not in self.table:
            if required:
                self.note("key/missing", key, f"the key {key!r} is missing")
            return None
        value = self.table[key]
        if type(value) is not SITE_KEYS[key]:
            wanted = {"str": "a text", "list": "a list", "dict": "a table"}[SITE_KEYS[key].__name__]
            self.note("value/wrong-type", key, f"{wanted} is asked for")
            return None
        if isinstance(value, str) and (control := CONTROL.search(value)):
            message = f"control character U+{ord(control.group()):04X}, written as an escape"
            self.note("text/control-character", key, message)
            return None
        if required and not (value.strip() if isinstance(value, str) else value):
            self.note("key/missing", key, f"the key {key!r} has no value")
            return None
        return value

    def languages(self) -> tuple[str, ...]:
        try:
            languages = [read_language(str(language)) for language in self.take("languages") or ()]
        except Unfit as unfit:
            self.note(unfit.code, "languages", unfit.message, unfit.hint)
            return ()
        return tuple(dict.fromkeys(languages))

    def zone(self) -> str:
        zone = self.take("timezone")
        try:
            return read_zone(zone) if zone else ""
        except Unfit as unfit:
            self.note(unfit.code, "timezone", unfit.message, unfit.hint)
            return ""

    def address(self, key: str) -> str:
        address = self.take(key, required=False)
        if not address:
            return ""
        if not re.fullmatch(r"https?://[^\s<>\"'\\^`{|}?#]+", address):
            self.note("link/unsafe", key, f"{address!r} is not an http or https address")
            return ""
        return str(address).rstrip("/") + "/"

    def severities(self) -> dict[str, Severity]:
        chosen: dict[str, Severity] = {}
        for code, word in (self.take("checks", required=False) or {}).items():
            if code not in CODES:
                self.note("key/unknown", code, f"{code!r} is not a code", nearest(code, CODES))
            elif word not in tuple(Severity):
                self.note(
                    "value/not-allowed", code, f"{word!r} is not allowed", "off, warning or error"
                )
            elif CODES[code][0] is Severity.ERROR and word != Severity.ERROR:
                message = f"{code!r} is always an error"
                hint = "an archive whose errors can be switched off cannot be trusted"
                self.note("value/not-allowed", code, message, hint)
            else:
                chosen[code] = Severity(word)
        return chosen
