"""Every code has a broken site under `tests/problems/`, and the exact text that it gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from briefgen.cli import PROBLEMS, PUBLISHED, main
from briefgen.problems import CODES, Severity

HERE = Path(__file__).parent / "problems"
SITES = sorted(path.parent for path in HERE.glob("*/*/site"))


def _code(folder: Path) -> str:
    return folder.relative_to(HERE).as_posix()


def test_every_code_has_a_site() -> None:
    """No code is without an example, and no example without a code."""
    assert {_code(folder) for folder in SITES} == set(CODES)


@pytest.mark.parametrize("folder", SITES, ids=_code)
def test_a_broken_site(
    folder: Path, tmp_path: Path, *, capsys: pytest.CaptureFixture[str], update: bool
) -> None:
    """The problem is shown with its place, line and hint; an error leaves `public/` as it was."""
    site = tmp_path / "site"
    shutil.copytree(folder / "site", site, symlinks=True)
    code = _code(folder)
    if code == "file/too-large":  # too large for git as well
        with (site / "content/figures.yaml").open("wb") as file:
            file.truncate(33 * 1024 * 1024)
    before = _files(site / "public")

    exit_code = main(["build", "--root", str(site)])

    shown = capsys.readouterr().out
    expected = folder / "expected.txt"
    if update:
        expected.write_text(shown, "utf-8")
    assert shown == expected.read_text("utf-8")
    severity, _ = CODES[code]
    assert f"{severity}: {code}\n" in shown
    if severity is Severity.ERROR:
        assert exit_code == PROBLEMS
        assert _files(site / "public") == before
        assert "Nothing was written." in shown
    else:
        assert exit_code == PUBLISHED
        assert main(["build", "--root", str(site), "--strict"]) == PROBLEMS


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
