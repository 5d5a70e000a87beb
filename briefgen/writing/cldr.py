"""Dates, numbers and names as CLDR has them for a locale, by Babel.

Babel works each of these out anew, and an archive says the same few again and again, so all are
remembered.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, localcontext
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, get_timezone_location
from babel.numbers import format_decimal

_DIGITS = 100
"""More than any figure may have; Babel cannot set more than the context's."""

_remembered = lru_cache(maxsize=1 << 16)


def read_locale(language: str) -> Locale:
    """The locale of a BCP 47 tag.

    Plain `en` is read as international English, with 24 hours and the day before the month.
    """
    return Locale.parse("en-001" if language == "en" else language, sep="-")


@_remembered
def day(day: date, locale: Locale) -> str:
    """A calendar day in full: 6 January 2022."""
    return format_date(day, "long", locale=locale)


@_remembered
def weekday(day: date, locale: Locale) -> str:
    """The name of a day's weekday."""
    return format_date(day, "EEEE", locale=locale)


@_remembered
def short_day(day: date, locale: Locale) -> str:
    """A day without its year: 6 January."""
    return format_skeleton("MMMMd", datetime(day.year, day.month, day.day), locale=locale)


@_remembered
def month(first: date, locale: Locale) -> str:
    """A month with its year: January 2022."""
    return format_skeleton("yMMMM", datetime(first.year, first.month, 1), locale=locale)


@_remembered
def year(number: int, locale: Locale) -> str:
    """A year."""
    return format_skeleton("y", datetime(number, 1, 1), locale=locale)


@_remembered
def time(hour: int, minute: int, locale: Locale) -> str:
    """A time of day, of 24 hours."""
    return format_skeleton("Hm", datetime(2000, 1, 1, hour, minute), locale=locale)


@_remembered
def city(zone: str, locale: Locale) -> str:
    """The city that an IANA zone is named after."""
    return get_timezone_location(zone, locale=locale, return_city=True)


@_remembered
def number(number: Decimal | int, locale: Locale) -> str:
    """A number with the language's separators and all its digits; none is rounded away."""
    with localcontext(prec=_DIGITS):
        return format_decimal(number, locale=locale, decimal_quantization=False)


@_remembered
def language_name(language: str, locale: Locale) -> str:
    """What a language is called in another; one that CLDR cannot name keeps its tag."""
    try:
        return Locale.parse(language, sep="-").get_display_name(locale) or language
    except (UnknownLocaleError, ValueError):
        return language


@_remembered
def own_name(language: str) -> str:
    """What a language calls itself."""
    return (Locale.parse(language, sep="-").display_name or language).capitalize()
