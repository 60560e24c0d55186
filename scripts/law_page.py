"""Writes docs/law/rules.md (what Penata asks of a transfer) and docs/law/coverage.md (article by article).

.venv/bin/python scripts/law_page.py
"""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from penata.eligibility.rules import corpus, rule_set_of, rules_of
from penata.eligibility.scene import Basis
from penata.law.citation import POLICY, regulations, resolve
from penata.law.edition import NEWEST, is_known
from penata.law.register import register
from penata.law.rule import Rule
from penata.law.values import Value, values
from penata.policy import Policy
from penata.vocabulary import Confidence

ROOT: Final = Path(__file__).resolve().parents[1]
RULES: Final = ROOT / "docs" / "law" / "rules.md"
COVERAGE: Final = ROOT / "docs" / "law" / "coverage.md"
ON: Final = dt.date(2026, 6, 30)
SEEN: Final = {
    Confidence.QUOTED: "Q",
    Confidence.SECONDARY: "**S**",
    Confidence.CODE: "**C**",
    Confidence.MEMORY: "**M**",
    None: "instansi",
}
FAMILIES: Final = {
    "standing": "Kedudukan",
    "contract": "PPPK",
    "tenure": "Masa di formasi",
    "conduct": "Disiplin dan kinerja",
    "direction": "Arah perpindahan dan instansi lain",
    "documents": "Berkas pindah instansi",
    "requirements": "Syarat jabatan",
    "entry": "Masuk jabatan pimpinan atau jabatan fungsional lain",
    "leading": "Jabatan pimpinan",
    "teachers": "Guru",
    "health": "Tenaga kesehatan",
    "election": "Pilkada dan kepala daerah",
    "kinship": "Keluarga",
}
SETTABLE: Final = {
    "mut.min_months": "bulan penuh di formasi sebelum boleh dipindahkan",
    "mut.max_months": "bulan penuh di formasi, sesudahnya ditinjau",
    "mut.min_months_jpt": "bulan penuh pada JPT; di bawahnya tidak dapat dipindahkan dengan alasan apa pun",
    "mut.min_months_jpt_reason": "bulan penuh pada JPT; di bawahnya perlu alasan tertulis",
    "bup.min_months_left": "bulan penuh sebelum pensiun; di bawahnya tidak dipindahkan",
    "guru.sd.minimum": "guru kelas paling sedikit tiap SD (kondisi minimal)",
    "guru.sd.minimum.special": "guru kelas paling sedikit tiap SD di daerah khusus",
    "review.retirement_months": "bulan menjelang pensiun; di dalamnya nama pada usulan diberi catatan",
    "due.contract_months": "bulan menjelang akhir perjanjian kerja PPPK; di dalamnya masuk daftar yang perlu dilihat",
    "due.retirement_months": "bulan menjelang pensiun; di dalamnya masuk daftar yang perlu dilihat",
}
ENCODED: Final = {"full": "penuh", "part": "sebagian", "none": "belum"}
MADE: Final = "Dibuat oleh `scripts/law_page.py` dari aturan itu sendiri; jangan diubah tangan."
CHECK: Final = "**Tidak satu pun menggantikan naskah resmi: cocokkan dengan JDIH sebelum dipakai.**"
SIGNS: Final = (
    "Naskah: Q bunyinya terbaca pada kutipan; S dari sumber kedua; C dari data publik; M dari ingatan; instansi: "
    "kebijakan sendiri. **Yang tebal wajib dicocokkan dengan naskah resmi.**"
)


