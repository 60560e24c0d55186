"""Every act of record has words for people."""

import re
from pathlib import Path

import penata_web
from penata_web.needs.permissions import STEPS
from penata_web.shared.verbs import THINGS, VERBS, thing_words, verb_words

TOLD = re.compile(r'\bverb="([A-Z_]+)"|_(?:record|changed)\(\w+, "([A-Z_]+)"')
OF = re.compile(r'\bthing="([a-z_]+)"')


def _sources() -> str:
    return "\n".join(path.read_text("utf-8") for path in Path(penata_web.__file__).parent.rglob("*.py"))


def test_every_verb_that_is_recorded_has_words() -> None:
    steps = {f"{step.name.upper().replace('-', '_')}_SHEET" for step in STEPS}
    recorded = {first or second for first, second in TOLD.findall(_sources())} | steps
    assert len(recorded) > 40
    assert recorded - set(VERBS) == set()


def test_every_thing_that_acts_are_recorded_of_has_words() -> None:
    recorded = set(OF.findall(_sources()))
    assert len(recorded) > 10
    assert recorded - set(THINGS) == set()


def test_unknown_words_stand_as_they_were_recorded() -> None:
    assert verb_words("FREEZE_PLAN") == "Mengunci rencana sebagai usulan"
    assert (verb_words("SOMETHING_ELSE"), thing_words("else")) == ("SOMETHING_ELSE", "else")
