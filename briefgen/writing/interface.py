"""The interface's own words in each language, and dates and numbers as its readers write them.

Words come from gettext catalogs (`briefgen/messages/<language>.po`), the rest from CLDR by Babel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from gettext import NullTranslations
from io import BytesIO

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from briefgen.model import Basis, Kind, Site, State
from briefgen.problems import Location, Problem, problem
from briefgen.quantity import Quantity
from briefgen.when import PartOfDay, Point, Precision, When
from briefgen.writing import cldr

SOURCE_LANGUAGE = "en"
"""The language that the templates' own words are in."""


@dataclass(frozen=True)
class Interface:
    """One language of the interface."""

    language: str
    translations: NullTranslations

    @cached_property
    def locale(self) -> Locale:
        """How the language writes dates and numbers."""
        return cldr.read_locale(self.language)

    @cached_property
    def is_right_to_left(self) -> bool:
        """Whether the page runs from the right."""
        return self.locale.text_direction == "rtl"

    @cached_property
    def own_name(self) -> str:
        """What the language calls itself."""
        return cldr.own_name(self.language)

    def language_name(self, language: str) -> str:
        """What another language is called in this one."""
        return cldr.language_name(language, self.locale)

    def say(self, words: str, **values: object) -> str:
        """The interface's words for *words*."""
        said = self.translations.gettext(words)
        return said % values if values else said

    # --- dates and times

    def day(self, day: date) -> str:
        """A calendar day in full: 6 January 2022."""
        return cldr.day(day, self.locale)

    def weekday(self, day: date) -> str:
        """The name of a day's weekday."""
        return cldr.weekday(day, self.locale)

    def short_day(self, day: date) -> str:
        """A day without its year: 6 January."""
        return cldr.short_day(day, self.locale)

    def time(self, moment: datetime) -> str:
        """A clock time of 24 hours, as the moment itself has it."""
        return cldr.time(moment.hour, moment.minute, self.locale)

    def day_and_time(self, moment: datetime) -> str:
        """A day and a clock time, as the moment itself has them."""
        return f"{self.day(moment.date())}, {self.time(moment)}"

    def city(self, zone: str) -> str:
        """The city that an IANA zone is named after."""
        return cldr.city(zone, self.locale)

    def when(self, when: When) -> str:
        """A time in words, no more precise than it was written."""
        if not when.is_interval:
            return self.point(when.start) if when.start else ""
        if when.start is None:
            return self.say("until %(end)s", end=self.point(when.end))
        if when.end is None:
            return self.say("from %(start)s on", start=self.point(when.start))
        if words := self._within_a_day(when.start, when.end):
            return words
        return self.say(
            "between %(start)s and %(end)s", start=self.point(when.start), end=self.point(when.end)
        )

    def _within_a_day(self, start: Point, end: Point) -> str:
        """An interval up to an hour of the day on which it starts; nothing if it is not one."""
        plain = not any((start.approximate, start.uncertain, end.approximate, end.uncertain))
        if (
            not plain
            or start.first.date() != end.first.date()
            or end.precision is not Precision.CLOCK
        ):
            return ""
        day, last = self.day(start.first.date()), self.time(end.first)
        if start.precision is Precision.DAY:
            return self.say("%(day)s, by %(time)s", day=day, time=last)
        if start.precision is Precision.CLOCK:
            first = self.time(start.first)
            return self.say(
                "%(day)s, between %(start)s and %(end)s", day=day, start=first, end=last
            )
        return ""

    def point(self, point: Point | None) -> str:
        """One end of a time in words."""
        if point is None:
            return ""
        words = self._plain_point(point)
        if point.approximate:
            words = self.say("about %(time)s", time=words)
        if point.uncertain:
            words = self.say("%(time)s (uncertain)", time=words)
        return words

    def _plain_point(self, point: Point) -> str:
        first = point.first
        match point.precision:
            case Precision.CENTURY:
                return self.say(
                    "between %(start)s and %(end)s", start=first.year, end=first.year + 99
                )
            case Precision.DECADE:
                return self.say(
                    "between %(start)s and %(end)s", start=first.year, end=first.year + 9
                )
            case Precision.YEAR:
                return cldr.year(first.year, self.locale)
            case Precision.SEASON:
                return self._season(point)
            case Precision.MONTH:
                return cldr.month(first.date(), self.locale)
            case Precision.DAY:
                return self.day(first.date())
            case Precision.PART:
                return self._part(point)
            case Precision.CLOCK:
                return self.day_and_time(first)

    def _season(self, point: Point) -> str:
        _ = self.say
        year = point.first.year
        match point.season:
            case 21:
                return _("spring %(year)s", year=year)
            case 22:
                return _("summer %(year)s", year=year)
            case 23:
                return _("autumn %(year)s", year=year)
            case _other:
                return _("winter %(year)s", year=year)

    def _part(self, point: Point) -> str:
        _ = self.say
        day = self.day(point.first.date())
        match point.part:
            case PartOfDay.MORNING:
                return _("morning of %(day)s", day=day)
            case PartOfDay.AFTERNOON:
                return _("afternoon of %(day)s", day=day)
            case PartOfDay.EVENING:
                return _("evening of %(day)s", day=day)
            case _other:
                return _(
                    "night of %(first)s to %(second)s",
                    first=self.short_day(point.first.date()),
                    second=self.day(point.after.date()),
                )

    # --- numbers

    def number(self, number: Decimal | int) -> str:
        """A number with this language's separators."""
        return cldr.number(number, self.locale)

    def quantity(self, quantity: Quantity) -> str:
        """A figure with its hedge; a word is returned as the editor wrote it."""
        _ = self.say
        low = self.number(quantity.low) if quantity.low is not None else ""
        high = self.number(quantity.high) if quantity.high is not None else ""
        match quantity.sign:
            case ">":
                return _("more than %(number)s", number=low)
            case ">=":
                return _("at least %(number)s", number=low)
            case "<":
                return _("fewer than %(number)s", number=high)
            case "<=":
                return _("at most %(number)s", number=high)
            case "~":
                return _("about %(number)s", number=low)
            case "..":
                return _("%(low)s to %(high)s", low=low, high=high)
            case "word":
                return quantity.text
            case _exact:
                return low

    # --- the archive's own terms

    def state(self, state: State) -> str:
        """How a translation came to be shown."""
        return self._states[state]

    @cached_property
    def _states(self) -> Mapping[State, str]:
        _ = self.say
        return {
            State.MISSING: _("not translated"),
            State.STALE: _("translation out of date"),
            State.DRAFT: _("draft translation, not reviewed"),
            State.EDITED: _("edited, not reviewed"),
            State.REVIEWED: _("reviewed"),
        }

    def basis(self, basis: Basis) -> str:
        """The ground on which a value is given."""
        return self._bases[basis]

    @cached_property
    def _bases(self) -> Mapping[Basis, str]:
        _ = self.say
        return {
            Basis.STATED: _("stated by the source"),
            Basis.SUPPLIED: _("supplied by the editors"),
            Basis.INFERRED: _("inferred"),
            Basis.ASSUMED: _("assumed"),
            Basis.IDENTIFIED: _("identified"),
        }

    def kind(self, kind: Kind) -> str:
        """What a time is the time of."""
        return self._kinds[kind]

    @cached_property
    def _kinds(self) -> Mapping[Kind, str]:
        _ = self.say
        return {
            Kind.HAPPENED: _("happened"),
            Kind.PLANNED: _("planned"),
            Kind.REPORTED: _("reported"),
        }


def read_interfaces(
    catalogs: Mapping[str, bytes], languages: tuple[str, ...]
) -> dict[str, Interface]:
    """The interface in each of *languages* for which *catalogs* (PO files by language) has one.

    A regional language (`pt-BR`) falls back to its own (`pt`).
    """
    found: dict[str, Interface] = {}
    for language in languages:
        base = language.split("-")[0]
        if SOURCE_LANGUAGE in (language, base):
            found[language] = Interface(language, NullTranslations())
        elif data := catalogs.get(language) or catalogs.get(base):
            found[language] = Interface(language, _translations(data, base))
    return found


def check_interfaces(site: Site, interfaces: Mapping[str, Interface]) -> Iterator[Problem]:
    """Every language of the site has an interface."""
    for language in site.languages:
        if language not in interfaces:
            message = f"briefgen has no interface in {language!r}"
            yield problem("language/no-interface", Location("site.toml"), message)


def _translations(data: bytes, language: str) -> NullTranslations:
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(data), locale=language, abort_invalid=True))
    compiled.seek(0)
    return Translations(compiled)
