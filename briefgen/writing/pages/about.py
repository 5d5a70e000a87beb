"""What the archive has checked, what that proves, and how its times and figures are to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefgen.agreement import independence
from briefgen.archive import Archive
from briefgen.model import State, Translation
from briefgen.writing import addresses
from briefgen.writing.comparing import Number
from briefgen.writing.interface import Interface
from briefgen.writing.page import Page, in_every_language
from briefgen.writing.pages.briefing import Maker, makers
from briefgen.writing.parts import Composer
from briefgen.writing.pieces import Coverage, Quotations, count_quotations, coverage, number

STATES = (State.REVIEWED, State.EDITED, State.DRAFT, State.STALE, State.MISSING)
"""The columns of the table, from best to worst known."""


@dataclass(frozen=True, slots=True)
class StateColumn:
    """A column of the table: a state, in words."""

    state: str
    words: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How far the translation into a language has come."""

    language: str
    name: str
    """What the language calls itself."""

    counts: tuple[Number, ...]
    """One for each column."""

    passages: Number
    own: Number
    """Passages that are in the language already."""


@dataclass(frozen=True, slots=True)
class AboutView:
    """What was verified, and how to read the rest."""

    title: str
    quotations: Number
    verified: Number
    captures: Number
    intact: Number
    """Captures that match the checksum in their record."""

    sources: Number
    sealed: Number
    tellings: Number
    events: Number
    origins: Number
    unattributed: Number
    proposals: Number
    columns: tuple[StateColumn, ...]
    rows: tuple[CoverageRow, ...]
    makers: tuple[Maker, ...]
    """What made the translations, into all languages together."""

    timezone: str
    """The city of the site's calendar."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """What does not depend on the page's language."""

    quotations: Quotations
    captures: int
    intact: int
    covered: Mapping[str, tuple[Coverage, ...]]
    translations: tuple[Translation, ...]


def compose(archive: Archive, interfaces: Mapping[str, Interface]) -> Iterator[Page]:
    """The page in every language."""
    counted = _count(archive, interfaces)
    alternates = in_every_language(interfaces, addresses.about)
    for language, interface in interfaces.items():
        composer = Composer(archive, interface, addresses.about(language))
        view = _view(composer, interfaces, counted)
        yield Page(composer.path, "about.html", language, view, "about", alternates)


def _count(archive: Archive, interfaces: Mapping[str, Interface]) -> _Counted:
    sources = archive.sources.values()
    quotations = count_quotations(archive).values()
    captured = [source for source in sources if source.capture]
    return _Counted(
        Quotations(sum(one.verified for one in quotations), sum(one.total for one in quotations)),
        len(captured),
        sum(
            source.capture is not None and source.capture.sha256 == source.record.capture_sha256
            for source in captured
        ),
        {
            language: tuple(coverage(archive, source, language) for source in sources)
            for language in interfaces
        },
        tuple(
            archive.translate_passage(source, passage, language)
            for language in interfaces
            for source in sources
            for passage in source.passages
        ),
    )


def _view(composer: Composer, interfaces: Mapping[str, Interface], counted: _Counted) -> AboutView:
    archive, interface = composer.archive, composer.interface
    sources = archive.sources.values()
    independent = independence(archive, archive.tellings)
    return AboutView(
        title=interface.say("About"),
        quotations=number(interface, counted.quotations.total),
        verified=number(interface, counted.quotations.verified),
        captures=number(interface, counted.captures),
        intact=number(interface, counted.intact),
        sources=number(interface, len(sources)),
        sealed=number(interface, sum(source.is_sealed for source in sources)),
        tellings=number(interface, independent.tellings),
        events=number(interface, len(archive.tellings_of_event)),
        origins=number(interface, len(independent.origins)),
        unattributed=number(interface, independent.unattributed),
        proposals=number(interface, sum(source.proposals for source in sources)),
        columns=tuple(StateColumn(state.value, interface.state(state)) for state in STATES),
        rows=tuple(
            _row(interface, interfaces[language], covered)
            for language, covered in counted.covered.items()
        ),
        makers=makers(composer, counted.translations),
        timezone=interface.city(archive.site.timezone),
    )


def _row(interface: Interface, other: Interface, covered: tuple[Coverage, ...]) -> CoverageRow:
    return CoverageRow(
        other.language,
        other.own_name,
        tuple(number(interface, sum(one.states[state] for one in covered)) for state in STATES),
        number(interface, sum(one.passages for one in covered)),
        number(interface, sum(one.own for one in covered)),
    )
