"""Whether what one file names is there in another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from briefgen.archive import Archive
from briefgen.model import Marks, Telling
from briefgen.problems import Location, Problem, nearest, problem
from briefgen.when import When, skipped_clock

EVENTS = "content/events.yaml"
FIGURES = "content/figures.yaml"
NAMES = "content/names.yaml"
SOURCES = "content/sources"


def check_tellings(archive: Archive) -> Iterator[Problem]:
    """Passages, events, places, names and series of every telling; clock times that never were."""
    for source in archive.sources.values():
        for telling in source.tellings:
            if source.passage(telling.passage) is None:
                where = _place(telling.marks, "para")
                message = (
                    f"there is no passage {telling.passage}; the last is {len(source.passages)}"
                )
                yield problem("passage/unknown", where, message)
            if telling.event and _is_unknown(archive, EVENTS, telling.event):
                yield _unknown("event/unknown", telling, "event", telling.event, archive.events)
            if telling.where and _is_unknown(archive, NAMES, telling.where):
                yield _unknown("name/unknown", telling, "where", telling.where, archive.names)
            for figure in telling.figures:
                if _is_unknown(archive, FIGURES, figure.series):
                    at = f"figures.{figure.series}"
                    yield _unknown(
                        "figure/unknown-series", telling, at, figure.series, archive.series
                    )
            yield from _check_chains(archive, telling)
            yield from _check_clocks(archive, telling)


def _check_chains(archive: Archive, telling: Telling) -> Iterator[Problem]:
    chains = telling.chains or ()
    is_nested = "via.0.0" in telling.marks
    for outer, chain in enumerate(chains):
        for inner, name in enumerate(chain):
            if _is_unknown(archive, NAMES, name):
                at = f"via.{outer}.{inner}" if is_nested else f"via.{inner}"
                yield _unknown("name/unknown", telling, at, name, archive.names)


def _check_clocks(archive: Archive, telling: Telling) -> Iterator[Problem]:
    local = telling.zone or archive.local_zone(telling)
    reported = archive.reported(telling)
    clocks = (
        ("reported", telling.reported, reported.zone if reported else None),
        ("happened", telling.happened, local),
        ("planned", telling.planned, local),
    )
    for key, when, zone in clocks:
        yield from _check_clock(when, zone, _place(telling.marks, key))


def _check_clock(when: When | None, zone: str | None, where: Location) -> Iterator[Problem]:
    if when and zone and (clock := skipped_clock(when, zone)):
        message = f"clocks in {zone} were put forward over {clock:%H:%M} on that day"
        yield problem("time/skipped", where, message, "", len(when.text))


def check_records(archive: Archive) -> Iterator[Problem]:
    """Publishers and superseded sources are there, nothing is superseded twice, no time skipped."""
    taken: dict[str, str] = {}
    for source in archive.sources.values():
        record = source.record
        publisher, older = record.publisher, record.supersedes
        yield from _check_clock(record.issued, record.timezone, _place(record.marks, "issued"))
        if publisher and _is_unknown(archive, NAMES, publisher):
            message = f"{publisher!r} is not in names.yaml"
            where = _place(record.marks, "publisher")
            yield problem(
                "name/unknown", where, message, nearest(publisher, archive.names), len(publisher)
            )
        if older and _is_unknown(archive, SOURCES, older):
            message = f"{older!r} is not a source"
            where = _place(record.marks, "supersedes")
            yield problem(
                "source/unknown", where, message, nearest(older, archive.sources), len(older)
            )
        elif older and (older in taken or _supersedes_itself(archive, source.id)):
            where = _place(record.marks, "supersedes")
            other = taken.get(older)
            message = f"{other!r} supersedes it too" if other else "it would supersede itself"
            yield problem("source/superseded-twice", where, message, "", len(older))
        if older:
            taken.setdefault(older, source.id)


def _supersedes_itself(archive: Archive, id_: str) -> bool:
    seen: set[str] = set()
    current = id_
    while current in archive.sources and current not in seen:
        seen.add(current)
        current = archive.sources[current].record.supersedes
    return current == id_


def check_registers(archive: Archive) -> Iterator[Problem]:
    """Places of events are names, no spelling is two names', no id is an index page's address."""
    for event in archive.events.values():
        if event.where and _is_unknown(archive, NAMES, event.where):
            message = f"{event.where!r} is not in names.yaml"
            where = _place(event.marks, "where")
            yield problem(
                "name/unknown",
                where,
                message,
                nearest(event.where, archive.names),
                len(event.where),
            )
    claimed: dict[str, str] = {}
    for name in archive.names.values():
        for spelling in name.spellings:
            other = claimed.setdefault(spelling, name.id)
            if other != name.id:
                message = f"{spelling!r} is a spelling of {other!r} too"
                hint = "a mention must be one name's; make one of the spellings longer"
                yield problem("name/shared-spelling", _place(name.marks, ""), message, hint)
    for register in (archive.events, archive.series, archive.names):
        if "index" in register:
            where = _place(register["index"].marks, "")
            yield problem(
                "page/same-address", where, "the id 'index' is the address of the index page"
            )
    if "index" in archive.dossiers:
        where = archive.dossiers["index"].location
        yield problem("page/same-address", where, "the id 'index' is the address of the index page")


def check_citations(archive: Archive) -> Iterator[Problem]:
    """Cited sources and passages are there."""
    for dossier in archive.dossiers.values():
        for block in dossier.blocks:
            for citation in block.citations:
                for cited in citation.cited:
                    where, width = citation.location, len(citation.text)
                    source = archive.sources.get(cited.source)
                    if source is None:
                        if not _is_unknown(archive, SOURCES, cited.source):
                            continue
                        hint = nearest(cited.source, archive.sources)
                        message = f"{cited.source!r} is not a source"
                        yield problem("citation/unknown-source", where, message, hint, width)
                        continue
                    for number in cited.passages:
                        if source.passage(number) is None:
                            last = len(source.passages)
                            message = f"{source.id} has no passage {number}"
                            hint = f"its last is {last}"
                            yield problem("citation/unknown-passage", where, message, hint, width)


def _is_unknown(archive: Archive, file: str, id_: str) -> bool:
    """Whether *id_* is surely not there: what could not be read may well have it."""
    known: dict[str, Mapping[str, object]] = {
        EVENTS: archive.events,
        FIGURES: archive.series,
        NAMES: archive.names,
        SOURCES: archive.sources,
    }
    broken = f"{SOURCES}/{id_}" if file == SOURCES else file
    return id_ not in known[file] and broken not in archive.unread


def _unknown(code: str, telling: Telling, at: str, word: str, known: object) -> Problem:
    ids = list(known) if isinstance(known, dict) else []
    file = {"event/unknown": "events.yaml", "name/unknown": "names.yaml"}.get(code, "figures.yaml")
    where = _place(telling.marks, at)
    return problem(code, where, f"{word!r} is not in {file}", nearest(word, ids), len(word))


def _place(marks: Marks, at: str) -> Location:
    return marks.get(at) or marks.get("") or Location("")
