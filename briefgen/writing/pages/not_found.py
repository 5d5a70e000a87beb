"""The page for an address that has none; a host shows it at any depth: links start at the root."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.archive import Archive
from briefgen.writing import addresses
from briefgen.writing.interface import Interface
from briefgen.writing.page import Page


@dataclass(frozen=True, slots=True)
class Front:
    """The front page in a language."""

    language: str
    name: str
    """What the language calls itself."""

    path: str
    """Below the site's root."""


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """There is nothing at this address."""

    title: str
    fronts: tuple[Front, ...]


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """One page, in the site's default language; it is no page's translation."""
    interface = interfaces.get(archive.site.language)
    if interface is None:
        return
    fronts = tuple(
        Front(language, other.own_name, addresses.home(language))
        for language, other in interfaces.items()
    )
    view = NotFoundView(interface.say("Not found"), fronts)
    yield Page(addresses.NOT_FOUND, "404.html", interface.language, view)
