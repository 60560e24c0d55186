"""The catalogue is complete in both languages, every text is used, and a clerk can follow it."""

import re
from importlib.resources import files

import polars as pl
import pytest
import yaml
from letters_of_everybody import FULL, LONG_SEAT, LONG_UNIT

from penata.eligibility.rules import rules_of
from penata.eligibility.scene import Basis
from penata.explain.letters.catalogue import CATALOGUES, Text, condition, placeholders, said, texts, worded
from penata.explain.letters.text import SECTIONS
from penata.explain.told.wishes import REASONS, Answer
from penata.law.rule import Rule, RuleClass
from penata.merit import PARTS
from penata.policy import parse_policy
from penata.vocabulary import Direction, Stance
from penata.wording import PART_LABELS, Language

ALL = list(texts().values())
KINDS = ("DATE", "FACT", "DOCUMENT", "POLICY", "DECISION", "RULE")  # of a barrier
LONG_WORD = 12
RENDERED = {
    "name": FULL["name"], "seat_from": LONG_SEAT, "seat_to": LONG_SEAT, "unit_from": LONG_UNIT, "unit_to": LONG_UNIT,
    "main_to": LONG_UNIT, "place": LONG_UNIT, "certified_subject": "Pendidikan Agama Islam dan Budi Pekerti",
    "education_field": "Perencanaan Wilayah dan Kota", "contact": "Bidang Mutasi BKPSDM, telepon 0511 123456",
    "allowance_before": "Rp12.345.000", "allowance_after": "Rp12.345.000", "allowance_change": "Rp1.345.000",
    "allowance_year": "Rp16.140.000", "home_before": "sekitar 112 km", "home_after": "sekitar 112 km",
    "as_of": "30 September 2026", "effective_on": "30 September 2026", "unit_months": "12 tahun",
    "office_months": "12 tahun", "experience_months": "12 tahun",
}  # fmt: skip


def _rendered(text: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: RENDERED.get(found[1], "24"), text)


def _sentences(text: str) -> list[str]:
    """Sentences of a text; what stands after a colon is a list, not a part of the sentence."""
    spoken = re.sub(r"Rp[\d.,]+|\d+[.,]\d+", "24", _rendered(text)).replace("Yth.", "Yth")
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+|:\s", spoken) if one.strip(" .")]


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: entry.key)
def test_text_says_the_same_in_both_languages(entry: Text) -> None:
    """The same facts, in whole sentences, without a blank or a bracket too many."""
    assert placeholders(entry.indonesian) == placeholders(entry.english)
    for text in (entry.indonesian, entry.english):
        assert text == text.strip() != ""
        assert "  " not in text
        assert (text[-1] in ".:,") == (entry.indonesian[-1] in ".:,")


def test_keys_stand_in_one_file_with_both_languages() -> None:
    raw = [
        yaml.safe_load(files("penata.explain.letters").joinpath(f"texts/{name}.yaml").read_text(encoding="utf-8"))
        for name in CATALOGUES
    ]
    assert sum(map(len, raw)) == len(texts())
    assert {frozenset(entry) for each in raw for entry in each.values()} == {frozenset({"id", "en"})}


def test_every_text_is_said_somewhere() -> None:
    """By its whole key, or as a member of a family whose members are codes."""
    rooms = [files("penata").joinpath(room) for room in ("explain/letters", "report", "report/templates")]
    code = "".join(path.read_text("utf-8") for room in rooms for path in room.iterdir()
                   if path.name.endswith((".py", ".jinja")))  # fmt: skip
    codes = {*Direction, *Stance, *PARTS, *SECTIONS, *Answer, *REASONS, "shortage", "gain", "moves", "tie"}
    codes |= {*KINDS, "POINTS", "NEED", "PREDICATE", "MONTHS_IN_FIELD", "WISH_RANK", "GRANTED", "OUT_OF_SCOPE"}
    unsaid = [
        key
        for key in texts()
        if f'"{key}"' not in code and f"'{key}'" not in code
        and not (key.split(".")[0] in {"who", "paper", "must"} or (key.split(".", 1)[1] in codes and key[:4] != "page"))
    ]  # fmt: skip
    assert unsaid == []


@pytest.mark.parametrize("language", Language)
def test_sentences_are_short(language: Language) -> None:
    lengths = {
        sentence: len(sentence.split())
        for entry in ALL
        if entry.key.split(".")[0] not in {"head", "label", "who", "paper", "near", "contact", "part", "behind", "must"}
        for sentence in _sentences(entry.in_language(language))
    }
    assert sum(lengths.values()) / len(lengths) <= 11
    assert {sentence: length for sentence, length in lengths.items() if length > 24} == {}


def test_words_are_plain() -> None:
    """Few long words beside names; the Indonesian terms that everybody in an office knows are among them."""
    bare = [re.sub(r"\{\w+\}", "", entry.indonesian) for entry in ALL]
    words = [word for text in bare for word in re.findall(r"[A-Za-z]+", text)]
    long = [word for word in words if len(word) >= LONG_WORD]
    assert len(long) / len(words) <= 0.05


def _rules() -> list[Rule]:
    """Those of today, and those that held before and do no more."""
    policies = [parse_policy(f"as_of = {day}") for day in ("2026-06-30", "2021-06-30")]
    found = [rule for policy in policies for rule in rules_of(Basis(policy.effective_date, frozenset(), {}), policy)]
    return list({rule.id: rule for rule in reversed(found)}.values())


def test_plain_conditions_belong_to_rules_that_a_letter_may_name() -> None:
    told = {f"must.{rule.id}" for rule in _rules() if not rule.sensitive}
    assert {key for key in texts() if key.startswith("must.")} - told == set()


@pytest.mark.parametrize("rule", [rule for rule in _rules() if not rule.sensitive], ids=lambda rule: rule.id)
def test_whatever_bars_or_opens_a_place_is_said_plainly(rule: Rule) -> None:
    """With the numbers of the rule, and short enough to be read aloud."""
    for language, demand in ((Language.INDONESIAN, rule.demand), (Language.ENGLISH, rule.demand_en)):
        said = condition(rule.id, demand, language, rule.demand)
        assert "{" not in said
        if rule.rule_class in (RuleClass.HARD, RuleClass.GATE) and not rule.id.startswith("JPT-09"):
            assert said != demand
            assert len(said.split()) <= 24


def test_condition_without_plain_words_is_its_demand() -> None:
    assert (
        condition("LOCAL-1", "sekurangnya 3 tahun", Language.INDONESIAN, "sekurangnya 3 tahun") == "sekurangnya 3 tahun"
    )
    assert condition("MUT-03", "cukup lama", Language.INDONESIAN, "cukup lama") == "cukup lama"


def test_sentence_of_an_unknown_fact_is_not_said() -> None:
    facts = pl.DataFrame({"w_grade_after": ["9", None]})
    found = facts.select(said("change.grade_same", Language.INDONESIAN, prefix="w_"))["literal"].to_list()
    assert found == ["Kelas jabatan Saudara tetap 9.", None]


def test_codes_without_words_are_left_out() -> None:
    codes = pl.DataFrame({"route": [["IMUT", "MINISTER_REPORT", "DECREE"], ["MINISTER_REPORT"], [], None]})
    found = codes.select(worded(pl.col("route"), "who", Language.INDONESIAN))["route"].to_list()
    assert found == ["BKN (pertimbangan teknis); PPK (keputusan)", None, None, None]


def test_every_part_of_a_gain_has_a_name() -> None:
    assert [part for part in PARTS if f"part.{part}" not in texts() or part not in PART_LABELS] == []
