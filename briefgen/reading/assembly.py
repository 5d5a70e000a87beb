"""All files of an archive to the `Archive`: which reader reads what."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from briefgen.archive import Archive
from briefgen.model import Capture, Catalog, Site, Source, Telling
from briefgen.problems import Location, Problem, problem
from briefgen.prose import Dossier
from briefgen.reading import site as site_reader
from briefgen.reading.catalogs import parse_catalog
from briefgen.reading.dossiers import parse_dossier, translate_blocks
from briefgen.reading.passages import parse_passages
from briefgen.reading.records import parse_record
from briefgen.reading.registers import parse_events, parse_figures, parse_names
from briefgen.reading.reports import parse_reports
from briefgen.reading.schema import ID
from briefgen.reading.texts import decode

Files = Mapping[str, bytes]
"""The archive's files by POSIX path below its root, sorted."""

_FOLDER_FILE = re.compile(r"content/(sources|dossiers)/([^/]+)/(.+)")
_CATALOG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\.po")
_SOURCE_FILES = (
    "record.yaml text.txt capture.txt capture.html capture-text.txt reports.yaml".split()
)
_REGISTERS = ("content/events.yaml", "content/figures.yaml", "content/names.yaml")

_UNREADABLE = ("yaml/unreadable", "file/not-utf8")

T = TypeVar("T")


def read_archive(files: Files) -> tuple[Archive | None, tuple[Problem, ...]]:
    """The archive, or None where site.toml cannot be read, and all problems of its files."""
    return _Assembly(files).archive()


