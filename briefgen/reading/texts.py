"""Bytes to text."""

from __future__ import annotations

import re

from briefgen.problems import Location, Problem, problem

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_LINE_END = re.compile("\r\n|\r|\n")


def decode(path: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """UTF-8 without its byte order mark and with `\\n` line ends; empty, with a problem, if it is not.

    Control characters, which HTML forbids, are a problem too; bidirectional ones are text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        message = f"byte {data[error.start]:#04x} is not UTF-8"
        return "", (
            problem("file/not-utf8", Location(path, line, column), message, "save it as UTF-8"),
        )
    text = _LINE_END.sub("\n", text)
    if control := _CONTROL.search(text):
        message = f"control character U+{ord(control.group()):04X}"
        return text, (
            problem("text/control-character", locate(path, text, control.start()), message),
        )
    return text, ()


def locate(path: str, text: str, index: int, line: int = 1) -> Location:
    """The place of the code point at *index* of a text that begins in *line* of its file."""
    before = text[:index]
    return Location(path, line + before.count("\n"), index - (before.rfind("\n") + 1) + 1)
