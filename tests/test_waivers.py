"""`# waive CODE: reason` in a catalog silences one check for one entry, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

from briefgen.build import build

BROKEN = Path(__file__).parent / "problems/quotation/differs-in-translation/site"


def _codes(tmp_path: Path, comment: str) -> list[str]:
    site = tmp_path / "site"
    shutil.copytree(BROKEN, site)
    catalog = site / "content/dossiers/d/it.po"
    text = catalog.read_text("utf-8")
    catalog.write_text(text.replace("#: block1", f"{comment}\n#: block1"), "utf-8")
    return [found.code for found in build(site, publish=False).report.problems]


def test_a_waiver_silences_its_code(tmp_path: Path) -> None:
    """With a reason, the finding is gone."""
    comment = "# waive quotation/differs-in-translation: the Italian wire has these words"
    assert _codes(tmp_path, comment) == []


def test_a_waiver_needs_a_reason(tmp_path: Path) -> None:
    """Without one it waives nothing."""
    comment = "# waive quotation/differs-in-translation:"
    assert _codes(tmp_path, comment) == ["quotation/differs-in-translation"]


def test_a_waiver_is_for_its_code_alone(tmp_path: Path) -> None:
    """Another code's waiver does not help."""
    comment = "# waive translation/unlike: no reason"
    assert _codes(tmp_path, comment) == ["quotation/differs-in-translation"]
