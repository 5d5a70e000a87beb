"""The command line: the only part of briefgen that prints, and the one that knows exit codes."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path

from briefgen import __version__
from briefgen.accession.sealing import check_sealable, seal_record
from briefgen.build import Build, build
from briefgen.checks.rules import check
from briefgen.disk import read_archive_files, replace_text
from briefgen.printing import Printer
from briefgen.problems import Location, Report, Severity, nearest, problem
from briefgen.reading.assembly import read_archive
from briefgen.reading.texts import decode
from briefgen.translating.merging import merge
from briefgen.translating.words import LABELS, Wanted, wanted_catalogs

PUBLISHED, PROBLEMS, USAGE = 0, 1, 2
"""Exit codes: all is well; there are problems in the content; the command was called wrongly."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    # A build makes millions of small values that live to its end: looking for cycles among them
    # every 700 costs a tenth of its time.
    gc.set_threshold(100_000, 20, 20)
    # What a terminal or a pipe cannot write is shown by its code point, and stops nothing.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    root: Path = options.root
    printer = Printer(as_json=options.json)
    if not root.is_dir():
        printer.usage(f"{root} is not a folder")
        return USAGE
    try:
        run: Callable[[argparse.Namespace, Printer], int] = options.run
        return run(options, printer)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return PROBLEMS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="briefgen", description="Turn articles in several languages into a cited archive."
    )
    parser.add_argument("--version", action="version", version=f"briefgen {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the archive (default: this folder)",
    )
    common.add_argument("--strict", action="store_true", help="take warnings for errors")
    common.add_argument("--json", action="store_true", help="print problems and account as JSON")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[..., int], about: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[common], help=about, description=about)
        made.set_defaults(run=run)
        return made

    command("build", _build, "check the archive and publish it into public/")
    command("check", _check, "do all that build does, but write nothing")
    serve = command("serve", _serve, "build, show the site, and rebuild whenever a file is saved")
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: loopback)"
    )
    serve.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    seal = command("seal", _seal, "fix the words and passage numbers of sources for ever")
    seal.add_argument("ids", nargs="+", metavar="ID", help="a source")
    catalogs = command("catalogs", _catalogs, "make catalogs, or bring them up to date")
    catalogs.add_argument("ids", nargs="*", metavar="ID", help=f"a source, a dossier or {LABELS!r}")
    return parser


def _build(options: argparse.Namespace, printer: Printer) -> int:
    return _finish(
        build(options.root, strict=options.strict, progress=printer.progress), printer, wrote=True
    )


def _check(options: argparse.Namespace, printer: Printer) -> int:
    made = build(options.root, strict=options.strict, publish=False, progress=printer.progress)
    return _finish(made, printer, wrote=False)


def _finish(made: Build, printer: Printer, *, wrote: bool) -> int:
    printer.problems(made.report, made.files)
    printer.account(made, wrote=wrote)
    return PROBLEMS if made.report.errors else PUBLISHED


def _serve(options: argparse.Namespace, printer: Printer) -> int:
    # Imported here because the server's library costs the other commands a third of their start.
    from briefgen.serve import serve

    return serve(options.root, options.host, options.port, printer, strict=options.strict)


def _seal(options: argparse.Namespace, printer: Printer) -> int:
    tree = read_archive_files(options.root)
    archive, problems = read_archive(tree.files)
    sources = archive.sources if archive else {}
    found = [*tree.problems, *problems, *(check(archive) if archive else ())]
    found = [one for one in found if _concerns(one.location, options.ids)]
    for id_ in options.ids:
        if archive and id_ not in sources and not any(_concerns(p.location, [id_]) for p in found):
            message = f"{id_!r} is not a source"
            where = Location(f"content/sources/{id_}")
            found.append(problem("source/unknown", where, message, nearest(id_, sources)))
    for source in (sources[id_] for id_ in options.ids if id_ in sources):
        if not source.is_sealed:
            path = f"{source.path}/record.yaml"
            found += check_sealable(path, tree.files[path].decode("utf-8"), source)
    # A quotation from the source may be what waits for the seal.
    found = [one for one in found if one.code != "quotation/unsealed"]
    report = Report.of(found, archive.site.severities if archive else None, strict=options.strict)
    printer.problems(report, tree.files)
    sealed: list[str] = []
    if report.errors:
        printer.say("Nothing was sealed.")
    else:
        for source in (sources[id_] for id_ in dict.fromkeys(options.ids) if id_ in sources):
            if source.is_sealed:
                printer.say(f"{source.id} is sealed already.")
                continue
            path = f"{source.path}/record.yaml"
            # As it stands, with its own line ends: sealing writes its lines and no others.
            text = tree.files[path].decode("utf-8")
            replace_text(options.root / path, seal_record(text, source))
            sealed.append(source.id)
            printer.say(f"{source.id} is sealed: {len(source.passages)} passages, for ever.")
    printer.data(sealed=sealed)
    return PROBLEMS if report.errors else PUBLISHED


def _concerns(location: Location, ids: Sequence[str]) -> bool:
    return location.path == "site.toml" or any(
        location.path.startswith(f"content/sources/{id_}/") for id_ in ids
    )


def _catalogs(options: argparse.Namespace, printer: Printer) -> int:
    tree = read_archive_files(options.root)
    archive, problems = read_archive(tree.files)
    found = [*tree.problems, *problems]
    wanted: list[Wanted] = []
    if archive:
        known = {*archive.sources, *archive.dossiers, LABELS}
        for id_ in options.ids:
            if id_ not in known:
                message = f"{id_!r} is neither a source nor a dossier"
                where = Location("content")
                found.append(problem("source/unknown", where, message, nearest(id_, known)))
        wanted = [
            w for w in wanted_catalogs(archive) if not options.ids or w.project in options.ids
        ]
    # What is obsolete or written by a newer hand is what this command is for.
    found = [
        replace(one, severity=Severity.WARNING) if one.code == "catalog/obsolete" else one
        for one in found
    ]
    severities = archive.site.severities if archive else None
    report = Report.of(found, severities, strict=options.strict)
    printer.problems(report, tree.files)
    if report.errors:
        printer.say("Nothing was written.")
        wanted = []
    changed: list[str] = []
    for one in wanted:
        text = decode(one.path, tree.files[one.path])[0] if one.path in tree.files else None
        merged = merge(text, one.words, project=one.project, language=one.language)
        if merged.text != text:
            replace_text(options.root / one.path, merged.text)
            changed.append(one.path)
            printer.say(
                f"{one.path}: {merged.added} added, {merged.stale} of them from changed words,"
                f" {len(merged.dropped)} dropped"
            )
        for words in merged.dropped:
            printer.say(f"  dropped, as nothing has these words any more: {words[:60]}")
    printer.data(changed=changed)
    return PROBLEMS if report.errors else PUBLISHED
