"""Where every page lives, and how one page links to another.

Addresses are POSIX paths below `public/`. Links are relative, so that the same files work at a
domain's root, below any sub-path and from a disk.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from urllib.parse import quote

ROOT = "index.html"
NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"
ASSETS = "assets"


def home(language: str) -> str:
    """The home page in a language."""
    return f"{language}/index.html"


def briefing(language: str, source: str) -> str:
    """A source in the reader's language, beside its original."""
    return f"{language}/briefings/{source}.html"


def dossier(language: str, id_: str) -> str:
    """An editor's synthesis."""
    return f"{language}/dossiers/{id_}.html"


def dossiers(language: str) -> str:
    """All dossiers."""
    return f"{language}/dossiers/index.html"


def chronology(language: str) -> str:
    """The overview of all days."""
    return f"{language}/chronology/index.html"


def day(language: str, when: date) -> str:
    """One day of the chronology."""
    return f"{language}/chronology/{when.isoformat()}.html"


def event(language: str, id_: str) -> str:
    """All tellings of one event."""
    return f"{language}/events/{id_}.html"


def events(language: str) -> str:
    """All events."""
    return f"{language}/events/index.html"


def figure(language: str, id_: str) -> str:
    """A counted series."""
    return f"{language}/figures/{id_}.html"


def figures(language: str) -> str:
    """All counted series."""
    return f"{language}/figures/index.html"


def name(language: str, id_: str) -> str:
    """A person, place, organisation or outlet."""
    return f"{language}/names/{id_}.html"


def names(language: str) -> str:
    """All names."""
    return f"{language}/names/index.html"


def sources(language: str) -> str:
    """All sources."""
    return f"{language}/sources/index.html"


def about(language: str) -> str:
    """What the archive verified."""
    return f"{language}/about.html"


def source(id_: str) -> str:
    """The original alone; one page for all languages."""
    return f"sources/{id_}.html"


def capture(id_: str, name_: str) -> str:
    """The captured bytes; what a browser could run is published as `.bin`."""
    return f"captures/{id_}.txt" if name_.endswith(".txt") else f"captures/{id_}.bin"


def passage(number: int) -> str:
    """The anchor of a passage."""
    return f"p{number}"


def language(tag: str) -> str:
    """The anchor of a language's sources on the page of all sources."""
    return f"lang-{tag}"


def entry(event: str) -> str:
    """The anchor of an event's entry on the page of a day; no id of a telling has an underscore."""
    return f"event_{event}"


def note(number: int) -> str:
    """The anchor of a note of a dossier."""
    return f"note-{number}"


def citation(number: int) -> str:
    """The anchor of the place in a dossier's prose that a note belongs to."""
    return f"cite-{number}"


@lru_cache(maxsize=1 << 16)
def fragment(anchor: str) -> str:
    """The end of a link that leads to an anchor."""
    return f"#{quote(anchor)}"


def link(origin: str, target: str, anchor: str = "") -> str:
    """The relative link from the page *origin* to *target* (and to *anchor* in it)."""
    end = fragment(anchor) if anchor else ""
    if origin == target and end:
        return end
    here, there = origin.split("/")[:-1], target.split("/")
    shared = 0
    for mine, its in zip(here, there[:-1], strict=False):
        if mine != its:
            break
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) + end


def absolute(address: str, path: str) -> str:
    """The address of a page on the web; its folder stands for an `index.html`."""
    folder, _, last = path.rpartition("/")
    if last == ROOT:
        return address + (f"{folder}/" if folder else "")
    return address + path
