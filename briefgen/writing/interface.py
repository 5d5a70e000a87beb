"""The interface's own words in each language, and dates and numbers as its readers write them.

Words come from gettext catalogs (`briefgen/messages/<language>.po`), everything else from CLDR by Babel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from gettext import NullTranslations
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_skeleton, get_timezone_location
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations

from briefgen.model import Basis, Kind, Site, State
from briefgen.problems import Location, Problem, problem
from briefgen.quantity import Quantity
from briefgen.when import PartOfDay, Point, Precision, When

SOURCE_LANGUAGE = "en"
"""The language that the templates' own words are in."""


class _Memo:
    """What CLDR says of the values that pages repeat: worked out once, for the same locale."""

    def __init__(self, locale: Locale) -> None:
        def short_day(year: int, month: int, day: int) -> str:
            return format_skeleton("MMMMd", datetime(year, month, day), locale=locale)

        def time(hour: int, minute: int) -> str:
            return format_skeleton("Hm", datetime(2000, 1, 1, hour, minute), locale=locale)

        def city(zone: str) -> str:
            return get_timezone_location(zone, locale=locale, return_city=True)

        def number(number: Decimal | int) -> str:
            return format_decimal(number, locale=locale)

        def day(day: date) -> str:
            return format_date(day, "long", locale=locale)

        def language_name(language: str) -> str:
            try:
                return Locale.parse(language, sep="-").get_display_name(locale) or language
            except Exception:  # noqa: BLE001  a language CLDR cannot name keeps its tag
                return language

        remember = lru_cache(maxsize=1 << 16)
        self.short_day: Callable[[int, int, int], str] = remember(short_day)
        self.time: Callable[[int, int], str] = remember(time)
        self.city: Callable[[str], str] = remember(city)
        self.number: Callable[[Decimal | int], str] = remember(number)
        self.day: Callable[[date], str] = remember(day)
        self.language_name: Callable[[str], str] = remember(language_name)


@dataclass(frozen=True)
class Interface:
    """One language of the interface."""

    language: str
    translations: NullTranslations

    @cached_property
    def locale(self) -> Locale:
        """Plain `en` is read as international English, with 24 hours and the day before the month."""
        return Locale.parse("en_001" if self.language == "en" else self.language, sep=_sep(self.language))

    @cached_property
    def is_right_to_left(self) -> bool:
        """Whether the page runs from the right."""
        return self.locale.text_direction == "rtl"

    @cached_property
    def own_name(self) -> str:
        """What the language calls itself."""
        return (Locale.parse(self.language, sep="-").display_name or self.language).capitalize()

    @cached_property
    def _memo(self) -> _Memo:
        return _Memo(self.locale)

    def language_name(self, language: str) -> str:
        """What another language is called in this one."""
        return self._memo.language_name(language)

    def say(self, words: str, **values: object) -> str:
        """The interface's words for *words*."""
        said = self.translations.gettext(words)
        return said % values if values else said

    # --- dates and times

    def day(self, day: date) -> str:
        """A calendar day in full: 6 January 2022."""
        return _day(day, self.locale)

    def weekday(self, day: date) -> str:
        """The name of a day's weekday."""
        return format_date(day, "EEEE", locale=self.locale)

    def short_day(self, day: date) -> str:
        """A day without its year: 6 January."""
        return _short_day(date(day.year, day.month, day.day), self.locale)

    def time(self, moment: datetime) -> str:
        """A clock time of 24 hours, as the moment itself has it."""
        return _time(moment.hour, moment.minute, self.locale)

    def day_and_time(self, moment: datetime) -> str:
        """A day and a clock time, as the moment itself has them."""
        return f"{self.day(moment.date())}, {self.time(moment)}"

    def city(self, zone: str) -> str:
        """The city that an IANA zone is named after."""
        return _city(zone, self.locale)

    def when(self, when: When) -> str:
        """A time in words, no more precise than it was written."""
        if not when.is_interval:
            return self.point(when.start) if when.start else ""
        if when.start is None:
            return self.say("until %(end)s", end=self.point(when.end))
        if when.end is None:
            return self.say("from %(start)s on", start=self.point(when.start))
        return self.say(
            "between %(start)s and %(end)s", start=self.point(when.start), end=self.point(when.end)
        )

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
                return self.say("between %(start)s and %(end)s", start=first.year, end=first.year + 99)
            case Precision.DECADE:
                return self.say("between %(start)s and %(end)s", start=first.year, end=first.year + 9)
            case Precision.YEAR:
                return format_skeleton("y", first, locale=self.locale)
            case Precision.SEASON:
                return self._season(point)
            case Precision.MONTH:
                return format_skeleton("yMMMM", first, locale=self.locale)
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
                return _("night of %(first)s to %(second)s", first=self.short_day(point.first), second=self.day(point.after))

    # --- numbers

    def number(self, number: Decimal | int) -> str:
        """A number with this language's separators."""
        return _number(number, self.locale)

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
        _ = self.say
        return {
            State.MISSING: _("not translated"),
            State.STALE: _("translation out of date"),
            State.DRAFT: _("draft translation, not reviewed"),
            State.EDITED: _("edited, not reviewed"),
            State.REVIEWED: _("reviewed"),
        }[state]

    def basis(self, basis: Basis) -> str:
        """The ground on which a value is given."""
        _ = self.say
        return {
            Basis.STATED: _("stated by the source"),
            Basis.SUPPLIED: _("supplied by the editors"),
            Basis.INFERRED: _("inferred"),
            Basis.ASSUMED: _("assumed"),
            Basis.IDENTIFIED: _("identified"),
        }[basis]

    def kind(self, kind: Kind) -> str:
        """What a time is the time of."""
        _ = self.say
        return {
            Kind.HAPPENED: _("happened"),
            Kind.PLANNED: _("planned"),
            Kind.REPORTED: _("reported"),
        }[kind]


# Babel works each of these out anew, and an archive says the same few again and again.
_remembered = lru_cache(maxsize=1 << 16)


@_remembered
def _day(day: date, locale: Locale) -> str:
    return format_date(day, "long", locale=locale)


@_remembered
def _short_day(day: date, locale: Locale) -> str:
    return format_skeleton("MMMMd", datetime(day.year, day.month, day.day), locale=locale)


@_remembered
def _time(hour: int, minute: int, locale: Locale) -> str:
    return format_skeleton("Hm", datetime(2000, 1, 1, hour, minute), locale=locale)


@_remembered
def _city(zone: str, locale: Locale) -> str:
    return get_timezone_location(zone, locale=locale, return_city=True)


@_remembered
def _number(number: Decimal | int, locale: Locale) -> str:
    return format_decimal(number, locale=locale)


def _sep(language: str) -> str:
    return "_" if language == "en" else "-"


def read_interfaces(catalogs: Mapping[str, bytes], languages: tuple[str, ...]) -> dict[str, Interface]:
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

