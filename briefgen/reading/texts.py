"""Bytes to text."""

from __future__ import annotations

import re

from briefgen.problems import Location, Problem, problem

_NO_CHARACTERS = "".join(
    chr(plane | last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
CONTROL = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef{_NO_CHARACTERS}]")
"""What HTML forbids in a page, however it is written."""

_LINE_END = re.compile("\r\n|\r|\n")


def decode(path: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """UTF-8 without its byte order mark, its lines ended by line feeds; empty if it is not UTF-8.

    Control characters, which HTML forbids, are a problem too; bidirectional ones are text.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # What the decoder was given: the data without its byte order mark.
        before = _LINE_END.sub("\n", error.object[: error.start].decode("utf-8"))
        message = f"byte {error.object[error.start]:#04x} is not UTF-8"
        where = locate(path, before, len(before))
        return "", (problem("file/not-utf8", where, message, "save it as UTF-8"),)
    text = _LINE_END.sub("\n", text)
    if control := CONTROL.search(text):
        message = f"control character U+{ord(control.group()):04X}"
        return text, (
            problem("text/control-character", locate(path, text, control.start()), message),
        )
    return text, ()


def locate(path: str, text: str, index: int, line: int = 1) -> Location:
    """The place of the code point at *index* of a text that begins in *line* of its file."""
    before = text[:index]
    return Location(path, line + before.count("\n"), index - (before.rfind("\n") + 1) + 1)