class _Assembly:
    """Takes the files one by one; each broken file costs its own part, and the run goes on."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []
        self.folders: dict[str, dict[str, list[str]]] = {"sources": {}, "dossiers": {}}

    def archive(self) -> tuple[Archive | None, tuple[Problem, ...]]:
        site = self.site()
        if site is None:
            return None, tuple(self.problems)
        self.sort_files()
        sources = {id_: self.source(id_) for id_ in self.folders["sources"]}
        dossiers = {id_: self.dossier(id_, site) for id_ in self.folders["dossiers"]}
        archive = Archive(
            site=site,
            sources={id_: source for id_, source in sources.items() if source},
            dossiers={id_: dossier for id_, dossier in dossiers.items() if dossier},
            events=self.register("content/events.yaml", parse_events),
            series=self.register("content/figures.yaml", parse_figures),
            names=self.register("content/names.yaml", parse_names),
            labels=self.labels(),
            unread=self.unread(sources),
        )
        return archive, tuple(self.problems)

    def site(self) -> Site | None:
        if site_reader.PATH not in self.files:
            hint = "an archive's folder holds site.toml and content/"
            location = Location(site_reader.PATH)
            self.problems.append(problem("site/missing", location, "there is no site.toml", hint))
            return None
        site, problems = site_reader.parse_site(self.text(site_reader.PATH))
        self.problems += problems
        return site

    def text(self, path: str) -> str:
        text, problems = decode(path, self.files[path])
        if path.endswith("/capture.txt"):
            hint = (
                "a capture is never edited: put its text, as UTF-8, into capture-text.txt beside it"
            )
            problems = tuple(replace(found, hint=hint) for found in problems)
        self.problems += problems
        return text

    def is_garbled(self, path: str) -> bool:
        """Whether a text that was read is not UTF-8."""
        return any(
            one.code == "file/not-utf8" and one.location.path == path for one in self.problems
        )

    def take(self, parsed: tuple[T, tuple[Problem, ...]]) -> T:
        value, problems = parsed
        self.problems += problems
        return value

    def sort_files(self) -> None:
        """Put every file to its source or dossier, and say which belong nowhere."""
        for path in self.files:
            match = _FOLDER_FILE.fullmatch(path)
            if match:
                kind, id_, name = match.groups()
                if not ID.fullmatch(id_):
                    hint = "a folder's name is its id: 1 to 64 of a-z, 0-9 and hyphen"
                    where = Location(path)
                    self.problems.append(
                        problem("id/malformed", where, f"{id_!r} is not an id", hint)
                    )
                    continue
                self.folders[kind].setdefault(id_, []).append(name)
                expected = ("dossier.md",) if kind == "dossiers" else _SOURCE_FILES
                known = name in expected or bool(_CATALOG.fullmatch(name))
            else:
                known = (
                    path in _REGISTERS or _is_label_catalog(path) or not path.startswith("content/")
                )
            if not known:
                message = "no part of the archive uses this file"
                self.problems.append(problem("file/unexpected", Location(path), message))

    def register(
        self, path: str, parse: Callable[[str, str], tuple[dict[str, T], tuple[Problem, ...]]]
    ) -> dict[str, T]:
        return self.take(parse(path, self.text(path))) if path in self.files else {}

    def unread(self, sources: Mapping[str, Source | None]) -> frozenset[str]:
        """The files and sources that are there, but of which a mistake has left nothing."""
        broken = {one.location.path for one in self.problems if one.code in _UNREADABLE}
        lost = {f"content/sources/{id_}" for id_, source in sources.items() if source is None}
        return frozenset(broken | lost)

    # --- sources

    def source(self, id_: str) -> Source | None:
        names = self.folders["sources"][id_]
        folder = f"content/sources/{id_}"
        missing = [name for name in ("record.yaml", "text.txt") if name not in names]
        for name in missing:
            message = f"the source {id_!r} has no {name}"
            self.problems.append(
                problem("source/incomplete", Location(f"{folder}/{name}"), message)
            )
        if missing:
            return None
        record, languages, kinds, problems = parse_record(
            f"{folder}/record.yaml", self.text(f"{folder}/record.yaml")
        )
        self.problems += problems
        path = f"{folder}/text.txt"
        text = self.text(path)
        tellings, proposals = self.tellings(folder, id_, names)
        catalogs = self.catalogs(folder, names)
        capture = self.capture(folder, names)
        if record is None or self.is_garbled(path):
            return None
        passages = parse_passages(path, text, record.language, languages, kinds)
        for key, numbers in (("languages", languages), ("kinds", kinds)):
            for number in numbers:
                if number > len(passages):
                    where = record.marks.get(f"{key}.{number}", Location(f"{folder}/record.yaml"))
                    message = f"there is no passage {number}; the last is {len(passages)}"
                    self.problems.append(problem("passage/unknown", where, message))
        if not passages:
            message = "text.txt holds no passage"
            self.problems.append(problem("source/incomplete", Location(path), message))
        return Source(
            id=id_,
            record=record,
            passages=passages,
            text_sha256=hashlib.sha256(self.files[path]).hexdigest(),
            capture=capture,
            tellings=tellings,
            proposals=proposals,
            catalogs=catalogs,
            path=folder,
        )

    def tellings(self, folder: str, id_: str, names: list[str]) -> tuple[tuple[Telling, ...], int]:
        if "reports.yaml" not in names:
            return (), 0
        path = f"{folder}/reports.yaml"
        tellings, proposals, problems = parse_reports(path, self.text(path), id_)
        self.problems += problems
        return tellings, proposals

    def capture(self, folder: str, names: list[str]) -> Capture | None:
        name = next((name for name in ("capture.txt", "capture.html") if name in names), None)
        if name is None:
            return None
        if name == "capture.txt" and "capture.html" in names:
            message = "there is a capture.txt too; a source has one capture"
            where = Location(f"{folder}/capture.html")
            self.problems.append(problem("file/unexpected", where, message))
        data = self.files[f"{folder}/{name}"]
        # Captures are never edited: what is not UTF-8 has its text beside it, as a page has.
        plain = name == "capture.txt" and "capture-text.txt" not in names
        text_path = f"{folder}/{name}" if plain else f"{folder}/capture-text.txt"
        text = self.text(text_path) if text_path in self.files else ""
        return Capture(name, hashlib.sha256(data).hexdigest(), len(data), text, text_path)

    def catalogs(self, folder: str, names: list[str]) -> dict[str, Catalog]:
        found: dict[str, Catalog] = {}
        for name in names:
            if _CATALOG.fullmatch(name):
                path, language = f"{folder}/{name}", name.removesuffix(".po")
                found[language] = self.take(parse_catalog(path, self.text(path), language))
        return found

    # --- dossiers and labels

    def dossier(self, id_: str, site: Site) -> Dossier | None:
        names = self.folders["dossiers"][id_]
        folder = f"content/dossiers/{id_}"
        path = f"{folder}/dossier.md"
        if path not in self.files:
            message = f"the dossier {id_!r} has no dossier.md"
            self.problems.append(problem("dossier/incomplete", Location(path), message))
            return None
        dossier = self.take(parse_dossier(path, self.text(path), id_, site.language))
        catalogs = self.catalogs(folder, names)
        if dossier is None:
            return None
        translations = {
            language: self.take(translate_blocks(dossier, catalog))
            for language, catalog in catalogs.items()
        }
        return replace(dossier, catalogs=catalogs, translations=translations)

    def labels(self) -> dict[str, Catalog]:
        found: dict[str, Catalog] = {}
        for path in self.files:
            if _is_label_catalog(path):
                language = path.removeprefix("content/labels/").removesuffix(".po")
                found[language] = self.take(parse_catalog(path, self.text(path), language))
        return found


def _is_label_catalog(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return folder == "content/labels" and bool(_CATALOG.fullmatch(name))
