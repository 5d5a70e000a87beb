"""What the live preview adds to pages, as values: nothing here serves or builds."""

from __future__ import annotations

import re
from pathlib import PurePath

import pytest

from briefgen.preview import (
    LISTED,
    SCRIPT,
    STYLE,
    STYLESHEET,
    blank_page,
    bug_banner,
    host_names,
    inject,
    is_read,
    open_policy,
    problem_banner,
)
from briefgen.problems import Location, Problem, Report, Severity

POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'"
PAGE = f"""<!doctype html>
<html lang="el"><head>
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>Αρχείο</title>
</head>
<body class="briefing">
<main>Κείμενο</main>
</body></html>
""".encode()
HOSTILE = '</pre><script>alert("1")</script>&amp;\u202e'


def _inject(page: bytes = PAGE, banner: str = "", host: str = "localhost:8000") -> str:
    return inject(page, banner=banner, host=host, version="7-3").decode()


def _problem(line: int = 1, col: int = 1, width: int = 1, hint: str = "") -> Problem:
    where = Location("content/a.yaml", line, col)
    return Problem("key/unknown", where, "a message", hint, width)


def _banner(text: str, *problems: Problem) -> str:
    return problem_banner(Report.of(problems), {"content/a.yaml": text.encode()})


def test_a_page_gets_the_script_and_the_channel() -> None:
    shown = _inject()
    assert f'<script src="{SCRIPT}?host=localhost&amp;port=8000&amp;snipver=7-3" defer>' in shown
    assert f'content="{POLICY}; connect-src ws://localhost:8000">' in shown
    assert STYLESHEET not in shown


def test_the_rest_of_a_page_stays_as_it_is() -> None:
    without = re.sub(r"<script.*</script>\n", "", _inject())
    without = without.replace("; connect-src ws://localhost:8000", "")
    assert without.encode() == PAGE


def test_a_banner_is_the_first_thing_in_the_body() -> None:
    shown = _inject(banner="<aside>Ω</aside>")
    assert '<body class="briefing"><aside>Ω</aside>\n<main>' in shown
    assert f'<link rel="stylesheet" href="{STYLESHEET}">\n</head>' in shown


@pytest.mark.parametrize(
    "host, name, port",
    [("localhost", "localhost", "80"), ("[::1]:8000", "[::1]", "8000"), ("[::1]", "[::1]", "80")],
)
def test_every_kind_of_host(host: str, name: str, port: str) -> None:
    assert f"host={name}&amp;port={port}&amp;" in _inject(host=host)


def test_what_is_no_page_is_left_alone() -> None:
    assert inject(b"<p>\xff", banner="x", host="h", version="1") == b"<p>\xff"


def test_bytes_that_are_not_utf8_pass() -> None:
    assert b"\xff\n" in inject(b"<head>\xff\n</head>\xfe", banner="", host="h", version="1")


def test_a_policy_written_otherwise_is_found() -> None:
    page = PAGE.replace(b"http-equiv", b"HTTP-EQUIV").replace(b"'", b"&#39;")
    assert "connect-src ws://localhost:8000" in _inject(page)


@pytest.mark.parametrize(
    "policy, opened",
    [
        ("", "script-src 'self'; style-src 'self'; connect-src ws://h:1"),
        (
            "Script-Src 'none'; style-src 'unsafe-inline'",
            "script-src 'self'; style-src 'unsafe-inline' 'self'; connect-src ws://h:1",
        ),
        (
            "connect-src https://a.example;; script-src 'self';style-src 'self' ",
            "connect-src https://a.example ws://h:1; script-src 'self'; style-src 'self'",
        ),
    ],
)
def test_a_policy_keeps_what_it_says(policy: str, opened: str) -> None:
    assert open_policy(policy, "h:1") == opened


def test_an_ipv6_address_is_allowed_as_the_page_itself() -> None:
    assert open_policy("", "[::1]:8000").endswith("connect-src 'self'")


def test_a_problem_is_shown_whole() -> None:
    banner = _banner("one\nlangage: it\n", _problem(2, 1, 7, "did you mean 'language'?"))
    assert "1 problem: nothing was published." in banner
    assert "<strong>a message</strong>" in banner
    assert "<code>content/a.yaml:2:1</code> <small>key/unknown</small>" in banner
    assert "<pre><i>2</i><mark>langage</mark>: it</pre>" in banner
    assert "<b>Hint:</b> did you mean &#x27;language&#x27;?" in banner


