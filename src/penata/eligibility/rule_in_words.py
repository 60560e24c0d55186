"""One rule as a lawyer reads it: what it asks, on which text it stands, what it looks at, what settles it."""

from collections.abc import Iterator
from typing import Any, Final

from penata.eligibility.cases import Case, case_dataset, run_case
from penata.eligibility.fact_names import fact_name
from penata.eligibility.masks import roots
from penata.law.citation import POLICY, resolve
from penata.law.register import register
from penata.law.rule import Rule, Scope
from penata.law.ruleset import edition_of
from penata.law.values import Value, values
from penata.policy import Policy
from penata.tables import TABLES

FAMILIES: Final = {
    "standing": "Kedudukan", "contract": "PPPK", "tenure": "Masa di formasi", "conduct": "Disiplin dan kinerja",
    "direction": "Arah perpindahan dan instansi lain", "requirements": "Syarat jabatan",
    "entry": "Masuk jabatan pimpinan atau jabatan fungsional lain", "leading": "Jabatan pimpinan", "teachers": "Guru",
    "schools": "Sekolah", "health": "Tenaga kesehatan", "election": "Pilkada dan kepala daerah baru",
    "documents": "Berkas pindah instansi", "kinship": "Keluarga", "scope": "Batas rencana ini sendiri",
}  # fmt: skip
"""Indonesian names of the families of rules."""

MUST_CHECK: Final = "wajib dicocokkan dengan naskah resmi (JDIH) sebelum dipakai"

CLASSES: Final = {
    "HARD": "menghalangi: pasangan pegawai dan formasi yang tidak memenuhi tidak diusulkan",
    "GATE": "bersyarat: boleh diusulkan bila dokumen atau persetujuannya ada",
    "SOFT": "dicatat: tidak menghalangi dan tidak meminta apa pun",
    "INFO": "dicatat: tidak menghalangi dan tidak meminta apa pun",
}
"""What each class of rule does."""

SEEN: Final = {
    "Q": "bunyinya terbaca pada kutipan, bukan dari JDIH",
    "S": f"dari sumber kedua; {MUST_CHECK}",
    "C": f"dari data atau program publik; {MUST_CHECK}",
    "M": f"dari ingatan; {MUST_CHECK}",
}
"""How the text behind a rule was seen, by confidence."""

_STATUSES: Final = {
    "berlaku": "berlaku", "transisi": "masih dipakai sambil menunggu penggantinya", "dicabut": "sudah dicabut",
    "edaran": "surat edaran", "praktik": "praktik atau keterangan, bukan peraturan",
}  # fmt: skip
_SCOPES: Final = {
    Scope.PERSON: "pegawainya saja", Scope.POST: "formasi tujuannya saja", Scope.PAIR: "pegawai dan formasi tujuan",
}  # fmt: skip
_WIDTH: Final = 18


def rule_lines(rule: Rule, policy: Policy, *, in_force: bool) -> Iterator[str]:
    """The rule in lines of Indonesian text, all but its confirmation."""
    yield f"{rule.id} · {FAMILIES.get(rule.family, rule.family)}"
    yield ""
    yield _line("Yang diminta", rule.demand)
    yield _line("In English", rule.demand_en)
    yield _line("Akibat", f"{rule.rule_class.value}, {CLASSES[rule.rule_class.value]}")
    if rule.citation == POLICY:
        yield _line("Dasar", "kebijakan instansi; tidak ada pasal yang mengatakannya")
    for place, cited in enumerate(resolve(rule.citation)):
        where = f"{cited.regulation.id} {cited.place}".strip()
        yield _line("" if place else "Dasar", where)
        yield _line("", f"  {cited.regulation.title} ({_STATUSES[cited.regulation.status]})")
    yield _line("Keyakinan", f"{rule.confidence.value}, {SEEN[rule.confidence.value]}" if rule.confidence else
                "ditetapkan instansi; tidak ada naskah yang perlu dicocokkan")  # fmt: skip
    for place, told in enumerate(_values_of(rule, policy)):
        yield _line("" if place else "Angka terkait", told)
    yield _line("Melihat", f"{_SCOPES[rule.scope]}: {', '.join(fact_name(name) for name in rule.facts) or '–'}")
    gate, outside = rule.settled_by, " (diberikan pihak di luar instansi)" if rule.settled_by.outside else ""
    yield _line("Diselesaikan oleh", f"{gate.label}{outside}; catat di tabel approvals dengan kind {gate.kind}")
    yield _line("Yang dapat dibuat", rule.remedy)
    if rule.sensitive:
        yield _line("Sifat", "syarat pribadi: hanya diperlihatkan kepada yang berwenang")
    yield _line("Masa berlaku", _period(rule) + ("" if in_force else f"; TIDAK berlaku pada {policy.effective_date}"))
    if rule.optional:
        yield _line("Pemakaian", "hanya bila kebijakan memintanya ([rules] on), karena sumbernya diragukan")


