"""The live preview, as it is run: a server, saves on the disk, a client of livereload's channel."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect

from briefgen.preview import SCRIPT, STYLE, STYLESHEET, bug_banner
from briefgen.printing import Printer
from briefgen.serve import Preview

LIMIT = 60
"""Seconds after which what should happen counts as not happening."""

COMMAND = (sys.executable, "-m", "briefgen", "serve", "--root")

SITE = (
    'title = "T"\naddress = "https://a.example/t/"\nlanguages = ["en"]\ntimezone = "Europe/Rome"\n'
)
RECORD = "type: webpage\ntitle: First title\nlanguage: en\n"
BROKEN = RECORD.replace("language", "langage")
PLACE = "content/sources/a/record.yaml:3:1"
PAGE = "sources/a.html"


@dataclass
class Archive:
    """A folder, and the server that shows it."""

    root: Path
    url: str = ""
    errors: str = ""

    def save(self, text: str, path: str = "content/sources/a/record.yaml") -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.with_name(".new").write_text(text, "utf-8")
        target.with_name(".new").replace(target)  # In one step: half a file is another test.

    @contextlib.contextmanager
    def served(self, *options: str) -> Iterator[None]:
        """Serve until the block ends, which ends it as Ctrl-C does."""
        command = [*COMMAND, str(self.root), "--port", "0", *options]
        errors = self.root / "errors"
        with (
            errors.open("w") as file,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=file) as process,
        ):
            assert process.stdout
            end = threading.Timer(2 * LIMIT, process.kill)
            end.start()
            try:
                for line in process.stdout:
                    if found := re.search(rb"Open (http://\S+) ", line):
                        self.url = found[1].decode()
                        break
                yield
                process.send_signal(signal.SIGINT)
                self.shown = process.stdout.read().decode()
                assert process.wait() == 0
            finally:
                end.cancel()
                process.kill()
        self.errors = errors.read_text()

    async def get(self, path: str, **headers: str) -> HTTPResponse:
        request = HTTPRequest(self.url + path, headers=headers, follow_redirects=False)
        return await AsyncHTTPClient().fetch(request, raise_error=False)

    async def text(self, path: str = PAGE) -> str:
        response = await self.get(path)
        assert response.code == 200
        return response.body.decode()

    @contextlib.asynccontextmanager
    async def channel(self, version: str = "", **headers: str) -> AsyncIterator[Channel]:
        """What livereload's script does: connect, say hello, say where it is."""
        url = f"{self.url.replace('http', 'ws')}livereload"
        socket = await websocket_connect(HTTPRequest(url, headers=headers))
        hello = {"command": "hello", "protocols": [], **({"snipver": version} if version else {})}
        # The second answer comes after the server has heard where the page is.
        for said in (hello, {"command": "info", "url": self.url}, hello):
            await socket.write_message(json.dumps(said))
        channel = Channel(socket)
        assert (await channel.told())["command"] == "hello"
        while (message := await channel.told())["command"] != "hello":
            channel.early.append(message)
        yield channel
        socket.close()
        assert await socket.read_message() is None


@dataclass
class Channel:
    """A browser's end of livereload's channel."""

    socket: WebSocketClientConnection
    early: list[dict[str, object]] = field(default_factory=list)

    async def told(self) -> dict[str, object]:
        message = await asyncio.wait_for(self.socket.read_message(), LIMIT)
        assert isinstance(message, str)
        return dict(json.loads(message))

    async def reloads(self) -> None:
        message = self.early.pop() if self.early else await self.told()
        assert message["command"] == "reload"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path)
    made.save(SITE, "site.toml")
    made.save(RECORD)
    made.save("One.\n\nTwo.\n", "content/sources/a/text.txt")
    return made


def test_a_save_reloads_the_page(archive: Archive) -> None:
    async def session() -> None:
        assert "First title" in await archive.text()
        async with archive.channel() as channel:
            archive.save(RECORD.replace("First", "Second"))
            await channel.reloads()
            assert "Second title" in await archive.text()
            archive.save("", "content/sources/a/.text.txt.swp")
            archive.save(RECORD.replace("First", "Third"))
            await channel.reloads()
            assert "Third title" in await archive.text()

    with archive.served():
        asyncio.run(session())
    assert not archive.errors
    assert archive.shown.count(" pages: ") == 2  # one build a save, none for an editor's own file
    files = [path for path in (archive.root / "public").rglob("*") if path.is_file()]
    assert not [path for path in files if b"livereload" in path.read_bytes()]
    assert files


def test_a_broken_file_leaves_the_last_good_pages(archive: Archive) -> None:
    async def session() -> None:
        async with archive.channel() as channel:
            archive.save(BROKEN)
            await channel.reloads()
            shown = await archive.text()
            assert "First title" in shown
            assert f"<code>{PLACE}</code>" in shown
            assert "<mark>langage</mark>" in shown
            assert (await archive.get(STYLESHEET[1:])).body.decode() == STYLE
            archive.save(RECORD)
            await channel.reloads()
            assert "briefgen-preview" not in await archive.text()

    with archive.served():
        asyncio.run(session())
    assert not archive.errors
    assert PLACE in archive.shown
    assert "Nothing was written." in archive.shown


