"""Small archives in memory: a value with all it needs, where a test only cares for a part of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from briefgen.archive import Archive
from briefgen.model import (
    Capture,
    Catalog,
    Event,
    Figure,
    Name,
    Record,
    Series,
    Site,
    Source,
    Telling,
)
from briefgen.prose import Dossier
from briefgen.quantity import parse_quantity
from briefgen.reading.catalogs import parse_catalog
from briefgen.reading.dossiers import parse_dossier
from briefgen.reading.passages import parse_passages
from briefgen.when import When, parse_when

SITE = Site(title="An archive", languages=("en", "it"), timezone="Asia/Almaty")
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def checksum(text: str) -> str:
    """The SHA-256 of a text's bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def when(text: str | None) -> When | None:
    """A time, or none."""
    return parse_when(text) if text else None


def source(
    id_: str = "a",
    text: str = "First words.\n\nSecond words.\n",
    *,
    issued: str | None = "2022-01-06",
    tellings: Iterable[Telling] = (),
    catalogs: Mapping[str, Catalog] | None = None,
    captured: str | None = None,
    sealed: bool = True,
    **record: Any,
) -> Source:
    """A source, sealed unless said otherwise; *captured* is the text of its capture."""
    given = {
        "type": "webpage",
        "title": f"Title of {id_}",
        "language": "en",
        "timezone": "Europe/Rome",
        "issued": when(issued),
        "text_sha256": checksum(text) if sealed else "",
        "has_no_capture": captured is None,
        **record,
    }
    folder = f"content/sources/{id_}"
    capture = None
    if captured is not None:
        name, size = "capture.txt", len(captured.encode())
        capture = Capture(name, checksum(captured), size, captured, f"{folder}/{name}")
        given.setdefault("capture_sha256", capture.sha256)
    return Source(
        id=id_,
        record=Record(**given),
        passages=parse_passages(f"{folder}/text.txt", text, given["language"]),
        text_sha256=checksum(text),
        capture=capture,
        tellings=tuple(tellings),
        catalogs=catalogs or {},
        path=folder,
    )


def telling(
    source_id: str = "a",
    passage: int = 1,
    index: int = 1,
    *,
    reported: str | None = None,
    happened: str | None = None,
    planned: str | None = None,
    figures: Mapping[str, str] | None = None,
    **rest: Any,
) -> Telling:
    """A telling, its times and figures written as editors write them."""
    counted = (figures or {}).items()
    return Telling(
        source=source_id,
        passage=passage,
        index=index,
        reported=when(reported),
        happened=when(happened),
        planned=when(planned),
        figures=tuple(Figure(series=s, quantity=parse_quantity(text)) for s, text in counted),
        **rest,
    )


def catalog(entries: str, language: str = "it") -> Catalog:
    """A catalog of these PO entries, which must be sound."""
    read, problems = parse_catalog(f"{language}.po", HEAD + entries, language)
    assert not problems
    return read


def dossier(text: str, id_: str = "d") -> Dossier:
    """A dossier of this Markdown, which must be sound."""
    read, problems = parse_dossier(f"content/dossiers/{id_}/dossier.md", text, id_, "en")
    assert read, problems
    assert not problems
    return read


def archive(*parts: Source | Dossier | Event | Series | Name, site: Site = SITE) -> Archive:
    """An archive of these parts, in the order in which they are given."""

    def of(kind: type[Any]) -> dict[str, Any]:
        return {part.id: part for part in parts if isinstance(part, kind)}

    return Archive(
        site=site,
        sources=of(Source),
        dossiers=of(Dossier),
        events=of(Event),
        series=of(Series),
        names=of(Name),
    )