def page() -> str:
    """The page of rules, Indonesian."""
    policy = Policy(as_of=ON, effective_date=ON)
    rules = rules_of(Basis(ON, frozenset(), {}), policy)
    unsure = sum(rule.must_be_checked for rule in rules)
    under = rule_set_of(policy)
    lines = [
        "# Aturan yang diperiksa", "", MADE, "",
        f"{len(rules)} aturan, dinilai pada {ON.isoformat()} (susunan aturan `{under.id}`); {unsure} di antaranya "
        "(huruf tebal) belum dari kutipan naskah resmi.",
        CHECK, "",
        "- Akibat: HARD menghalangi; GATE meminta dokumen atau persetujuan; SOFT dan INFO hanya mencatat.",
        f"- {SIGNS}",
        "- Penyelesaian: `kind` pada tabel `approvals`; * diberikan pihak di luar instansi. Arti jawaban: "
        "[kelayakan](../handbook/kelayakan.md).",
        "- Pasal demi pasal, juga yang belum tercakup: [cakupan](coverage.md).",
        "",
    ]  # fmt: skip
    for family, title in FAMILIES.items():
        lines += [f"## {title}", "", "| aturan | yang diminta | dasar | akibat | naskah | penyelesaian |"]
        lines += ["| --- | --- | --- | --- | --- | --- |"]
        lines += [_row(rule) for rule in rules if rule.family == family] + [""]
    lines += _elsewhen(rules) + _settable() + _left_out() + _regulations(rules)
    return "\n".join(lines)


def coverage() -> str:
    """The page of coverage, Indonesian: article by article what is a rule, a value, or not encoded and why."""
    rows = list(_coverage_rows())
    lines = ["# Cakupan: pasal demi pasal", "", MADE, "", *_counts(len(rows)), "", f"- {SIGNS}", ""]
    lines += [
        "- Berlaku: hari pertama sampai hari pertama yang tidak lagi; titik-titik berarti tidak diketahui atau "
        "terbuka. Aturan tanpa pasal dikumpulkan di bagian terakhir.",
        "",
    ]
    for name, title, status in [*((r.id, r.title, r.status) for r in regulations().values()), (POLICY, "", "")]:
        of_regulation = sorted({row[1:] for row in rows if row[0] == name})  # the first cell is only for sorting
        if not of_regulation:
            continue
        heading = "Kebijakan instansi" if name == POLICY else f"{name} ({status})"
        lines += [f"## {heading}", "", *([title + ".", ""] if title else [])]
        lines += ["| tempat | butir | oleh, atau belum karena | akibat | naskah | berlaku |"]
        lines += ["| --- | --- | --- | --- | --- | --- |"]
        lines += ["| " + " | ".join(row[1:]) + " |" for row in of_regulation] + [""]
    return "\n".join(lines)


def _row(rule: Rule) -> str:
    source = "kebijakan instansi" if rule.citation == POLICY else rule.citation
    gate = f"`{rule.settled_by.kind}`{'*' if rule.settled_by.outside else ''}: {rule.settled_by.label}"
    personal = " (syarat pribadi)" if rule.sensitive else ""
    return f"| {rule.id} | {rule.demand}{personal} | {source} | {rule.rule_class} | {SEEN[rule.confidence]} | {gate} |"


def _elsewhen(rules: tuple[Rule, ...]) -> list[str]:
    now = {rule.id for rule in rules}
    rows = [
        f"| {rule.id} | {rule.demand} | "
        + ("hanya bila dinyalakan: `rules.on`" if rule.optional else f"{_period(rule)}; {rule.citation}")
        + " |"
        for rule in _corpus()
        if rule.id not in now
    ]
    return [
        "## Tidak diperiksa pada hari itu", "", "| aturan | yang diminta | kapan |", "| --- | --- | --- |", *rows, ""
    ]  # fmt: skip


def _settable() -> list[str]:
    rows = [
        f"| `{entry.id}` | {entry.value} | {SETTABLE.get(entry.id, entry.unit)} | "
        f"{'kebijakan instansi' if entry.citation == POLICY else entry.citation} |"
        for entry in values()
        if entry.agency and entry.holds(ON)
    ]
    return [
        "## Angka yang boleh diatur instansi", "",
        'Di `policy.toml`, bagian `[rules.parameters]`, misalnya `"bup.min_months_left" = 24`.', "",
        "| id | bawaan | arti | dasar |", "| --- | --- | --- | --- |", *rows, "",
    ]  # fmt: skip


def _left_out() -> list[str]:
    rows = [f"| {e.id} | {ENCODED[e.encoded]} | {e.why} |" for e in register() if e.encoded != "full"]
    return [
        "## Yang belum atau baru sebagian", "",
        "Periksa sendiri hal-hal ini; Penata tidak memeriksanya, atau tidak seluruhnya.", "",
        "| nomor | tercakup | keterangan |", "| --- | --- | --- |", *rows, "",
    ]  # fmt: skip


