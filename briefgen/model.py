"""The values an archive is made of. All are frozen; none knows a file, a page or a clock.

Places in the author's files travel with the values (`location`, `marks`), but two values that
differ only in where they stand are equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from briefgen.problems import Location, Severity
from briefgen.quantity import Quantity
from briefgen.when import When

Marks = Mapping[str, Location]
"""Where each key of a mapping stands, by dotted path: `via.0`, `figures.police-killed`."""

NOWHERE = Location("")


class State(StrEnum):
    """How a translation came to be shown, from worst to best known."""

    MISSING = "missing"
    STALE = "stale"
    DRAFT = "draft"
    EDITED = "edited"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Translation:
    """What a catalog says of one passage, title, label or block."""

    state: State
    text: str = ""
    """The translated words; of a stale entry, those of the words that have since changed."""

    previous: str = ""
    """Of a stale entry: the original words that the translation was made of."""

    made: str = ""
    """Engine and date, as the catalog's `# made:` says; empty if it does not say."""

    reviewer: str = ""
    reviewed: str = ""
    """Date of the review, as written."""

    location: Location = field(default=NOWHERE, compare=False)

    @property
    def is_shown(self) -> bool:
        """Whether readers see it in the original's stead (labelled); a stale one they do not."""
        return self.state in (State.DRAFT, State.EDITED, State.REVIEWED)


MISSING = Translation(State.MISSING)


@dataclass(frozen=True, slots=True)
class Catalog:
    """The translations of one source, dossier or of the labels into one language."""

    language: str
    entries: Mapping[str, Translation] = field(default_factory=dict)
    """By msgid: the original words with their white space folded."""

    path: str = ""
    waivers: frozenset[tuple[str, Location]] = frozenset()
    """Codes that an editor has waived, each for the entry in that place, with a reason."""

    def __getitem__(self, words: str) -> Translation:
        return self.entries.get(words, MISSING)


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest part of a source that is translated and cited: a block of its `text.txt`."""

    number: int
    """Counted from 1; after sealing it is for ever."""

    text: str
    """The original words, white space folded, code point for code point otherwise."""

    kind: str = "paragraph"
    language: str = ""
    """BCP 47; that of the source unless the record says otherwise."""

    location: Location = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Removal:
    """Lines of the capture's text that the working text leaves out, and why."""

    first: int
    last: int
    why: str
    location: Location = field(default=NOWHERE, compare=False)


class Basis(StrEnum):
    """The ground on which a record gives a value."""

    STATED = "stated"
    SUPPLIED = "supplied"
    INFERRED = "inferred"
    ASSUMED = "assumed"
    IDENTIFIED = "identified"


@dataclass(frozen=True, slots=True)
class Ground:
    """A basis and the reason that the editor gives for it."""

    basis: Basis
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a source is, with the ground of each value. Unknown is None or empty."""

    type: str
    """A CSL type: article-newspaper, webpage, ..."""

    title: str
    title_ground: Ground = Ground(Basis.STATED)
    publisher: str = ""
    """An id of names.yaml."""

    authors: tuple[str, ...] = ()
    language: str
    issued: When | None = None
    issued_ground: Ground = Ground(Basis.STATED)
    timezone: str | None = None
    timezone_ground: Ground = Ground(Basis.STATED)
    url: str = ""
    accessed: When | None = None
    rights: str = ""
    publish: str = "full"
    """full, excerpts (only cited passages) or record (no words of the source)."""

    capture_sha256: str = ""
    text_sha256: str = ""
    has_no_capture: bool = False
    """The record says `capture: none`."""

    supersedes: str = ""
    removed: tuple[Removal, ...] = ()
    marks: Marks = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One counted figure within a telling."""

    series: str
    quantity: Quantity


class Kind(StrEnum):
    """What a telling's time is the time of."""

    HAPPENED = "happened"
    PLANNED = "planned"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One thing that a passage reports: when, of which event, on whose word, with which figures."""

    source: str
    passage: int
    index: int
    """Counted from 1 among the tellings of its passage."""

    reported: When | None = None
    """When the source says so; None means when the source was issued."""

    happened: When | None = None
    planned: When | None = None
    zone: str | None = None
    zone_ground: Ground | None = None
    event: str = ""
    where: str = ""
    chains: tuple[tuple[str, ...], ...] | None = None
    """Each chain from origin to the last relay before the outlet; an empty chain is the outlet's
    own reporting; None is unattributed."""

    figures: tuple[Figure, ...] = ()
    note: str = ""
    marks: Marks = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """Unique in the archive, and the anchor of its entry: `ziarul-2022-01-06-p2-1`."""
        return f"{self.source}-p{self.passage}-{self.index}"


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes as they were received, and the text in them."""

    name: str
    """`capture.txt` or `capture.html`."""

    sha256: str
    size: int
    text: str
    """Of `capture.txt` itself, or of `capture-text.txt`."""

    text_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article of the archive."""

    id: str
    record: Record
    passages: tuple[Passage, ...]
    text_sha256: str
    """Of `text.txt` as it is; the record holds what it was when it was sealed."""

    capture: Capture | None = None
    tellings: tuple[Telling, ...] = ()
    proposals: int = 0
    """Tellings that a tool proposed and no editor has accepted."""

    catalogs: Mapping[str, Catalog] = field(default_factory=dict)
    path: str = ""
    """Folder below the archive's root."""

    @property
    def is_sealed(self) -> bool:
        """Whether its words and numbers are fixed for ever, so that it may be quoted."""
        return bool(self.record.text_sha256)

    def passage(self, number: int) -> Passage | None:
        """The passage of that number, if there is one."""
        return self.passages[number - 1] if 0 < number <= len(self.passages) else None


# --- what ties sources together ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that several sources may tell of."""

    id: str
    label: str
    where: str = ""
    zone: str | None = None
    note: str = ""
    marks: Marks = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Something that is counted over time."""

    id: str
    label: str
    unit: str = ""
    role: str = ""
    group: str = ""
    cumulative: bool = False
    note: str = ""
    marks: Marks = field(default_factory=dict, compare=False)


class NameType(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person, place, organisation or outlet, with all its spellings."""

    id: str
    type: NameType
    labels: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    wikidata: str = ""
    zone: str | None = None
    marks: Marks = field(default_factory=dict, compare=False)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Labels and aliases, each once."""
        return tuple(dict.fromkeys((*self.labels.values(), *self.aliases)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What site.toml says."""

    title: str
    languages: tuple[str, ...]
    timezone: str
    address: str = ""
    """Absolute, ending in a slash; empty if the site has none yet."""

    edit_address: str = ""
    severities: Mapping[str, Severity] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The default language, in which editors write their own words."""
        return self.languages[0]
