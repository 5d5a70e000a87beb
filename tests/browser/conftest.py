"""A real browser on the real archive, from the disk and over HTTP below a sub-path."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from briefgen.build import build

ROOT = Path(__file__).parent.parent.parent
SUB_PATH = "kazakhstan-2022"
"""As in the address of site.toml: the page for missing addresses starts from there."""
QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

Open = Callable[..., BrowserContext]


def _browser_path() -> str | None:
    named = os.environ.get("BRIEFGEN_BROWSER")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here; without a browser they are skipped, unless one is required."""
    here = Path(__file__).parent
    missing = _browser_path() is None and os.environ.get("REQUIRE_BROWSER") != "1"
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if missing:
                reason = f"no Chromium here (looked for {', '.join(NAMES)}, and BRIEFGEN_BROWSER)"
                item.add_marker(pytest.mark.skip(reason=reason))


# Not for the whole session: Playwright keeps an event loop running, and other tests have their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, or a failure that says what is missing."""
    path = _browser_path()
    assert path, "REQUIRE_BROWSER=1, and there is no Chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of this repository, built once."""
    archive = tmp_path_factory.mktemp("archive")
    shutil.copy(ROOT / "site.toml", archive)
    shutil.copytree(ROOT / "content", archive / "content")
    assert build(archive).published is not None
    return archive / "public"


@pytest.fixture(scope="session")
def over_file(public: Path) -> str:
    """The site's address on the disk."""
    return public.as_uri() + "/"


@pytest.fixture(scope="session")
def over_http(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site's address below a sub-path of a plain file server."""
    top = tmp_path_factory.mktemp("server")
    (top / SUB_PATH).symlink_to(public, target_is_directory=True)
    handler = partial(_Silent, directory=str(top))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{SUB_PATH}/"
        server.shutdown()
        thread.join()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def window(browser: Browser) -> Iterator[Open]:
    """Opens windows in which every request that leaves the site fails the test."""
    opened: list[BrowserContext] = []
    strays: list[str] = []

    def open_window(
        width: int = 1280, *, dark: bool = False, script: bool = True
    ) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("file:", "http://127.0.0.1:", "data:"))
                else strays.append(request.url)
            ),
        )
        opened.append(context)
        return context

    yield open_window
    for context in opened:
        context.close()
    assert strays == []
