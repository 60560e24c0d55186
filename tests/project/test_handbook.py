"""The handbook keeps step with the command and with the rules."""

import re
import runpy
import shlex
from pathlib import Path

import pytest

from penata.cli.main import _parser
from penata.cli.synth import DEFAULT_DAY
from penata.eligibility.rules import rules_of
from penata.eligibility.scene import Basis
from penata.policy import parse_policy
from penata.synthetic import synthesise

BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(penata [^`\n]+)`")
PLANTED = re.compile(r"`(\d{18})`|(?:eligible \S+ )(\d{18})")


def test_page_of_rules_is_what_the_rules_say(root: Path) -> None:
    script = runpy.run_path(str(root / "scripts" / "law_page.py"))
    fresh = script["page"]()
    assert (root / "docs" / "law" / "rules.md").read_text("utf-8") == fresh, "remedy: python scripts/law_page.py"


def test_page_of_rules_has_every_rule(root: Path) -> None:
    policy = parse_policy("as_of = 2026-06-30")
    rules = [rule.id for rule in rules_of(Basis(policy.effective_date, frozenset(), {}), policy)]
    rows = re.findall(
        r"^\| ([A-Z]{3}-[\w-]+) \|(?:[^|\n]*\|){5}$", (root / "docs/law/rules.md").read_text("utf-8"), re.M
    )
    assert sorted(rows) == sorted(rules)


def test_commands_in_the_handbook_are_understood(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [root / "README.md", *sorted((root / "docs" / "handbook").glob("*.md"))]
    commands = {(page.name, command) for page in pages for command in _commands(page.read_text("utf-8"))}
    assert len(commands) > 20
    assert {c for c in commands if not _is_understood(c[1])} == set(), capsys.readouterr().err


def test_misspelt_command_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert _commands("```\npenata plan data --out x   # tulis\n```\nlalu `penata check data --limt 3`.") == [
        "penata plan data --out x",
        "penata check data --limt 3",
    ]
    assert _is_understood("penata plan data --out x")
    assert not _is_understood("penata check data --limt 3")


def test_people_in_the_stories_are_planted(root: Path) -> None:
    cases = synthesise(seed=7, employees=8000, as_of=DEFAULT_DAY).cases
    planted = [*cases["stories"].values(), *cases["cases"].values()]
    known = {person["employee_id"] for story in planted for person in story["people"].values()}
    told = {a or b for a, b in PLANTED.findall((root / "docs/handbook/lima-cerita.md").read_text("utf-8"))}
    assert len(told) > 10
    assert told - known == set()


def _commands(text: str) -> list[str]:
    in_blocks = [
        line.split("   #")[0].split(" # ")[0].strip()
        for block in BLOCK.findall(text)
        for line in block.splitlines()
        if line.startswith("penata ")
    ]
    in_text = [found for found in INLINE.findall(BLOCK.sub("", text)) if " -" in found]
    return in_blocks + in_text


def _is_understood(command: str) -> bool:
    words = shlex.split(command)[1:]
    try:
        _parser(words).parse_args(words)
    except SystemExit:
        return False
    return True
