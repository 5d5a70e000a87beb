"""Tiny whole archives under `tests/sites/`, and what their pages show.

Each has `expected/`: the `<main>` of some of its pages. `pytest --update` rewrites them (an empty
file asks for a new one); an expectation for a page that is not made fails.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from briefgen.build import build
from briefgen.cli import PUBLISHED, main

HERE = Path(__file__).parent
ROOT = HERE.parent
SITES = sorted(path.parent for path in HERE.glob("sites/*/site.toml"))
_MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


def _name(path: Path) -> str:
    return path.name


def _copy(site: Path, to: Path) -> Path:
    shutil.copytree(site, to, ignore=shutil.ignore_patterns("expected", "public"))
    return to


def _published(root: Path) -> dict[str, bytes]:
    public = root / "public"
    return {
        path.relative_to(public).as_posix(): path.read_bytes()
        for path in sorted(public.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("site", SITES, ids=_name)
def test_pages_are_as_expected(site: Path, tmp_path: Path, *, update: bool) -> None:
    """What a reader is shown, page by page."""
    made = _copy(site, tmp_path / "site")
    assert main(["build", "--root", str(made), "--strict"]) == PUBLISHED
    expectations = sorted((site / "expected").rglob("*.html"))
    assert expectations, "a site without expectations shows nothing"
    for expected in expectations:
        page = made / "public" / expected.relative_to(site / "expected")
        assert page.is_file(), f"{expected} is expected of a page that is not made"
        found = _MAIN.search(page.read_text("utf-8"))
        shown = found.group() + "\n" if found else ""
        if update:
            expected.write_text(shown, "utf-8")
        assert shown == expected.read_text("utf-8"), expected


@pytest.mark.parametrize("site", SITES, ids=_name)
def test_the_same_input_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Whatever the time zone, the locale, the hash seed and the order of files on the disk."""
    results = []
    for number, (zone, locale) in enumerate((("UTC", "C"), ("Pacific/Kiritimati", "el_GR.UTF-8"))):
        made = _copy(site, tmp_path / str(number))
        env = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": str(number + 1)}
        command = [sys.executable, "-m", "briefgen", "build", "--root", str(made)]
        subprocess.run(command, check=True, env=env, stdout=subprocess.DEVNULL)
        results.append(_published(made))
    assert results[0] == results[1]


@pytest.mark.parametrize("site", SITES, ids=_name)
def test_building_again_changes_nothing(site: Path, tmp_path: Path) -> None:
    """A second build writes no file; one after a change prunes what is made no more."""
    made = _copy(site, tmp_path / "site")
    first = build(made).published
    again = build(made).published
    assert first is not None
    assert again is not None
    assert (again.written, again.pruned) == (0, 0)
    assert again.unchanged == first.written


@pytest.mark.parametrize("site", [*SITES, ROOT], ids=_name)
def test_every_page_is_sound(site: Path, tmp_path: Path) -> None:
    """Tags close, ids stand once, every link and anchor leads somewhere, nothing is fetched."""
    made = _copy_archive(site, tmp_path / "site")
    assert main(["build", "--root", str(made)]) == PUBLISHED
    pages = {
        path: _Page.read(data) for path, data in _published(made).items() if path.endswith(".html")
    }
    address = _address(made)
    for path, page in pages.items():
        assert page.faults == [], path
        assert len(page.ids) == len(set(page.ids)), (path, page.ids)
        assert page.policy.startswith("default-src 'none'"), path
        for href in page.links:
            target = _target(path, href, address)
            if target is None:
                continue
            file, anchor = target
            assert (made / "public" / file).is_file(), (path, href)
            if anchor and file in pages:
                assert anchor in pages[file].ids, (path, href)
        for fetched in page.fetched:
            assert not urlsplit(fetched).netloc, (path, fetched)


def test_the_real_archive_passes_strictly(tmp_path: Path) -> None:
    """The archive in this repository has no problem at all, not even a warning."""
    made = _copy_archive(ROOT, tmp_path / "site")
    assert main(["check", "--root", str(made), "--strict"]) == PUBLISHED


def _copy_archive(site: Path, to: Path) -> Path:
    to.mkdir()
    shutil.copy(site / "site.toml", to)
    shutil.copytree(site / "content", to / "content")
    return to


def _address(root: Path) -> str:
    match = re.search(r'^address = "(.*)"', (root / "site.toml").read_text("utf-8"), re.MULTILINE)
    return urlsplit(match[1]).path if match else ""


def _target(path: str, href: str, address: str) -> tuple[str, str] | None:
    """The file and anchor that a link leads to inside the site; None if it leads out of it."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    if parts.path.startswith("/"):  # only the page for missing addresses starts from the root
        assert path == "404.html", (path, href)
        return parts.path.removeprefix(address), unquote(parts.fragment)
    if not parts.path:
        return path, unquote(parts.fragment)
    joined = os.path.normpath(os.path.join(os.path.dirname(path), unquote(parts.path)))  # noqa: PTH118, PTH120
    return joined, unquote(parts.fragment)


class _Page(HTMLParser):
    """What a page holds, and what is wrong with its tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.policy = ""

    @classmethod
    def read(cls, data: bytes) -> _Page:
        page = cls()
        page.feed(data.decode("utf-8"))
        page.close()
        if page.open:
            page.faults.append(f"not closed: {page.open}")
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in ("img", "script") and "src" in values:
            self.fetched.append(values["src"])
        if tag == "link" and values.get("rel") in ("stylesheet", "icon"):
            self.fetched.append(values["href"])
        if values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values["content"]
        if tag == "script" and "src" not in values:
            self.faults.append("a script stands in the page")
        handlers = [name for name in values if name.startswith("on") or name == "style"]
        if handlers:
            self.faults.append(f"{tag} has {handlers}")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing in line {self.getpos()[0]}")
