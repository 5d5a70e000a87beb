"""Time with precision: what an editor writes of when something was, and what it can mean.

The grammar joins three standards, because none covers a live blog alone:

* dates after EDTF level 1 (ISO 8601-2:2019, https://www.loc.gov/standards/datetime/): `2022-01-06`,
  `2022-01`, `2022`, `2022-01-XX`, `202X`, seasons `2022-21`, with `?`, `~` or `%` at the end;
* a date with a clock time after ISO 8601, `2022-01-06T17:20`, optionally with an offset;
* a date with a part of the day after ISO-TimeML's TIMEX3: `TMO` 06-12, `TAF` 12-18, `TEV` 18-24 and
  `TNI` 18-06 of the day on which the night begins;

and intervals `A/B` of any of these, open (`..`) or unknown (nothing) at either end. EDTF itself has
no time of day inside an interval, and no parts of the day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from enum import IntEnum, StrEnum
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import TypedDict
from zoneinfo import ZoneInfo

FAR_EAST = timedelta(hours=14)
FAR_WEST = timedelta(hours=-12)
"""The outermost clocks on earth: what a time of unknown zone may mean lies between them."""

BEGINNING = datetime(1, 1, 2, tzinfo=UTC)
END = datetime(9999, 12, 30, tzinfo=UTC)
"""Of an interval without one; every zone's clock can still show them."""

_DATABASE = resources.files("tzdata")


class PartOfDay(StrEnum):
    """TIMEX3's parts of a day."""

    MORNING = "MO"
    AFTERNOON = "AF"
    EVENING = "EV"
    NIGHT = "NI"

    @property
    def hours(self) -> tuple[int, int]:
        """First and last hour, counted from the midnight the day begins with."""
        return {"MO": (6, 12), "AF": (12, 18), "EV": (18, 24), "NI": (18, 30)}[self.value]


class Precision(IntEnum):
    """How closely a point in time is known, from coarse to fine."""

    CENTURY = 0
    DECADE = 1
    YEAR = 2
    SEASON = 3
    MONTH = 4
    DAY = 5
    PART = 6
    CLOCK = 7


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a time: a stretch on some clock's face, `first` included and `after` excluded."""

    precision: Precision
    first: datetime = field()
    """Naive: on the clock of the zone that the time is read in."""

    after: datetime
    part: PartOfDay | None = None
    season: int | None = None
    """EDTF's 21 spring, 22 summer, 23 autumn, 24 winter; of which hemisphere is not said."""

    offset: timedelta | None = None
    """Written with the time; otherwise the zone comes from elsewhere."""

    uncertain: bool = False
    approximate: bool = False

    @property
    def day(self) -> date | None:
        """The calendar day on the point's own clock, if it is known to the day."""
        return self.first.date() if self.precision >= Precision.DAY else None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """What a time can mean, in UTC: its earliest instant, and the instant it is surely over."""

    earliest: datetime
    latest: datetime

    def meets(self, other: Span) -> bool:
        """Whether some instant lies in both."""
        return self.earliest < other.latest and other.earliest < self.latest


@dataclass(frozen=True, slots=True)
class When:
    """A time as an editor wrote it; an interval has two ends, of which one may be open."""

    text: str
    start: Point | None
    end: Point | None
    is_interval: bool = False

    def span(self, zone: str | None) -> Span:
        """What the time can mean, read in an IANA *zone*; None takes in every clock on earth."""
        return _span(self, zone)

    @property
    def has_clock(self) -> bool:
        """Whether a time of day is written, so that other zones' clocks can be shown."""
        return any(p is not None and p.precision is Precision.CLOCK for p in (self.start, self.end))

    @property
    def precision(self) -> Precision:
        """That of the end it is filed under: the start, or the end where the start is open."""
        point = self.start or self.end
        return point.precision if point else Precision.CENTURY

    def day(self, zone: str | None, home: str) -> date | None:
        """The day it is filed under on *home*'s calendar; None if it does not start on a known one.

        A clock time goes by *home*'s clock. A day or a part of one keeps its own date: on whose
        midnight an outlet's "Thursday" began is not for us to shift.
        """
        if self.start is None or self.start.precision < Precision.DAY:
            return None
        if self.start.precision is Precision.CLOCK and (zone or self.start.offset is not None):
            return self.span(zone).earliest.astimezone(zone_info(home)).date()
        return self.start.day


class TimeError(ValueError):
    """A time that cannot be read; the message says why, in words for the editor."""


_DATE = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?:T(?P<time>(?P<part>MO|AF|EV|NI)"
    r"|(?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?P<offset>Z|[+-]\d{2}:\d{2})?))?"
    r"(?P<doubt>[?~%])?",
    re.ASCII,
)
_FIRST_YEAR, _LAST_YEAR = 2, 9998
"""`datetime` ends a year further out, so that every zone's clock can show every time."""


class _Doubt(TypedDict):
    uncertain: bool
    approximate: bool


@lru_cache(maxsize=4096)
def parse_when(text: str) -> When:
    """Read a time, or raise `TimeError`."""
    if "/" not in text:
        point = _point(text)
        return When(text, point, point)
    left, right = text.split("/", 1)
    start = None if left in ("", "..") else _point(left)
    end = None if right in ("", "..") else _point(right)
    if start is None and end is None:
        raise TimeError("an interval needs a date at one end")
    if start and end:
        _check_order(start, end)
    return When(text, start, end, is_interval=True)


def _check_order(start: Point, end: Point) -> None:
    """An interval ends after it begins, in whatever zone an end without an offset is read."""
    if start.offset is None and end.offset is None:
        if start.first >= end.after:
            raise TimeError("the interval ends before it begins")
        return
    begins = start.first - (FAR_WEST if start.offset is None else start.offset)
    ends = end.after - (FAR_EAST if end.offset is None else end.offset)
    if begins >= ends:
        sure = start.offset is not None and end.offset is not None
        how = "ends" if sure else "may end"
        raise TimeError(f"the interval {how} before it begins, by the offset that it gives")


