"""Fixity, and whether a capture and the working text account for each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefgen.archive import Archive
from briefgen.language.folding import fold_space, shorten
from briefgen.language.gate import first_difference
from briefgen.model import Capture, Source
from briefgen.problems import Location, Problem, problem


def check_fixity(archive: Archive) -> Iterator[Problem]:
    """Captures and sealed texts match the checksums of their records."""
    for source in archive.sources.values():
        record, capture = source.record, source.capture
        file = Location(f"{source.path}/record.yaml")
        if capture and record.capture_sha256 and capture.sha256 != record.capture_sha256:
            where = record.marks.get("capture-sha256", file)
            message = f"{capture.name} has changed: its SHA-256 is {capture.sha256}"
            hint = "bring back the bytes as they were received; a capture is never edited"
            yield problem("fixity/capture-changed", where, message, hint, 64)
        if record.text_sha256 and source.text_sha256 != record.text_sha256:
            where = record.marks.get("text-sha256", file)
            message = (
                f"text.txt was changed after it was sealed: its SHA-256 is {source.text_sha256}"
            )
            hint = "bring the text back; a correction is a new source with `supersedes:`"
            yield problem("fixity/text-changed", where, message, hint, 64)
        if record.capture_sha256 and not capture:
            where = record.marks.get("capture-sha256", file)
            yield problem(
                "fixity/no-capture", where, "the record has a checksum, but there is no capture"
            )
        elif (
            source.is_sealed
            and not (capture and record.capture_sha256)
            and not record.has_no_capture
        ):
            hint = "add the capture and its capture-sha256, or say `capture: none`"
            yield problem("fixity/no-capture", file, "sealed without a capture", hint)
        if capture and record.has_no_capture:
            where = record.marks.get("capture", file)
            message = f"there is a capture: {capture.name}"
            yield problem(
                "value/not-allowed", where, message, "remove `capture: none`, or the file"
            )
        if capture and not capture.text and capture.text_path.endswith("capture-text.txt"):
            message = f"{capture.name} needs its text in capture-text.txt"
            yield problem("source/incomplete", Location(capture.text_path), message)
        elif capture and not capture.size:
            message = f"{capture.name} is empty, so no passage can stand in it"
            yield problem("source/incomplete", Location(capture.text_path), message)


MOST_LOST = 20
"""Passages told one by one; a text that has nothing of its capture is told so once."""

TELLING = 6
"""Code points that must agree before the place where two texts part is worth naming."""


def check_captures(archive: Archive) -> Iterator[Problem]:
    """Everything in a capture's text is a passage or removed, and every passage is found in it."""
    for source in archive.sources.values():
        # A capture that has changed says nothing about the text.
        capture, known = source.capture, source.record.capture_sha256
        if capture and capture.text and known in ("", capture.sha256):
            yield from _compare(source, capture)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The lines of a capture that are not removed, as one run of words."""

    text: str
    starts: tuple[tuple[int, int], ...]
    """For each line its offset in `text`, and its number."""

    def line(self, offset: int) -> int:
        number = self.starts[0][1] if self.starts else 1
        for start, line in self.starts:
            if start > offset:
                break
            number = line
        return number


def _kept(source: Source, capture: Capture) -> _Kept:
    lines = capture.text.split("\n")
    removed = {
        number
        for removal in source.record.removed
        for number in range(removal.first, min(removal.last, len(lines)) + 1)
    }
    words: list[str] = []
    starts: list[tuple[int, int]] = []
    offset = 0
    for number, line in enumerate(lines, 1):
        folded = fold_space(line)
        if folded and number not in removed:
            starts.append((offset, number))
            words.append(folded)
            offset += len(folded) + 1
    return _Kept(" ".join(words), tuple(starts))


def _compare(source: Source, capture: Capture) -> Iterator[Problem]:
    lines = capture.text.rstrip("\n").count("\n") + 1
    for removal in source.record.removed:
        if removal.last > lines:
            message = f"the capture's text has {lines} lines"
            yield problem("value/not-allowed", removal.location, message)
    kept = _kept(source, capture)
    # Whole words: else the last full stop of an article could be dropped, or its first letter.
    padded = f" {kept.text} "
    position, is_lost, lost = 0, False, 0
    for passage in source.passages:
        at = padded.find(f" {passage.text} ", position)
        if at < 0:
            lost += 1
            if lost > MOST_LOST:
                message = f"more than {MOST_LOST} passages do not stand in the capture"
                hint = "is this the text of another capture?"
                yield problem("passage/not-in-capture", passage.location, message, hint)
                return
            yield _not_in_capture(source, kept, passage.number, position)
            is_lost = True
            continue
        if at > position and not is_lost:
            yield _left_out(capture, kept, position, at)
        position, is_lost = at + len(passage.text) + 1, False
    if position < len(kept.text) and not is_lost:
        yield _left_out(capture, kept, position, len(kept.text))


def _not_in_capture(source: Source, kept: _Kept, number: int, position: int) -> Problem:
    passage = source.passages[number - 1]
    ahead = first_difference(passage.text, kept.text[position:])
    message = f"passage {number} does not stand in the capture"
    if ahead.at == len(passage.text):
        message += ": there its words are part of longer ones"
    elif ahead.at >= TELLING:
        agreed = passage.text[max(0, ahead.at - 16) : ahead.at]
        message += f": after “{agreed}” it has “{ahead.quoted}”, the capture has “{ahead.stands}”"
    hint = "the text adds nothing and changes nothing, typing errors included; order counts too"
    return problem("passage/not-in-capture", passage.location, message, hint)


def _left_out(capture: Capture, kept: _Kept, start: int, end: int) -> Problem:
    words = kept.text[start:end].rstrip()
    first, last = kept.line(start), kept.line(start + len(words) - 1)
    lines = f"{first}" if first == last else f"{first}-{last}"
    return problem(
        "capture/line-left-out",
        Location(capture.text_path, first, 1),
        f"“{shorten(words)}” is neither a passage nor removed",
        f"add it to text.txt, or `- {{lines: {lines}, why: ...}}` to `removed:`",
    )