def test_hostile_words_are_text() -> None:
    where = Location(f"content/{HOSTILE}", 1, 3)
    found = Problem("key/unknown", where, HOSTILE, HOSTILE, 4)
    banner = problem_banner(Report((found,)), {where.path: HOSTILE.encode()})
    assert "<script" not in banner
    assert "\u202e" not in banner
    assert banner.count("</pre>") == 1
    assert banner.count("\\u202e") == 4  # path, message, line and hint
    assert "<i>1</i>&lt;/<mark>pre&gt;</mark>&lt;script&gt;" in banner


def test_a_lone_surrogate_can_be_sent() -> None:
    found = Problem("key/unknown", Location("a"), "\ud800")
    assert "\\ud800" in _inject(banner=problem_banner(Report((found,)), {}))


def test_a_long_line_is_cut_around_its_words() -> None:
    banner = _banner("a" * 500 + "wrong" + "b" * 500, _problem(1, 501, 5))
    assert re.search(r"</i>…a{60}<mark>wrong</mark>b{55}…</pre>", banner)
    banner = _banner("a" * 500, _problem(1, 1, 500))
    assert re.search(r"</i><mark>a{240}</mark>…</pre>", banner)


@pytest.mark.parametrize("line", [0, 3, 99])
def test_a_place_without_a_line(line: int) -> None:
    assert "<pre>" not in _banner("one\ntwo\n", _problem(line))


def test_a_place_behind_the_end_of_its_line() -> None:
    assert "<pre><i>1</i>one<mark> </mark></pre>" in _banner("one\n", _problem(1, 4))


def test_lines_are_counted_as_the_reader_counts_them() -> None:
    assert "<i>3</i><mark>t</mark>hree" in _banner("\ufeffone\r\ntwo\rthree\u2028x", _problem(3))


def test_warnings_alone_are_no_banner() -> None:
    warning = Problem("key/unknown", Location("a"), "m", severity=Severity.WARNING)
    assert not problem_banner(Report((warning,)), {})
    assert "And 1 warning: see the terminal." in _banner("", _problem(), warning)


def test_a_flood_is_counted() -> None:
    banner = _banner("", *(_problem(line + 1) for line in range(LISTED + 20)))
    assert banner.count("<li>") == LISTED
    assert f"{LISTED + 20} problems:" in banner
    assert "And 20 more problems: see the terminal." in banner


def test_there_is_always_a_page_to_show_problems_on() -> None:
    shown = _inject(blank_page(), bug_banner())
    assert "briefgen has a bug: see the terminal." in shown
    assert SCRIPT in shown


def test_the_banner_fetches_nothing() -> None:
    assert not re.search(r"url\(|@import", STYLE)


def test_names_on_loopback() -> None:
    names = re.compile(host_names("Archive.test", is_loopback=True))
    for name in ("127.0.0.1", "127.0.0.2", "localhost", "[::1]", "archive.test"):
        assert names.match(name), name
    for name in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", ""):
        assert not names.match(name), name
    assert not names.match("archiveXtest")


def test_names_on_the_network() -> None:
    names = re.compile(host_names("0.0.0.0", is_loopback=False))
    for name in ("desk-7.example", "10.0.0.7", "[fe80::1]"):
        assert names.match(name), name
    assert not names.match("a;b")


@pytest.mark.parametrize(
    "path",
    [
        "site.toml",
        "content",
        "content/sources/a/text.txt",
        "content/sources/4913-dead/text.txt",
        "templates/assets/style.css",
    ],
)
def test_what_is_watched(path: str) -> None:
    assert is_read(PurePath(path))


@pytest.mark.parametrize(
    "path",
    [
        "public/index.html",
        "notes.txt",
        "content/site.toml~",
        "content/.git/index",
        "content/sources/a/.text.txt.swp",
        "content/sources/a/text.txt.swx",
        "content/sources/a/4913",
        "content/sources/a/#text.txt#",
        "content/sources/a/text.txt___jb_tmp___",
    ],
)
def test_what_is_not(path: str) -> None:
    assert not is_read(PurePath(path))