def _point(text: str) -> Point:
    match = _DATE.fullmatch(text)
    if not match:
        hint = "a time of day needs its date: 2022-01-06T" + text
        raise TimeError(hint if re.fullmatch(r"\d\d:\d\d", text) else f"{text!r} is not a time")
    doubt: _Doubt = {
        "uncertain": match["doubt"] in ("?", "%"),
        "approximate": match["doubt"] in ("~", "%"),
    }
    month, day = match["month"] or "XX", match["day"] or "XX"
    if month == "XX" and day != "XX":
        raise TimeError(f"{text!r} has a day without a month")
    if day == "XX" and match["time"]:
        raise TimeError(f"{text!r} has a time of day without a day")
    if "X" in match["year"] and match["month"]:
        raise TimeError(f"{text!r} has a month without a year")
    try:
        return _dated(match, month, day, doubt)
    except TimeError:
        raise
    except ValueError:
        raise TimeError(f"{text!r} is not in the calendar") from None


def _dated(match: re.Match[str], month: str, day: str, doubt: _Doubt) -> Point:
    """A time written in the right way; `ValueError` if there is no such day or hour."""
    coarse = match["year"].count("X")
    first = datetime(int(match["year"].replace("X", "0")), 1, 1)
    after = first.replace(year=first.year + 10**coarse)
    if first.year < _FIRST_YEAR or after.year > _LAST_YEAR + 1:
        raise ValueError(first.year)
    if coarse or month == "XX":
        precision = (Precision.YEAR, Precision.DECADE, Precision.CENTURY)[coarse]
        return Point(precision, first, after, **doubt)
    if 21 <= int(month) <= 24 and not match["day"]:
        # Without a hemisphere a season may lie anywhere in its year; a winter runs into March.
        after += timedelta(days=60)
        return Point(Precision.SEASON, first, after, season=int(month), **doubt)
    if day == "XX":
        first = first.replace(month=int(month))
        length = calendar.monthrange(first.year, first.month)[1]
        return Point(Precision.MONTH, first, first + timedelta(days=length), **doubt)
    return _within_day(first.replace(month=int(month), day=int(day)), match, doubt)


def _within_day(midnight: datetime, match: re.Match[str], doubt: _Doubt) -> Point:
    if match["part"]:
        part = PartOfDay(match["part"])
        begin, stop = (midnight + timedelta(hours=hour) for hour in part.hours)
        return Point(Precision.PART, begin, stop, part=part, **doubt)
    if match["hour"]:
        second = match["second"]
        first = midnight.replace(
            hour=int(match["hour"]), minute=int(match["minute"]), second=int(second or 0)
        )
        after = first + (timedelta(seconds=1) if second else timedelta(minutes=1))
        offset = _offset(match["offset"]) if match["offset"] else None
        return Point(Precision.CLOCK, first, after, offset=offset, **doubt)
    return Point(Precision.DAY, midnight, midnight + timedelta(days=1), **doubt)


def _offset(text: str) -> timedelta:
    if text == "Z":
        return timedelta()
    hours, minutes = int(text[1:3]), int(text[4:6])
    size = timedelta(hours=hours, minutes=minutes)
    offset = -size if text[0] == "-" else size
    if minutes > 59 or not FAR_WEST <= offset <= FAR_EAST:
        raise TimeError(f"no clock on earth is {text} from UTC")
    return offset


@lru_cache(maxsize=1 << 16)
def _span(when: When, zone: str | None) -> Span:
    start, end = when.start, when.end
    earliest = BEGINNING if start is None else _instants(start.first, start, zone)[0]
    latest = END if end is None else _instants(end.after, end, zone)[1]
    return Span(earliest, latest)


def _instants(clock: datetime, point: Point, zone: str | None) -> tuple[datetime, datetime]:
    """The earliest and the latest UTC instant at which a clock in *zone* shows *clock*."""
    if point.offset is not None:
        at = clock.replace(tzinfo=timezone(point.offset)).astimezone(UTC)
        return at, at
    if zone is None:
        return (
            clock.replace(tzinfo=timezone(FAR_EAST)).astimezone(UTC),
            clock.replace(tzinfo=timezone(FAR_WEST)).astimezone(UTC),
        )
    local = zone_info(zone)
    both = [clock.replace(tzinfo=local, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return min(both), max(both)


def skipped_clock(when: When, zone: str) -> datetime | None:
    """The clock time in *when* that never was: *zone* put its clocks forward over it."""
    for point in (when.start, when.end):
        if point is None or point.precision is not Precision.CLOCK or point.offset is not None:
            continue
        local = point.first.replace(tzinfo=zone_info(zone))
        if local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) != point.first:
            return point.first
    return None


@lru_cache(maxsize=512)
def zone_info(zone: str) -> tzinfo:
    """The IANA *zone*, or raise `TimeError`.

    It comes from the tzdata package and never from the machine's own database, which may be of
    another year and holds zones that are no places (`localtime`, `posixrules`).
    """
    if zone not in zone_names():
        raise TimeError(f"{zone!r} is not a zone of the IANA database")
    with _DATABASE.joinpath("zoneinfo", *zone.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=zone)


@lru_cache(maxsize=1)
def zone_names() -> Mapping[str, None]:
    """Every zone of the database, sorted; a mapping for its order and its speed."""
    names = _DATABASE.joinpath("zones").read_text("utf-8").split()
    return MappingProxyType(dict.fromkeys(sorted(names)))
