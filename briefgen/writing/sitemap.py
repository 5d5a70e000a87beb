"""The sitemap: every page's address on the web, with those of its other languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from briefgen.model import Site
from briefgen.writing import addresses
from briefgen.writing.page import Output, Page

MOST = 50_000
"""Addresses that one sitemap may hold (sitemaps.org)."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(pages: Iterable[Page], site: Site) -> Iterator[Output]:
    """The sitemap, or several and their index; none as long as the site has no address.

    It gives no date of change: what a build does not know, it does not say.
    """
    if not site.address:
        return
    listed = sorted((page for page in pages if _is_listed(page)), key=lambda page: page.path)
    parts = [listed[start : start + MOST] for start in range(0, len(listed), MOST)]
    if len(parts) <= 1:
        yield Output(addresses.SITEMAP, _urls(listed, site))
        return
    paths = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for path, part in zip(paths, parts, strict=True):
        yield Output(path, _urls(part, site))
    yield Output(addresses.SITEMAP, _index(paths, site))


def _is_listed(page: Page) -> bool:
    return page.path != addresses.NOT_FOUND and page.canonical in ("", page.path)


def _index(paths: Iterable[str], site: Site) -> bytes:
    entries = "".join(f"<sitemap><loc>{_address(path, site)}</loc></sitemap>\n" for path in paths)
    return f'{_XML}<sitemapindex xmlns="{_SCHEMA}">\n{entries}</sitemapindex>\n'.encode()


def _urls(pages: Iterable[Page], site: Site) -> bytes:
    head = f'<urlset xmlns="{_SCHEMA}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    return f"{_XML}{head}{''.join(_entry(page, site) for page in pages)}</urlset>\n".encode()


def _entry(page: Page, site: Site) -> str:
    lines = [f"<loc>{_address(page.path, site)}</loc>"]
    if len(page.alternates) > 1:
        lines += _alternates(page, site)
    return "<url>\n" + "".join(f"  {line}\n" for line in lines) + "</url>\n"


def _alternates(page: Page, site: Site) -> Iterator[str]:
    named = dict(page.alternates)
    if default := named.get(site.language):
        named["x-default"] = default
    for language, path in named.items():
        href = _address(path, site)
        yield f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{href}"/>'


def _address(path: str, site: Site) -> str:
    return escape(addresses.absolute(site.address, path), {'"': "&quot;"})
