"""What the live preview adds to a page on its way to the browser: problems, and the reload script.

Pure: values in, values out. What lies in `public/` never holds any of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from pathlib import PurePath

from briefgen.disk import TEMPORARY
from briefgen.printing import WIDEST, printable
from briefgen.problems import Problem, Report, Severity

SCRIPT, STYLESHEET = "/livereload.js", "/briefgen-preview.css"
"""Addresses of what the preview adds; livereload's script finds itself by its name."""

FOLDERS = ("content", "templates")
"""What a build reads below an archive's root, besides site.toml."""

LISTED = 50
"""Problems a banner lists; the terminal has all of them."""

_POLICY = re.compile(
    r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(">)', re.IGNORECASE
)
_BODY = re.compile(rb"<body[^>]*>", re.IGNORECASE)


def inject(html: bytes, *, banner: str, host: str, version: str) -> bytes:
    """A page with *banner* on top, that reloads when the server at *host* shows another *version*.

    Its policy is opened for that and nothing else. Without `</head>` it is left as it is.
    """
    head, end, rest = html.partition(b"</head>")
    if not end:
        return html

    def opened(policy: re.Match[str]) -> str:
        before, words, after = policy.groups()
        return before + escape(open_policy(unescape(words), host), quote=False) + after

    name, _, port = host.rpartition(":") if re.search(r":\d+$", host) else (host, "", "80")
    # The script hands `snipver` back to the server, which so learns what the browser shows.
    query = escape(f"host={name}&port={port}&snipver={version}")
    added = f'<script src="{SCRIPT}?{query}" defer></script>\n'
    if banner:
        added += f'<link rel="stylesheet" href="{STYLESHEET}">\n'
    opened_head = _POLICY.sub(opened, head.decode("utf-8", "surrogateescape"))
    rest = _BODY.sub(lambda body: body[0] + banner.encode(), rest, count=1)
    return (opened_head + added).encode("utf-8", "surrogateescape") + end + rest


def open_policy(policy: str, host: str) -> str:
    """A Content-Security-Policy that also lets in the preview's script, style and channel.

    >>> open_policy("default-src 'none'; script-src 'self'", "localhost:8000")
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src ws://localhost:8000"
    """
    said = filter(None, map(str.split, policy.split(";")))
    directives = {name.lower(): sources for name, *sources in said}
    # A policy cannot name an IPv6 address.
    channel = "'self'" if host.startswith("[") else f"ws://{host}"
    for name, source in (
        ("script-src", "'self'"),
        ("style-src", "'self'"),
        ("connect-src", channel),
    ):
        allowed = [one for one in directives.get(name, []) if one != "'none'"]
        directives[name] = allowed if source in allowed else [*allowed, source]
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def address(host: str, port: int) -> str:
    """What to open in a browser on this machine.

    >>> address("0.0.0.0", 8000), address("::1", 80)
    ('http://localhost:8000/', 'http://[::1]:80/')
    """
    name = "localhost" if host in {"", "0.0.0.0", "::"} else host  # noqa: S104 - only named
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def host_names(bound: str, *, is_loopback: bool) -> str:
    """The names under which a server bound to *bound* may be asked, as a regular expression.

    On loopback these are numbers and what cannot be made to mean another machine: a page from
    elsewhere could have its own name lead here, and then read the archive.
    """
    named = rf"localhost|{re.escape(bound.lower())}" if is_loopback else r"[\w.-]+"
    return rf"({named}|[\d.]+|\[[\da-f:.]+\])$"


def is_read(path: PurePath) -> bool:
    """Whether a build reads what lies at *path*, which counts from the archive's root.

    >>> [is_read(PurePath(path)) for path in ("site.toml", "content/a.yaml", "public/index.html")]
    [True, True, False]
    """
    if any(TEMPORARY.search(part) for part in path.parts):
        return False
    return path.parts == ("site.toml",) or path.parts[:1] in {(name,) for name in FOLDERS}


def problem_banner(report: Report, files: Mapping[str, bytes]) -> str:
    """The errors of a run as HTML, each with place, line and hint; empty if there are none."""
    errors = [found for found in report.problems if found.severity is Severity.ERROR]
    if not errors:
        return ""
    listed = "".join(_listed(found, files) for found in errors[:LISTED])
    count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
    more = [f"{len(errors) - LISTED} more problems"] if len(errors) > LISTED else []
    if report.warnings:
        more.append("1 warning" if report.warnings == 1 else f"{report.warnings} warnings")
    rest = f"<p>And {' and '.join(more)}: see the terminal.</p>" if more else ""
    return _banner(f"{count}: nothing was published.", f"<ol>{listed}</ol>{rest}")


def bug_banner() -> str:
    """What is shown when briefgen itself failed."""
    return _banner("briefgen has a bug: see the terminal.", "<p>Its traceback is there.</p>")


def blank_page() -> bytes:
    """What stands where no page is, while there is not even a 404.html."""
    return (
        b'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        b"<title>briefgen: no such page</title>\n"
        b'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        b'<meta name="color-scheme" content="light dark">\n</head>\n<body>\n'
        b"<p>There is no such page yet. If a build makes it, it shows here by itself.</p>\n"
        b"</body>\n</html>\n"
    )


def _banner(summary: str, inner: str) -> str:
    return (
        '\n<aside id="briefgen-preview" role="alert" lang="en" dir="ltr" translate="no">'
        f"<details open><summary><strong>{summary}</strong> "
        f"<span>The site stays as it was.</span></summary>{inner}</details></aside>"
    )


def _listed(found: Problem, files: Mapping[str, bytes]) -> str:
    where, code, message = map(_text, (str(found.location), found.code, found.message))
    hint = f"<p><b>Hint:</b> {_text(found.hint)}</p>" if found.hint else ""
    return (
        f"<li><p><strong>{message}</strong></p><p><code>{where}</code> <small>{code}</small></p>"
        f"{_line(found, files)}{hint}</li>\n"
    )


def _line(found: Problem, files: Mapping[str, bytes]) -> str:
    """The line a problem stands in, its words marked; a long line is cut around them."""
    where = found.location
    text = files.get(where.path, b"").decode("utf-8-sig", "replace")
    lines = re.split("\r\n|\r|\n", text)
    if not 0 < where.line <= len(lines) or not lines[where.line - 1]:
        return ""
    line, start = lines[where.line - 1], max(where.col, 1) - 1
    end = start + max(found.width, 1)
    first = max(0, start - WIDEST // 2) if len(line) > WIDEST else 0
    last = max(first + WIDEST, min(end, first + 2 * WIDEST))
    before, marked, after = line[first:start], line[start : min(end, last)], line[end:last]
    return (
        f"<pre><i>{where.line}</i>{'…' * (first > 0)}{_text(before)}"
        f"<mark>{_text(marked) or ' '}</mark>{_text(after)}{'…' * (last < len(line))}</pre>"
    )


def _text(words: str) -> str:
    return escape(printable(words))


STYLE = """\
#briefgen-preview, #briefgen-preview * { all: revert; box-sizing: border-box; }
#briefgen-preview {
  --paper: #fff4f1; --ink: #2d1512; --dim: #7c4a43; --line: #e9c3bc; --edge: #b3261e;
  --mark: #ffcfc6; --sheet: #fffdfc;
  position: sticky; inset-block-start: 0; z-index: 2147483647; color-scheme: light;
  max-block-size: 50vh; overflow: auto; padding: 0 max(1rem, calc(50vw - 34rem));
  color: var(--ink); background: var(--paper); text-align: start;
  border-block-start: 4px solid var(--edge); border-block-end: 1px solid var(--line);
  box-shadow: 0 2px 12px #0003; font: 15px/1.5 system-ui, sans-serif;
}
@media (prefers-color-scheme: dark) {
  #briefgen-preview {
    --paper: #2a1715; --ink: #f7e3df; --dim: #cf9f97; --line: #55302b; --edge: #ff7a6b;
    --mark: #7a2a20; --sheet: #1d100e; color-scheme: dark;
  }
}
#briefgen-preview summary {
  position: sticky; inset-block-start: 0; padding-block: .6rem; background: var(--paper);
  cursor: pointer;
}
#briefgen-preview summary strong { color: var(--edge); }
#briefgen-preview summary span, #briefgen-preview small { color: var(--dim); }
#briefgen-preview ol { margin: 0; padding: 0; list-style: none; }
#briefgen-preview li { padding-block: .7rem; border-block-start: 1px solid var(--line); }
#briefgen-preview p { margin: .15rem 0; overflow-wrap: anywhere; }
#briefgen-preview details > p { margin-block-end: .7rem; color: var(--dim); }
#briefgen-preview code, #briefgen-preview pre, #briefgen-preview small {
  font: 13px/1.6 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
}
#briefgen-preview small { margin-inline-start: .75rem; }
#briefgen-preview pre {
  margin: .45rem 0; padding: .4rem .7rem; border: 1px solid var(--line); border-radius: 4px;
  background: var(--sheet); white-space: pre-wrap; overflow-wrap: anywhere;
}
#briefgen-preview i {
  margin-inline-end: 1rem; color: var(--dim); font-style: normal; user-select: none;
}
#briefgen-preview mark {
  color: inherit; background: var(--mark); border-block-end: 2px solid var(--edge);
}
@media print { #briefgen-preview { display: none; } }
"""
