"""A page: where it lives, which template draws it, and the view that the template is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is drawn."""

    path: str
    """Below `public/`."""

    template: str
    """Name of the template, below `templates/`."""

    language: str
    """Of the interface, and the page's own `lang`."""

    view: Any
    """A frozen dataclass with at least `title`; templates see it as `page`, and never the model."""

    section: str = ""
    """Which entry of the navigation it belongs to."""

    alternates: Mapping[str, str] = field(default_factory=dict)
    """The same page in each site language, by language: its path."""

    canonical: str = ""
    """The path it should be known by, if not its own."""


def in_every_language(languages: Iterable[str], address: Callable[[str], str]) -> Mapping[str, str]:
    """The same page in each of *languages*: what `alternates` holds."""
    return {language: address(language) for language in languages}


@dataclass(frozen=True, slots=True)
class Output:
    """A file to publish."""

    path: str
    data: bytes
