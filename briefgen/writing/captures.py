"""The files that are published as they are: captures, and the theme's assets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.archive import Archive
from briefgen.writing import addresses
from briefgen.writing.page import Output


def captures(archive: Archive, files: Mapping[str, bytes]) -> Iterator[Output]:
    """The bytes of every capture that its record lets the site show."""
    for source in archive.sources.values():
        if source.capture and source.record.publish == "full":
            path = addresses.capture(source.id, source.capture.name)
            yield Output(path, files[f"{source.path}/{source.capture.name}"])


def assets(theme: Mapping[str, bytes]) -> Iterator[Output]:
    """Style sheet, script, fonts and pictures; and a sign to Git hosts: not a Jekyll site."""
    for name, data in theme.items():
        if name.startswith("assets/"):
            yield Output(name, data)
    yield Output(".nojekyll", b"")