def test_a_first_build_that_fails_is_shown(archive: Archive) -> None:
    async def session() -> None:
        response = await archive.get("")
        assert response.code == 404
        assert PLACE in response.body.decode()
        async with archive.channel() as channel:
            archive.save(RECORD)
            await channel.reloads()
            assert "briefgen-preview" not in await archive.text("")

    archive.save(BROKEN)
    with archive.served():
        asyncio.run(session())
    assert not archive.errors


def test_folders_may_come_and_go(archive: Archive) -> None:
    async def session() -> None:
        async with archive.channel() as channel:
            archive.save("/* mine */", "templates/assets/style.css")
            await channel.reloads()
            archive.save("/* mine again */", "templates/assets/style.css")
            await channel.reloads()
            assert await archive.text("assets/style.css") == "/* mine again */"
            (archive.root / "templates").rename(archive.root / "aside")
            await channel.reloads()
            assert "mine" not in await archive.text("assets/style.css")

    with archive.served():
        asyncio.run(session())
    assert not archive.errors


def test_a_page_that_missed_a_build_reloads(archive: Archive) -> None:
    async def session() -> None:
        page = await archive.text()
        found = re.search(r"snipver=([\w-]+)", page)
        assert found
        async with archive.channel("older") as late, archive.channel(found[1]) as current:
            await late.reloads()
            archive.save(RECORD.replace("First", "Second"))
            await late.reloads()
            await current.reloads()

    with archive.served():
        asyncio.run(session())
    assert not archive.errors


def test_who_and_what_is_answered(archive: Archive) -> None:
    async def session() -> None:
        port = archive.url.rstrip("/").rpartition(":")[2]
        assert (await archive.get("", Host="evil.example")).code == 421
        assert (await archive.get(SCRIPT[1:], Host=f"evil.example:{port}")).code == 421
        local = await archive.get("", Host=f"localhost:{port}")
        assert f"connect-src ws://localhost:{port}" in local.body.decode()
        for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
            with pytest.raises(HTTPClientError, match=r"421|403"):
                async with archive.channel(**headers):
                    pass

        public = archive.root / "public"
        (public / "way-out.html").symlink_to(archive.root / "site.toml")
        (public / "way-out").symlink_to(archive.root / "content")
        outside = ["../site.toml", "..%2fsite.toml", "%2e%2e/site.toml", "//etc/passwd", "%00"]
        for path in (*outside, "way-out.html", "way-out/sources/a/text.txt", "nowhere/at/all"):
            response = await archive.get(path)
            assert response.code in {403, 404}, path
            text = response.body.decode()
            assert '<main id="main"' in text, path
            assert 'href="/assets/style.css"' in text, path  # not the live site's
            assert SCRIPT in text, path
        assert (await archive.get("en")).headers["Location"] == "/en/"
        page = await archive.get(PAGE)
        assert page.headers["Cache-Control"] == "no-store"
        since = page.headers["Last-Modified"]
        assert (await archive.get(PAGE, **{"If-Modified-Since": since})).code == 200

    with archive.served():
        asyncio.run(session())
    assert "Traceback" not in archive.errors


def test_another_address_than_loopback_warns(archive: Archive) -> None:
    with archive.served("--host", "0.0.0.0"):
        pass
    assert archive.url.startswith("http://localhost:")
    assert archive.errors.count("anyone who can reach port") == 1


def test_a_port_in_use_is_said_in_a_line(archive: Archive) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = _refused(archive, "--port", str(taken.getsockname()[1]))
    assert re.fullmatch(r"briefgen: .*in use.*--port\n", said)
    assert not (archive.root / "public").exists()


@pytest.mark.parametrize("options", [("--host", "no such host"), ("--port", "70000")])
def test_an_address_that_cannot_be(archive: Archive, options: tuple[str, str]) -> None:
    assert re.fullmatch(r"briefgen: cannot listen on .*\n", _refused(archive, *options))


def _refused(archive: Archive, *options: str) -> str:
    command = [*COMMAND, str(archive.root), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT)
    assert done.returncode == 2
    assert not done.stdout
    return done.stderr


def test_a_bug_does_not_end_the_session(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def bug(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    out, err = io.StringIO(), io.StringIO()
    preview = Preview(archive.root, Printer(out=out, err=err), strict=False)
    with monkeypatch.context() as patch:
        patch.setattr("briefgen.serve.build", bug)
        assert preview.rebuild()
        assert preview.banner == bug_banner()
        assert "ZeroDivisionError" in err.getvalue()
        assert not preview.rebuild()  # the same again is no news
    assert preview.rebuild()
    assert not preview.banner


def test_each_build_is_a_value_of_its_own_as_json(archive: Archive) -> None:
    out = io.StringIO()
    archive.save(BROKEN)
    preview = Preview(archive.root, Printer(as_json=True, out=out), strict=False)
    preview.rebuild()
    first = json.loads(out.getvalue())
    out.truncate(out.seek(0))
    preview.rebuild()
    assert json.loads(out.getvalue()) == first
