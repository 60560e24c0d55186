"""Writes docs/law/rules.md: what Penata asks of a transfer, from which text, and what of the law it does not encode.

.venv/bin/python scripts/law_page.py
"""

import datetime as dt
from pathlib import Path
from typing import Final

from penata.eligibility.rules import rules_of
from penata.eligibility.scene import Basis
from penata.law.citation import POLICY, regulations, resolve
from penata.law.register import register
from penata.law.rule import Rule
from penata.law.values import values
from penata.policy import Policy
from penata.vocabulary import Confidence

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "law" / "rules.md"
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
    "requirements": "Syarat jabatan",
    "entry": "Masuk jabatan pimpinan atau jabatan fungsional lain",
    "teachers": "Guru",
    "health": "Tenaga kesehatan",
    "election": "Pilkada dan kepala daerah baru",
}
SETTABLE: Final = {
    "mut.min_months": "bulan penuh di formasi sebelum boleh dipindahkan",
    "mut.max_months": "bulan penuh di formasi, sesudahnya ditinjau",
    "mut.min_months_jpt": "bulan penuh pada JPT; di bawahnya tidak dapat dipindahkan dengan alasan apa pun",
    "mut.min_months_jpt_reason": "bulan penuh pada JPT; di bawahnya perlu alasan tertulis",
    "bup.min_months_left": "bulan penuh sebelum pensiun; di bawahnya tidak dipindahkan",
    "guru.sd.minimum": "guru kelas paling sedikit tiap SD (kondisi minimal)",
    "guru.sd.minimum.special": "guru kelas paling sedikit tiap SD di daerah khusus",
}
ENCODED: Final = {"part": "sebagian", "none": "belum"}


def page() -> str:
    """The whole page, Indonesian."""
    rules = rules_of(Basis(ON, frozenset(), {}), Policy(as_of=ON, effective_date=ON))
    unsure = sum(rule.confidence not in {Confidence.QUOTED, None} for rule in rules)
    lines = [
        "# Aturan yang diperiksa",
        "",
        "Dibuat oleh `scripts/law_page.py` dari aturan itu sendiri; jangan diubah tangan.",
        "",
        f"{len(rules)} aturan, dinilai pada {ON.isoformat()}; {unsure} di antaranya (huruf tebal) belum dari kutipan "
        "naskah resmi.",
        "**Tidak satu pun menggantikan naskah resmi: cocokkan dengan JDIH sebelum dipakai.**",
        "",
        "- Akibat: HARD menghalangi; GATE meminta dokumen atau persetujuan; SOFT dan INFO hanya mencatat.",
        "- Naskah: Q bunyinya terbaca pada kutipan; S dari sumber kedua; C dari data publik; M dari ingatan; instansi: "
        "kebijakan sendiri.",
        "- Penyelesaian: `kind` pada tabel `approvals`; * diberikan pihak di luar instansi. Arti jawaban: "
        "[kelayakan](../handbook/kelayakan.md).",
        "",
    ]
    for family, title in FAMILIES.items():
        lines += [f"## {title}", "", "| aturan | yang diminta | dasar | akibat | naskah | penyelesaian |"]
        lines += ["| --- | --- | --- | --- | --- | --- |"]
        lines += [_row(rule) for rule in rules if rule.family == family] + [""]
    lines += _settable() + _left_out() + _regulations(rules)
    return "\n".join(lines)


def _row(rule: Rule) -> str:
    source = "kebijakan instansi" if rule.citation == POLICY else rule.citation
    gate = f"`{rule.settled_by.kind}`{'*' if rule.settled_by.outside else ''}: {rule.settled_by.label}"
    personal = " (syarat pribadi)" if rule.sensitive else ""
    return f"| {rule.id} | {rule.demand}{personal} | {source} | {rule.rule_class} | {SEEN[rule.confidence]} | {gate} |"


def _settable() -> list[str]:
    rows = [
        f"| `{entry.id}` | {entry.value} | {SETTABLE[entry.id]} | "
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
    rows = [f"| {e.id} | {ENCODED[e.encoded]} | {e.why} |" for e in register() if e.encoded in ENCODED]
    return [
        "## Yang belum atau baru sebagian", "",
        "Periksa sendiri hal-hal ini; Penata tidak memeriksanya, atau tidak seluruhnya.", "",
        "| nomor | tercakup | keterangan |", "| --- | --- | --- |", *rows, "",
    ]  # fmt: skip


def _regulations(rules: tuple[Rule, ...]) -> list[str]:
    cited = {citation.regulation.id for rule in rules for citation in resolve(rule.citation)}
    rows = [f"| {r.id} | {r.title} | {r.status} |" for r in regulations().values() if r.id in cited]
    return ["## Peraturan yang dikutip", "", "| singkatan | judul | keadaan |", "| --- | --- | --- |", *rows, ""]


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.name}: {len(page().splitlines())} lines")
