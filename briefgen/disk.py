"""The disk: reading an archive's folder, and publishing into another."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from briefgen.problems import Location, Problem, problem
from briefgen.writing.page import Output

PUBLIC = "public"
LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is read; a captured page of that size is no article."""

MANIFEST = ".briefgen-files"
"""In the output folder: the paths of the files that briefgen made, a line each."""

TEMPORARY = re.compile(r"^\.|~$|^#.*#$|^4913$|\.sw[a-z]$|___jb_(tmp|old)___$")
"""Names not read: hidden files, backups, what editors write beside a file that they save."""

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Tree:
    """Files by POSIX path below the folder they were read from, sorted."""

    files: dict[str, bytes]
    problems: tuple[Problem, ...] = ()


def read_archive_files(root: Path) -> Tree:
    """`site.toml` and all below `content/`; hidden files and editors' backups are not read."""
    site = root / "site.toml"
    sites = (site,) if site.is_file() or site.is_symlink() else ()
    return _read(root, chain(_walk(root / "content"), sites))


def read_theme(root: Path) -> Tree:
    """The theme that briefgen ships; a file of the archive's own `templates/` replaces its like."""
    own = _read(root, _walk(root / "templates"), below="templates")
    shipped = _read(_theme(), _walk(_theme()))
    return Tree(dict(sorted({**shipped.files, **own.files}.items())), own.problems)


def read_messages() -> dict[str, bytes]:
    """The interface's PO catalogs, by language."""
    folder = _PACKAGE / "messages"
    return {path.stem: path.read_bytes() for path in sorted(folder.glob("*.po"))}


def _theme() -> Path:
    """In the wheel the theme lies within the package; in a checkout, beside it."""
    shipped = _PACKAGE / "templates"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "templates"


def _read(root: Path, paths: Iterable[Path], below: str = "") -> Tree:
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    inside = root.resolve()
    for path in sorted(paths, key=lambda path: path.relative_to(root).parts):
        place = path.relative_to(root).as_posix()
        if message := _astray(path, inside):
            problems.append(problem("file/outside", Location(place), message))
        elif path.stat().st_size > LARGEST:
            message = f"larger than {LARGEST // 1024**2} MiB"
            problems.append(problem("file/too-large", Location(place), message))
        else:
            files[place.removeprefix(f"{below}/") if below else place] = path.read_bytes()
    return Tree(files, tuple(problems))


def _astray(path: Path, inside: Path) -> str:
    """Why a link is not followed, or nothing."""
    if not path.exists():
        return "this link leads nowhere"
    target = path.resolve()
    if not target.is_relative_to(inside):
        return "this link leads out of the archive's folder"
    if any(part.startswith(".") for part in target.relative_to(inside).parts):
        return "this link leads to a hidden file"
    return "this link leads to a folder, which is not entered" if path.is_dir() else ""


def _walk(folder: Path) -> Iterator[Path]:
    """Every file below *folder*; folders behind links are listed as links, not entered."""
    folders = [folder] if folder.is_dir() else []
    while folders:
        for path in folders.pop().iterdir():
            if TEMPORARY.search(path.name):
                continue
            if path.is_dir() and not path.is_symlink():
                folders.append(path)
            elif path.is_file() or path.is_symlink():
                yield path


def replace_text(path: Path, text: str) -> None:
    """Write a file in one step: readers see the old one or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".briefgen-")
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8"))
    Path(name).chmod(0o644)
    Path(name).replace(path)


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did."""

    written: int
    unchanged: int
    pruned: int


class Publication:
    """The files of one build on their way into the output folder.

    Each is put beside its place until `commit` moves them all; `discard` leaves the folder as it
    was. Files that briefgen did not make are neither replaced nor removed.
    """

    def __init__(self, public: Path, *, dry: bool = False) -> None:
        """Begin; a *dry* one only looks whether every file could be put, and is never committed."""
        self.public = public
        self.dry = dry
        self.problems: list[Problem] = []
        self._ours = self._manifest()
        self._staged: set[str] = set()
        self._unchanged: set[str] = set()
        self._stage = public.parent / f".{public.name}.new"
        self._is_blocked = not public.is_dir() and (public.exists() or public.is_symlink())
        if self._is_blocked:
            message = f"{public.name} is not a folder, so no page can be put into it"
            self.problems.append(problem("output/not-ours", Location(public.name), message))
        if not dry:
            self.discard()

    def put(self, output: Output) -> None:
        """Take a file; one that stands in `public/` with the same bytes is left alone."""
        if self._is_blocked:
            return
        target = self.public / output.path
        try:
            if target.is_file() and not target.is_symlink() and _same(target, output.data):
                self._unchanged.add(output.path)
                return
        except OSError:
            pass
        if not self._may_replace(output.path):
            message = f"{self.public.name}/{output.path} is not briefgen's, so it is not replaced"
            hint = "move it away, or build into an empty folder"
            where = Location(f"{self.public.name}/{output.path}")
            self.problems.append(problem("output/not-ours", where, message, hint))
            return
        if self.dry:
            return
        staged = self._stage / output.path
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(output.data)
        self._staged.add(output.path)

    def commit(self) -> Published:
        """Move all into place, and remove the files of earlier builds that are made no more."""
        now = self._staged | self._unchanged
        self.public.mkdir(parents=True, exist_ok=True)
        # While files move, the manifest lists old and new: if this is cut off, no file is orphaned.
        self._write_manifest(now | self._ours)
        for path in sorted(self._staged):
            target = self.public / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self._stage / path).replace(target)
        gone = [path for path in sorted(self._ours - now) if self._is_inside(path)]
        pruned = sum(self._remove(path) for path in gone)
        self._write_manifest(now)
        self.discard()
        return Published(len(self._staged), len(self._unchanged), pruned)

    def discard(self) -> None:
        """Forget what was put."""
        if self._stage.exists():
            shutil.rmtree(self._stage)

    def _manifest(self) -> set[str]:
        path = self.public / MANIFEST
        if not path.is_file() or path.is_symlink():
            return set()
        return set(path.read_text("utf-8", errors="replace").splitlines())

    def _write_manifest(self, paths: set[str]) -> None:
        text = "".join(f"{path}\n" for path in sorted(paths))
        if not _same(self.public / MANIFEST, text.encode()):
            replace_text(self.public / MANIFEST, text)

    def _may_replace(self, path: str) -> bool:
        target = self.public / path
        if not self._is_inside(path):
            return False
        if target.is_symlink() or target.is_dir():
            return False
        return path in self._ours or not target.exists()

    def _is_inside(self, path: str) -> bool:
        """Whether no folder on the way is a link, a file or a step upwards."""
        parts = path.split("/")
        if ".." in parts or path.startswith("/"):
            return False
        folder = self.public
        for part in parts[:-1]:
            folder /= part
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                return False
        return True

    def _remove(self, path: str) -> bool:
        target = self.public / path
        if not target.is_file() and not target.is_symlink():
            return False
        target.unlink()
        for folder in target.parents:
            if folder == self.public or any(folder.iterdir()):
                break
            folder.rmdir()
        return True


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
