"""The generated page of coverage is fresh, and tells of every rule, value and entry of the register."""

import datetime as dt
import re
import runpy
from pathlib import Path

from penata.eligibility.rules import corpus
from penata.eligibility.scene import Basis
from penata.law.register import register
from penata.law.values import values

REMEDY = "remedy: .venv/bin/python scripts/law_page.py"


def test_page_of_coverage_is_what_the_corpus_says(root: Path) -> None:
    fresh = runpy.run_path(str(root / "scripts" / "law_page.py"))["coverage"]()
    assert (root / "docs" / "law" / "coverage.md").read_text("utf-8") == fresh, REMEDY


def test_page_of_coverage_tells_of_everything(root: Path) -> None:
    page = (root / "docs" / "law" / "coverage.md").read_text("utf-8")
    told = set(re.findall(r"^\| [^|]+ \| ([^|]+) \|", page, re.MULTILINE))
    rules = {f"aturan `{rule.id}`" for rule in corpus(Basis(dt.date(2026, 6, 30), frozenset(), {}))}
    wanted = rules | {f"nilai `{entry.id}`" for entry in values()} | {entry.id for entry in register()}
    assert wanted - told == set()
