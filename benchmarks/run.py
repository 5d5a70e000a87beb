"""How long a build takes, of what, and beside what.

    python benchmarks/run.py [SOURCES ...]      (default: 100 1000)

Builds archives of made-up sources in a temporary folder and prints seconds, milliseconds a page,
peak memory, and where the time went. Machines differ and are never quiet, so each number is the
median of three runs, and stands beside a floor measured in the same minute: the same files read,
and files of the same sizes written, with nothing in between. Compare the ratio to the floor.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from made_up import write

from briefgen.checks.rules import check
from briefgen.disk import Publication, read_archive_files, read_messages, read_theme
from briefgen.reading.assembly import read_archive
from briefgen.writing.composing import compose
from briefgen.writing.interface import read_interfaces
from briefgen.writing.rendering import Renderer

RUNS = 3


def main(numbers: list[int]) -> None:
    """Measure archives of each size."""
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "archive"
            write(number, root)
            measure(number, root)


def measure(number: int, root: Path) -> None:
    """Print what one archive costs."""
    runs = [_build(root) for _ in range(RUNS)]
    seconds = statistics.median(run[0] for run in runs)
    megabytes = max(run[1] for run in runs)
    again, _ = _build(root, fresh=False)
    pages = [path for path in (root / "public").rglob("*") if path.is_file()]
    floor = statistics.median(_timed(lambda: _floor(root, pages)) for _ in range(RUNS))
    print(f"{number} sources, {len(pages)} files published")
    print(f"  build      {seconds:8.2f} s  {1000 * seconds / len(pages):6.2f} ms a file")
    print(f"  again      {again:8.2f} s  (nothing changed)")
    print(f"  peak       {megabytes:8.0f} MB")
    print(f"  floor      {floor:8.2f} s  build / floor = {seconds / floor:.1f}")
    for stage, took in _stages(root):
        print(f"    {stage:9}{took:8.2f} s  {100 * took / seconds:4.0f} %")


def _build(root: Path, *, fresh: bool = True) -> tuple[float, float]:
    """Seconds and peak megabytes of one build in a process of its own."""
    if fresh:
        shutil.rmtree(root / "public", ignore_errors=True)
    command = [sys.executable, "-m", "briefgen", "build", "--root", str(root)]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  our own program
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"the build failed with status {status}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def _floor(root: Path, pages: list[Path]) -> None:
    for path in (root / "content").rglob("*"):
        if path.is_file():
            path.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        for index, page in enumerate(pages):
            (Path(folder) / str(index)).write_bytes(bytes(page.stat().st_size))


def _timed(run: Callable[[], None]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def _stages(root: Path) -> Iterator[tuple[str, float]]:
    """Seconds of each step of one build, in the order of `briefgen.build`."""
    spent: dict[str, float] = {}

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        spent[name] = time.perf_counter() - began

    with stage("read"):
        files, theme = read_archive_files(root), read_theme(root)
    with stage("parse"):
        archive, _ = read_archive(files.files)
    if archive is None:
        raise SystemExit("the archive could not be read")
    with stage("check"):
        check(archive)
    interfaces = read_interfaces(read_messages(), archive.site.languages)
    with stage("compose"):
        pages = list(compose(archive, interfaces))
    with stage("render"):
        outputs = list(Renderer(theme.files, archive, interfaces).render(pages))
    with tempfile.TemporaryDirectory() as folder, stage("publish"):
        publication = Publication(Path(folder) / "public")
        for output in outputs:
            publication.put(output)
        publication.commit()
    yield from spent.items()


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [100, 1000])
