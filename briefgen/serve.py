"""The live preview: the site on this machine, built anew on every save and reloaded in the browser.

livereload gives the browser's script and the channel to it, tornado the server. livereload's own
`Server` and watcher are not used: they would put an inline script into the pages, which the pages'
policy forbids, and read the whole archive again and again. watchfiles waits for the system's word.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import json
import logging
import os
import re
import socket
import traceback
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketHandler
from watchfiles import Change, awatch

from briefgen.build import build
from briefgen.disk import PUBLIC
from briefgen.preview import (
    FOLDERS,
    SCRIPT,
    STYLE,
    STYLESHEET,
    address,
    blank_page,
    bug_banner,
    host_names,
    inject,
    is_read,
    problem_banner,
)
from briefgen.printing import Printer
from briefgen.writing.addresses import NOT_FOUND

USAGE = 2


def serve(root: Path, host: str, port: int, printer: Printer, *, strict: bool) -> int:
    """Build, then serve `public/` and follow every save, until Ctrl-C."""
    try:
        sockets = _listen(host, port)
    except OSError as error:
        in_use = error.errno == errno.EADDRINUSE
        reason = "it is in use; name another with --port" if in_use else error.strerror or error
        printer.usage(f"cannot listen on port {port} of {host}: {reason}")
        return USAGE
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    preview = Preview(root.resolve(), printer, strict=strict)
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(preview, sockets, host))
    return 0


def _listen(host: str, port: int) -> list[socket.socket]:
    if port not in range(2**16):  # The system would take what is left of it.
        raise OSError("there is no such port")
    return bind_sockets(port, host)


class Preview:
    """What the browser is to see: the pages in `public/`, and the problems of the last build."""

    def __init__(self, root: Path, printer: Printer, *, strict: bool) -> None:
        """Nothing is built yet."""
        self.root, self.printer, self.strict = root, printer, strict
        self.banner, self.live_path = "", b"/"
        self._builds = 0

    @property
    def version(self) -> str:
        """Another word whenever there is something else to see, after a restart too."""
        return f"{os.getpid()}-{self._builds}"

    def shown(self, html: bytes, host: str) -> bytes:
        """A page as the browser gets it."""
        return inject(html, banner=self.banner, host=host, version=self.version)

    def rebuild(self) -> bool:
        """Build and tell the terminal; whether there is something else to see."""
        out = self.printer
        # As JSON a run is one value; here every build is a run.
        printer = Printer(as_json=out.as_json, out=out.out, err=out.err)
        news = False
        try:
            made = build(self.root, strict=self.strict, progress=printer.progress)
            printer.problems(made.report, made.files)
            printer.account(made, wrote=True)
            banner = problem_banner(made.report, made.files)
            if made.archive:
                self.live_path = urlsplit(made.archive.site.address).path.encode() or b"/"
            if made.published:
                news = made.published.written + made.published.pruned > 0
        except Exception:  # noqa: BLE001 - a bug of ours must not end an editor's session
            traceback.print_exc(file=printer.err)
            banner = bug_banner()
        printer.out.flush()
        news = news or banner != self.banner
        self.banner = banner
        self._builds += news
        return news


async def _run(preview: Preview, sockets: list[socket.socket], host: str) -> None:
    saved = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(_watch(preview.root, saved))
        await saved.wait()
        saved.clear()
        await asyncio.to_thread(preview.rebuild)
        server = HTTPServer(_application(preview, host, is_loopback=_is_loopback(sockets)))
        server.add_sockets(sockets)
        port = sockets[0].getsockname()[1]
        if not _is_loopback(sockets):
            preview.printer.usage(f"anyone who can reach port {port} here can read the archive")
        preview.printer.say(f"Open {address(host, port)} in a browser. Ctrl-C ends the preview.")
        preview.printer.out.flush()
        while True:
            await saved.wait()
            saved.clear()  # What is saved from here on is for the next build.
            if await asyncio.to_thread(preview.rebuild):
                _Channel.reload_waiters("*")


async def _watch(root: Path, saved: asyncio.Event) -> None:
    """Set *saved* once the watch stands, and when a file changes that a build reads.

    `content/` and `templates/` may come and go: the watch on the root sees it, and only it.
    """

    def matters(_: Change, path: str) -> bool:
        return is_read(PurePath(path).relative_to(root))

    async def below() -> None:
        folders = [root / name for name in FOLDERS if (root / name).is_dir()]
        with suppress(FileNotFoundError):  # Gone meanwhile; if it comes back, we are told.
            async for _ in awatch(*folders, watch_filter=matters):
                saved.set()

    async with asyncio.TaskGroup() as group:
        inner = group.create_task(below())
        saved.set()  # Whoever waits for it runs after the task just made, so misses no change.
        async for changes in awatch(root, watch_filter=matters, recursive=False):
            if any(PurePath(path).name in FOLDERS for _, path in changes):
                inner.cancel()
                await asyncio.wait([inner])
                inner = group.create_task(below())
            saved.set()


def _is_loopback(sockets: list[socket.socket]) -> bool:
    return all(ipaddress.ip_address(each.getsockname()[0]).is_loopback for each in sockets)


def _application(preview: Preview, host: str, *, is_loopback: bool) -> Application:
    application = Application(default_handler_class=_Refusal)
    application.add_handlers(
        host_names(host, is_loopback=is_loopback),
        [
            ("/livereload", _Channel, {"preview": preview}),
            (re.escape(SCRIPT), LiveReloadJSHandler),
            (re.escape(STYLESHEET), _Style),
            ("/(.*)", _Pages, {"preview": preview}),
        ],
    )
    return application


class _Refusal(RequestHandler):
    def prepare(self) -> None:
        self.set_status(421)
        self.finish("This preview does not answer to that name: open the address it printed.\n")


class _Style(RequestHandler):
    def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(STYLE)


class _Pages(StaticFileHandler):
    """The files of `public/`, anew each time: the problems on a page change without its file."""

    def initialize(self, preview: Preview) -> None:  # type: ignore[override]
        super().initialize(str(preview.root / PUBLIC), "index.html")
        self.preview, self.whole = preview, b""

    def prepare(self) -> None:
        for name in ("If-None-Match", "If-Modified-Since", "Range"):
            self.request.headers.pop(name, None)

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Tornado's check that a path is a file inside, which is read here, once for all."""
        if "\0" in absolute_path:
            raise HTTPError(404)
        path = super().validate_absolute_path(root, absolute_path)
        if path is not None:
            self.whole = Path(path).read_bytes()
            if path.endswith(".html"):
                self.whole = self.preview.shown(self.whole, self.request.host)
        return path

    def get_content_size(self) -> int:
        return len(self.whole)

    def get_content(self, *_: object) -> bytes:  # type: ignore[override]
        return self.whole

    def get_content_type(self) -> str:
        found = super().get_content_type()
        return f"{found}; charset=utf-8" if found.startswith("text/") else found

    def compute_etag(self) -> None:
        return None

    def write_error(self, status_code: int, **_: Any) -> None:  # noqa: ANN401, ARG002
        page = Path(self.root) / NOT_FOUND
        is_there = page.is_file() and not page.is_symlink()
        html = page.read_bytes() if is_there else blank_page()
        # That page may stand at any depth, so its links begin with the path of the live site.
        html = html.replace(b'"' + self.preview.live_path, b'"/')
        self.finish(self.preview.shown(html, self.request.host))


class _Channel(LiveReloadHandler):  # type: ignore[misc]  # livereload carries no types
    """livereload's channel, for this server's pages only; a page out of date reloads at once."""

    watcher = Watcher()  # Never started: it only has to be there when a reload is logged.
    live_css = False
    shown: str | None = None

    def initialize(self, preview: Preview) -> None:
        self.preview = preview

    def check_origin(self, origin: str) -> bool:
        return WebSocketHandler.check_origin(self, origin)

    def on_message(self, message: str) -> None:
        super().on_message(message)
        said = json.loads(message)
        if said["command"] == "hello":
            self.shown = said.get("snipver")
        elif said["command"] == "info" and self.shown not in (None, self.preview.version):
            self.send_message({"command": "reload", "path": "*", "liveCSS": False})