def template(rule: Rule, policy: Policy, *, in_force: bool) -> str:
    """A file of one case that holds as it stands: the usual person on the day of the policy, and what the rule says."""
    columns, seat = stated(rule)
    case = Case(rule.id, "contoh", "contoh", {"expected": "PASS", "date": policy.effective_date})
    [person] = case_dataset(case)["employees"].to_dicts()
    lines = f'rule_set = "{policy.rule_set}"' if policy.rule_set else ""
    found = run_case(case, policy_lines=lines).found
    shown = [f"      {name}: {_yaml(person[name])}" for name in columns]
    return "\n".join([
        f"rule: {rule.id}",
        f"citation: {rule.citation}",
        "cases:",
        "  - name: contoh, ubah menurut keperluan",
        f"    date: {policy.effective_date}",
        *(["    person:", *shown] if shown else ["    # person: {kolom tabel employees: nilai}"]),
        *([f"    # to: {{{', '.join(f'{name}: …' for name in seat)}}}   # formasi tujuan"] if seat else []),
        "    # from: {kolom jabatan, formasi, atau unit asal}   forced: alasan keputusan   request: true",
        "    # tables: {conditions: [{kind: UNDER_EXAMINATION, from: 2026-01-01}]}",
        "    # expected: PASS, BAR, GATE, UNKNOWN, REMARK, atau NOT_IN_FORCE",
        f"    expected: {found if in_force else 'NOT_IN_FORCE'}",
    ])  # fmt: skip


def stated(rule: Rule) -> tuple[list[str], list[str]]:
    """What one says to try a rule: columns of ``employees`` that it looks at, and columns of the seat there."""
    looks = {*rule.facts, *roots([rule])}
    looks |= {_SOURCES[name] for name in looks & set(_SOURCES)}
    person = [c.name for c in TABLES["employees"].columns if c.name in looks and c.name not in ("post_id", "job_id")]
    return person, sorted(name.removeprefix("to_") for name in looks if name.startswith("to_") and _of_seat(name))


_SOURCES: Final = {
    "age_months": "birth_date", "months_to_retirement": "birth_date", "months_as_pns": "pns_since",
    "months_in_service": "cpns_on", "months_in_rank": "rank_since", "months_in_post": "in_post_since",
    "months_in_job": "in_job_since", "months_in_unit": "in_unit_since", "rank_order": "rank",
    "education_order": "education_level",
}  # fmt: skip
"""From which column of employees a fact is derived."""


def _line(name: str, text: str) -> str:
    return f"{name + ':' if name else '':<{_WIDTH + 2}}{text}"


def _values_of(rule: Rule, policy: Policy) -> Iterator[str]:
    """Legal values that stand beside the rule in the register, as in force on the day."""
    named = {name for entry in register() if rule.id in entry.by for name in entry.by}
    for entry in values():
        if entry.id in named and entry.holds(policy.effective_date, edition_of(policy)):
            own = policy.parameters.get(entry.id) if entry.agency else None
            may = "; boleh diubah instansi" if entry.agency else ""
            yield f"{entry.id} = {_shown(entry.value if own is None else own)} ({_source(entry)}{may})"


def _source(entry: Value) -> str:
    seen = f", {entry.confidence.value}" if entry.confidence else ""
    return "kebijakan instansi" if entry.citation == POLICY else f"{entry.citation}{seen}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {inner}" for key, inner in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _period(rule: Rule) -> str:
    first = f"sejak {rule.valid_from}" if rule.valid_from else "awalnya tidak dicatat"
    return f"{first}, sampai {rule.valid_until}" if rule.valid_until else f"{first}, masih berlaku"


def _of_seat(name: str) -> bool:
    bare = name.removeprefix("to_")
    return any(bare in TABLES[table] for table in ("jobs", "posts", "units")) and not bare.endswith("_id")


def _yaml(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    return str(value)