def _regulations(rules: tuple[Rule, ...]) -> list[str]:
    cited = {citation.regulation.id for rule in rules for citation in resolve(rule.citation)}
    rows = [f"| {r.id} | {r.title} | {r.status} |" for r in regulations().values() if r.id in cited]
    return ["## Peraturan yang dikutip", "", "| singkatan | judul | keadaan |", "| --- | --- | --- |", *rows, ""]


def _corpus() -> list[Rule]:
    return corpus(Basis(ON, frozenset(), {}, NEWEST))


def _known_values() -> list[Value]:
    return [entry for entry in values() if is_known(entry, NEWEST)]


def _counts(rows: int) -> list[str]:
    rules, told = _corpus(), register()
    classes = {word: sum(rule.rule_class == word for rule in rules) for word in ("HARD", "GATE", "SOFT", "INFO")}
    by = {word: sum(entry.encoded == word for entry in told) for word in ENCODED}
    texts = [*(r.citation for r in rules), *(v.citation for v in _known_values()), *(e.citation for e in told)]
    cited = [citation for text in texts for citation in resolve(text)]
    files = sorted((ROOT / "tests" / "cases").glob("*/*.yaml"))
    cases = [(path.parent.name == "vectors", len(yaml.safe_load(path.read_text("utf-8"))["cases"])) for path in files]
    return [
        f"- {len(rules)} aturan ({', '.join(f'{word} {count}' for word, count in classes.items())}) dan "
        f"{len(_known_values())} nilai pada edisi {NEWEST}.",
        f"- {len(told)} butir terkumpul: {by['full']} tercakup penuh, {by['part']} sebagian, {by['none']} belum.",
        f"- {sum(n for is_vector, n in cases if not is_vector)} kasus aturan dan "
        f"{sum(n for is_vector, n in cases if is_vector)} contoh hitungan diuji.",
        f"- {len(cited)} kutipan, semuanya menuju {len({c.regulation.id for c in cited})} peraturan yang dikenal; "
        f"{rows} baris di bawah.",
    ]


def _coverage_rows() -> Iterator[tuple[str, ...]]:
    """Regulation, key for sorting, and the cells of each row."""
    for rule in _corpus():
        personal = " (syarat pribadi)" if rule.sensitive else ""
        cells: tuple[str, ...] = (
            f"aturan `{rule.id}`",
            rule.demand + personal,
            rule.rule_class.value,
            SEEN[rule.confidence],
            _period(rule),
        )
        yield from _at_each(rule.citation, cells)
    for entry in _known_values():
        cells = (f"nilai `{entry.id}`", _short(entry), "–", SEEN[entry.confidence], _period(entry))
        yield from _at_each(entry.citation, cells)
    for item in register():
        by = ", ".join(f"`{name}`" for name in item.by)
        words = f"{ENCODED[item.encoded]}{': ' + by if by else ''}{'. ' + item.why if item.why else ''}"
        yield from _at_each(item.citation, (item.id, words, "–", "–", "–"))


def _at_each(citation: str, cells: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, place in [(c.regulation.id, c.place) for c in resolve(citation)] or [(POLICY, "")]:
        yield (name, _sorted_by(place), place or "–", *cells)


def _sorted_by(place: str) -> str:
    """Numbers of a place in their order: Pasal 54 before Pasal 107."""
    return re.sub(r"\d+", lambda found: found.group().zfill(5), place)


def _period(entry: Rule | Value) -> str:
    since, until = (day.isoformat() if day else "…" for day in (entry.valid_from, entry.valid_until))
    return "…" if since == until == "…" else f"{since} – {until}"


def _short(entry: Value) -> str:
    text = str(entry.value).replace("|", "\\|")
    return text if len(text) <= 90 else f"{text[:87]}…"


if __name__ == "__main__":
    COVERAGE.parent.mkdir(parents=True, exist_ok=True)
    for path, text in ((RULES, page()), (COVERAGE, coverage())):
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {len(text.splitlines())} lines")
