"""Sealing: from now on a source's words and the numbers of its passages are for ever."""

from __future__ import annotations

import re

from briefgen.model import Source


def seal_record(text: str, source: Source) -> str:
    """The text of *source*'s `record.yaml` with the checksums of its capture and of its text in it.

    Nothing else in the file changes, comments included.
    """
    if source.capture and not source.record.capture_sha256:
        text = _put(text, "capture-sha256", source.capture.sha256)
    return _put(text, "text-sha256", source.text_sha256)


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
