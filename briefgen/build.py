"""The build, from an archive's folder to its site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from briefgen.archive import Archive
from briefgen.checks.links import Links
from briefgen.checks.rules import check
from briefgen.disk import (
    PUBLIC,
    Publication,
    Published,
    read_archive_files,
    read_messages,
    read_theme,
)
from briefgen.problems import Report
from briefgen.reading.assembly import read_archive
from briefgen.writing.captures import assets, captures
from briefgen.writing.composing import compose
from briefgen.writing.interface import check_interfaces, read_interfaces
from briefgen.writing.page import Page
from briefgen.writing.rendering import Renderer
from briefgen.writing.sitemap import sitemap

Progress = Callable[[str, int], None]
"""Told of a long step, and how much of it is done."""


def _quiet(_step: str, _done: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build found and did."""

    report: Report
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What was read, templates included: the lines that problems show."""

    archive: Archive | None = None
    pages: int = 0
    published: Published | None = None
    """None if nothing was written."""


def build(
    root: Path,
    *,
    strict: bool = False,
    publish: bool = True,
    progress: Progress = _quiet,
) -> Build:
    """Read the archive in *root*, judge it, and publish it into `public/` if it is sound.

    With *publish* off everything is done but the last step: `check` finds what a build would.
    """
    files, theme = read_archive_files(root), read_theme(root)
    lines = {**files.files, **{f"templates/{name}": data for name, data in theme.files.items()}}
    archive, problems = read_archive(files.files)
    problems = (*files.problems, *theme.problems, *problems)
    if archive is None:
        return Build(Report.of(problems, strict=strict), lines)

    interfaces = read_interfaces(read_messages(), archive.site.languages)
    problems = (*problems, *check_interfaces(archive.site, interfaces), *check(archive))
    problems = tuple(p for p in problems if (p.code, p.location) not in archive.waivers)
    report = Report.of(problems, archive.site.severities, strict=strict)
    if report.errors:
        return Build(report, lines, archive)

    publication = Publication(root / PUBLIC, dry=not publish)
    links = Links(archive, interfaces)
    renderer = Renderer(theme.files, archive, interfaces)
    pages: list[Page] = []
    outputs = chain(
        renderer.render(_listed(compose(archive, interfaces), pages)),
        captures(archive, files.files),
        sitemap(pages, archive.site),
        assets(theme.files),
    )
    for output in outputs:
        links.see(output)
        publication.put(output)
        progress("pages", len(pages))
    late = (*renderer.problems, *links.problems(), *publication.problems)
    report = Report.of((*problems, *late), archive.site.severities, strict=strict)
    if report.errors or not publish:
        publication.discard()
        return Build(report, lines, archive, len(pages))
    return Build(report, lines, archive, len(pages), publication.commit())


def _listed(pages: Iterable[Page], listed: list[Page]) -> Iterator[Page]:
    """The pages one by one, each listed without its view: together they would fill the memory."""
    for page in pages:
        listed.append(replace(page, view=None))
        yield page
