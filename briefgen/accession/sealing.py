"""Sealing: from now on a source's words and the numbers of its passages are for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.model import Source
from briefgen.problems import Location, Problem, problem
from briefgen.reading.records import parse_record
from briefgen.reading.texts import decode


def seal_record(text: str, source: Source) -> str:
    """The text of *source*'s `record.yaml` with the checksums of its capture and of its text in it.

    Nothing else in the file changes, comments included.
    """
    if source.capture and not source.record.capture_sha256:
        text = _put(text, "capture-sha256", source.capture.sha256)
    return _put(text, "text-sha256", source.text_sha256)


def check_sealable(path: str, text: str, source: Source) -> Iterator[Problem]:
    """Whether there is something to seal, and *text* is a record that takes the checksums."""
    if not source.capture and not source.record.has_no_capture:
        hint = "add the capture, or say `capture: none` in the record"
        yield problem("fixity/no-capture", Location(path), "there is no capture", hint)
    record, *_ = parse_record(path, decode(path, seal_record(text, source).encode())[0])
    if record is None or record.text_sha256 != source.text_sha256:
        message = "the checksums cannot be put in: not every key begins its own line"
        hint = f"put it in by hand, text-sha256: {source.text_sha256}"
        yield problem("yaml/unreadable", Location(path), message, hint)


def _put(text: str, key: str, value: str) -> str:
    """Fill in a key that stands empty, or add the key after the other checksum or at the end."""
    line = f"{key}: {value}"
    end = "\r\n" if "\r\n" in text else "\n"
    empty = re.compile(rf"^{key}:[ \t]*(?:~|null)?(?=[ \t]*(?:\r?$|[ \t]#))", re.MULTILINE)
    if empty.search(text):
        return empty.sub(line, text, count=1)
    other = re.search(r"^capture(-sha256)?:[^\r\n]*", text, re.MULTILINE)
    if other:
        return f"{text[: other.end()]}{end}{line}{text[other.end() :]}"
    return text + ("" if text.endswith("\n") or not text else end) + line + end
