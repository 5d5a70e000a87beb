"""All rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefgen.archive import Archive
from briefgen.checks.catalogs import check_catalogs
from briefgen.checks.quotations import check_quotations
from briefgen.checks.references import (
    check_citations,
    check_records,
    check_registers,
    check_tellings,
)
from briefgen.checks.sources import check_captures, check_fixity
from briefgen.problems import Problem

RULES: tuple[Callable[[Archive], Iterator[Problem]], ...] = (
    check_fixity,
    check_captures,
    check_records,
    check_tellings,
    check_registers,
    check_catalogs,
    check_citations,
    check_quotations,
)


def check(archive: Archive) -> tuple[Problem, ...]:
    """What every rule finds."""
    return tuple(problem for rule in RULES for problem in rule(archive))
