"""A counted figure as a source gave it: exact, about, at least, a range, or only a word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a source says of a number, with its hedge; nothing is rounded and nothing averaged."""

    text: str
    """As the editor wrote it: `18`, `>3000`, `>=2`, `<50`, `~2400`, `50..65`, `dozens`."""

    low: Decimal | None = None
    """Lower bound, or None where there is none."""

    high: Decimal | None = None
    """Upper bound, or None where there is none."""

    sign: str = ""
    """`>`, `>=`, `<`, `<=`, `~` (about), `..` (a range), `word`, or nothing for an exact figure."""

    @property
    def is_word(self) -> bool:
        """Whether the source gave no number at all."""
        return self.sign == "word"

    def compatible(self, other: Quantity) -> bool:
        """Whether both can be true of one count. "About" has no tolerance of its own."""
        if self.is_word or other.is_word:
            return self.is_word and other.is_word and self.text == other.text
        return not (self._wholly_above(other) or other._wholly_above(self))

    def _wholly_above(self, other: Quantity) -> bool:
        if self.low is None or other.high is None:
            return False
        touching_is_apart = self.sign == ">" or other.sign == "<"
        return self.low > other.high or (touching_is_apart and self.low == other.high)

    def exceeds(self, other: Quantity) -> bool:
        """Whether this is a higher figure: no lower at either bound, and not the same."""
        if self.is_word or other.is_word or self.compatible(other):
            return False
        bottom_falls = other.low is not None and (self.low is None or self.low < other.low)
        top_falls = self.high is not None and (other.high is None or self.high < other.high)
        return not bottom_falls and not top_falls


class QuantityError(ValueError):
    """A figure that cannot be read; the message says why."""


_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_SIGNED = re.compile(rf"(>=|<=|>|<|~)?\s*({_NUMBER})")
_RANGE = re.compile(rf"({_NUMBER})\.\.({_NUMBER})")
_WORD = re.compile(r"[^\W\d_][^\d\x00-\x1f]{0,79}")
LONGEST = 40
"""Characters; no count of people or things needs more."""


def parse_quantity(text: str) -> Quantity:
    """Read a figure, or raise `QuantityError`."""
    if len(text) > LONGEST and not _WORD.fullmatch(text):
        raise QuantityError(f"a figure has at most {LONGEST} characters")
    if match := _RANGE.fullmatch(text):
        low, high = Decimal(match[1]), Decimal(match[2])
        if low > high:
            raise QuantityError("the range ends below its beginning")
        return Quantity(text, low, high, "..")
    if match := _SIGNED.fullmatch(text):
        sign, number = match[1] or "", Decimal(match[2])
        low_end = None if sign in ("<", "<=") else number
        high_end = None if sign in (">", ">=") else number
        return Quantity(text, low_end, high_end, sign)
    if _WORD.fullmatch(text):
        return Quantity(text, sign="word")
    raise QuantityError(f"{text!r} is neither 18, >3000, >=2, ~2400, 50..65 nor a word")
