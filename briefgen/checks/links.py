"""The links that editors write in dossiers: none is unsafe, none leads to nowhere in the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from urllib.parse import unquote, urlsplit

from briefgen.archive import Archive
from briefgen.problems import Location, Problem, problem
from briefgen.prose import Link
from briefgen.writing import addresses
from briefgen.writing.page import Output

SAFE = ("http", "https", "mailto")
_ID = re.compile(rb'\sid="([^"]+)"')


class Links:
    """Sees every output once, and then knows which of the editors' links lead somewhere."""

    def __init__(self, archive: Archive, languages: Collection[str]) -> None:
        """Gather the links of every dossier as it stands on its page in each language."""
        self._unsafe: list[Link] = []
        self._wanted: dict[str, list[tuple[str, Link]]] = {}
        self._anchors: dict[str, set[str]] = {}
        for dossier in archive.dossiers.values():
            for language in languages:
                translated = (one.block for one in dossier.translations.get(language, ()))
                for block in (*dossier.blocks, *translated):
                    for link in block.links if block else ():
                        self._take(link, addresses.dossier(language, dossier.id))

    def _take(self, link: Link, page: str) -> None:
        parts = urlsplit(link.href)
        if parts.scheme or parts.netloc:
            if parts.scheme not in SAFE:
                self._unsafe.append(link)
            return
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
        path = page if not parts.path else target
        self._wanted.setdefault(path, []).append((unquote(parts.fragment), link))

    def see(self, output: Output) -> None:
        """Remember the anchors of a page that some link wants."""
        if output.path in self._wanted:
            found = _ID.findall(output.data) if output.path.endswith(".html") else []
            self._anchors[output.path] = {anchor.decode("utf-8", "replace") for anchor in found}

    def problems(self) -> Iterator[Problem]:
        """Every link that is unsafe, or that leads to no page or anchor that was seen."""
        for link in self._unsafe:
            message = f"{link.href!r} is neither http, https nor mailto"
            yield problem("link/unsafe", link.location, message)
        told: set[Location] = set()
        for path, wanted in self._wanted.items():
            for anchor, link in wanted:
                if link.location in told:
                    continue  # the same link on the dossier's page in another language
                if path not in self._anchors:
                    message = f"{link.href!r} leads to {path}, which is not a page of the site"
                    hint = "links start from the dossier's page: ../events/some-event.html"
                    told.add(link.location)
                    yield problem("link/nowhere", link.location, message, hint)
                elif anchor and anchor not in self._anchors[path]:
                    message = f"{link.href!r}: the page {path} has no place named {anchor!r}"
                    told.add(link.location)
                    yield problem("link/nowhere", link.location, message)
