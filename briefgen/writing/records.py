"""A source's record in rows: what it is, and on which ground each value stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.model import Basis, Ground, Source
from briefgen.writing import addresses
from briefgen.writing.interface import Interface
from briefgen.writing.parts import Composer, Worded, machine_when


@dataclass(frozen=True, slots=True)
class Entry:
    """One value."""

    words: Worded
    href: str = ""
    machine: str = ""
    """For `<time datetime>`."""

    is_sum: bool = False
    """A checksum, to be set so that its digits can be told apart."""


@dataclass(frozen=True, slots=True)
class Row:
    """A term and its values, with the ground they stand on."""

    term: str
    entries: tuple[Entry, ...]
    ground: str = ""
    why: Worded | None = None
    """The editor's reason, where the record gives one."""

    is_wide: bool = False


def record_rows(composer: Composer, source: Source) -> tuple[Row, ...]:
    """What readers of a briefing and of a source are told of it."""
    return tuple(_rows(composer, source))


def _rows(composer: Composer, source: Source) -> Iterator[Row]:
    _ = composer.interface.say
    record = source.record
    if record.publisher:
        outlet = composer.name(record.publisher)
        yield Row(_("Published by"), (Entry(outlet.words, outlet.href),))
    else:
        yield Row(_("Published by"), (Entry(Worded(_("unknown"))),))
    issued = Entry(Worded(composer.issued(source)), machine=machine_when(record.issued))
    yield _row(composer, _("Published on"), issued, record.issued_ground if record.issued else None)
    authors = tuple(Entry(composer.words(author, record.language)) for author in record.authors)
    yield Row(_("Author"), authors or (Entry(Worded(_("unknown"))),))
    yield Row(_("Type"), (Entry(Worded(type_words(composer.interface, record.type))),))
    yield Row(_("Language"), tuple(_languages(composer, source)))
    clock = Worded(record.timezone or _("unknown"))
    ground = record.timezone_ground if record.timezone else None
    yield _row(composer, _("Clock"), Entry(clock), ground)
    if record.title_ground.basis is not Basis.STATED:
        ground = record.title_ground
        why = composer.label(ground.why) if ground.why else None
        yield Row(_("Title"), (Entry(Worded(composer.interface.basis(ground.basis))),), why=why)
    if record.url:
        entries = [Entry(Worded(record.url), record.url)]
        if record.accessed:
            read = _("read on %(date)s", date=composer.interface.when(record.accessed))
            entries.append(Entry(Worded(read)))
        yield Row(_("Address"), tuple(entries), is_wide=True)
    if record.rights:
        yield Row(_("Rights"), (Entry(composer.label(record.rights)),), is_wide=True)


def _row(composer: Composer, term: str, entry: Entry, ground: Ground | None) -> Row:
    if ground is None:
        return Row(term, (entry,))
    why = composer.label(ground.why) if ground.why else None
    return Row(term, (entry,), composer.interface.basis(ground.basis), why)


def _languages(composer: Composer, source: Source) -> Iterator[Entry]:
    interface = composer.interface
    yield Entry(Worded(interface.language_name(source.record.language)))
    others: dict[str, list[str]] = {}
    for passage in source.passages:
        if passage.language != source.record.language:
            others.setdefault(passage.language, []).append(str(passage.number))
    for language, numbers in others.items():
        words = interface.say(
            "%(language)s in ¶ %(numbers)s",
            language=interface.language_name(language),
            numbers=", ".join(numbers),
        )
        yield Entry(Worded(words))


def fixity_rows(composer: Composer, source: Source) -> tuple[Row, ...]:
    """The checksums of a source, whether they hold, and what of its words the site shows."""
    return tuple(_fixity(composer, source))


def _fixity(composer: Composer, source: Source) -> Iterator[Row]:
    _ = composer.interface.say
    record, capture = source.record, source.capture
    if capture is not None:
        path = addresses.capture(source.id, capture.name)
        href = composer.link(path) if record.publish == "full" else ""
        size = composer.interface.number(capture.size)
        # A capture that differs from its record is an error, and no page is made.
        is_recorded = bool(record.capture_sha256)
        kept = (
            _("%(size)s bytes, as recorded")
            if is_recorded
            else _("%(size)s bytes, not yet recorded")
        )
        yield Row(
            _("Capture, SHA-256"),
            (
                Entry(Worded(capture.sha256), is_sum=True),
                Entry(Worded(_("the bytes as they were received")), href),
                Entry(Worded(kept % {"size": size})),
            ),
            is_wide=True,
        )
    elif record.has_no_capture:
        yield Row(_("Capture"), (Entry(Worded(_("none: there never was one"))),), is_wide=True)
    else:
        yield Row(_("Capture"), (Entry(Worded(_("none is kept"))),), is_wide=True)
    if source.is_sealed:
        words = _("sealed, and unchanged since")
    else:
        words = _("not sealed: it may still change, and cannot be quoted")
    entries = (Entry(Worded(source.text_sha256), is_sum=True), Entry(Worded(words)))
    yield Row(_("Text, SHA-256"), entries, is_wide=True)
    yield Row(_("Shown here"), (Entry(Worded(_publish(composer.interface, record.publish))),))


def _publish(interface: Interface, publish: str) -> str:
    _ = interface.say
    match publish:
        case "full":
            return _("the whole text")
        case "excerpts":
            return _("only the passages that are cited")
        case _record:
            return _("the record alone, no words of the source")


def type_words(interface: Interface, type_: str) -> str:
    """A CSL type in words; one that briefgen has no words for keeps its name."""
    _ = interface.say
    words = {
        "article": _("article"),
        "article-journal": _("journal article"),
        "article-magazine": _("magazine article"),
        "article-newspaper": _("newspaper article"),
        "broadcast": _("broadcast"),
        "document": _("document"),
        "entry": _("entry"),
        "graphic": _("picture"),
        "interview": _("interview"),
        "motion_picture": _("film"),
        "pamphlet": _("pamphlet"),
        "personal_communication": _("personal communication"),
        "post": _("post"),
        "post-weblog": _("blog post"),
        "report": _("report"),
        "speech": _("speech"),
        "webpage": _("web page"),
    }
    return words.get(type_, type_)
