"""The archive to pages: which kinds there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.archive import Archive
from briefgen.writing.interface import Interface
from briefgen.writing.page import Page
from briefgen.writing.pages import (
    about,
    briefing,
    chronology,
    dossiers,
    events,
    figures,
    home,
    names,
    not_found,
    source,
    sources,
)

KINDS = (
    home,
    dossiers,
    briefing,
    source,
    sources,
    chronology,
    events,
    figures,
    names,
    about,
    not_found,
)


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """Every page of the site."""
    for kind in KINDS:
        yield from kind.compose(archive, interfaces)
