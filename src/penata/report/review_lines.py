"""What a review says of each name, in words: for the terminal, the sheet that goes back, and JSON."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.eligibility.fact_names import SENSITIVE_FACTS, fact_name, fact_value
from penata.law.citation import POLICY
from penata.law.transfers import Provision, labels, transfers
from penata.review import Finding, Review, Seating, Weight
from penata.review.claims import kind_name
from penata.review.line import Around, Person
from penata.vocabulary import label
from penata.wording import PERSONAL, day, whole

NOT_JUDGED: Final = "belum dapat dinilai"
HIDDEN: Final = f"{PERSONAL}: ada yang belum terpenuhi atau belum dapat diuji (rinciannya untuk yang berwenang)"
_KEPT: Final = 3


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One name in words; ``row`` is its row on ``sheet`` of the file that came in. Empty text: nothing to say."""

    line: int
    sheet: str
    row: int
    employee_id: str
    name: str
    verdict: str
    kind: str
    bars: str
    documents: str
    problems: str
    remarks: str
    notes: str
    seat: str
    loses: str
    superior: str
    subordinates: str
    old_post: str
    new_post: str
    months_left: int | None
    points: int | None
    better: str
    route: str
    papers: str
    short: str

    @property
    def has_findings(self) -> bool:
        """Whether there is more to see than ordinary documents."""
        return bool(self.bars or self.problems or self.remarks)


def review_lines(found: Review, *, show: bool = False) -> list[ReviewLine]:
    """Every name of the list in its order; ``show``: personal conditions as they are, for those who need them."""
    words = _Words.of(found)
    return [words.line(row, show=show) for row in found.names.to_dicts()]


def said(finding: Finding, *, show: bool) -> str:
    """One finding of a rule as people read it: id, citation, sentence, the facts it rests on, the remedy.

    A personal one is only named as such unless ``show``.
    """
    if finding.sensitive and not show:
        return HIDDEN
    if not finding.of_rule:
        return finding.text
    facts = _facts(finding, show=show)
    source = "kebijakan instansi" if finding.citation == POLICY else finding.citation
    check = " (naskah resmi harus diperiksa)" if finding.to_check else ""
    return f"{finding.text} [{finding.code}; {source}{check}]{f' ({facts})' if facts else ''}"


def _facts(finding: Finding, *, show: bool) -> str:
    shown = {name: value for name, value in finding.facts.items() if show or name not in SENSITIVE_FACTS}
    return ", ".join(f"{fact_name(name)}: {_worded(value)}" for name, value in shown.items())


def _worded(value: object) -> str:
    """A fact with its code in words and its day in words."""
    if isinstance(value, dt.date):
        return day(value)
    return label(value) if isinstance(value, str) else fact_value(value)


def _gist(findings: Iterable[Finding], *, show: bool) -> str:
    """The heaviest finding on one line of a terminal, and how many more there are."""
    heavy = [f for f in findings if f.weight in (Weight.BAR, Weight.PROBLEM, Weight.REMARK)]
    if not heavy:
        papers = _documents(findings, show=show)
        return f"dokumen: {_first(papers)}" if papers else "tanpa temuan"
    first = heavy[0]
    text = said(first, show=show)
    if first.of_rule and not (first.sensitive and not show):
        facts = _facts(first, show=show)
        text = f"{first.code}: {first.text.split(': ', 1)[-1].rstrip('.')}{f' ({facts})' if facts else ''}"
    return f"{text} (+{len(heavy) - 1} temuan lain)" if len(heavy) > 1 else text


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    found: Review
    names: Mapping[int, str]
    rows: Mapping[int, int]
    posts: Mapping[str, Mapping[str, Any]]
    displaced: Mapping[int, list[str]]
    better: Mapping[int, list[str]]
    retired: Mapping[str, list[str]]

    @classmethod
    def of(cls, found: Review) -> "_Words":
        """Everything looked up once."""
        people = dict(found.facts.persons.select("employee_id", "name").iter_rows())
        better: dict[int, list[str]] = {}
        for row in found.better.to_dicts():
            text = f"{row['place']}. {people[row['employee_id']]} ({row['employee_id']}): {whole(row['points'])}"
            better.setdefault(row["line"], []).append(text)
        displaced: dict[int, list[str]] = {}
        for row in found.occupancy.displaced.to_dicts():
            displaced.setdefault(row["line"], []).append(f"{row['name']} ({row['employee_id']})")
        gone = found.draft.retired.join(found.facts.posts.select("post", "post_id"), on="post", how="inner")
        retired: dict[str, list[str]] = {}
        for post_id, name, on in gone.sort("employee_id").select("post_id", "name", "retires_on").iter_rows():
            retired.setdefault(post_id, []).append(f"{name} (pensiun {day(on)})")
        return cls(
            found, dict(found.names.select("line", "name").iter_rows()),
            dict(found.names.select("line", "row").iter_rows()),
            {row["post_id"]: row for row in found.effects.posts.to_dicts()}, displaced, better, retired,
        )  # fmt: skip

    def line(self, row: Mapping[str, Any], *, show: bool) -> ReviewLine:
        findings = self.found.of_line(row["line"])
        around = self.found.surroundings.get(row["line"])
        return ReviewLine(
            line=row["line"], sheet=row["sheet"], row=row["row"], employee_id=row["employee_id"] or row["nip"] or "",
            name=row["name"], verdict=row["decision"] or NOT_JUDGED,
            kind=kind_name(row["kind"]) if row["decision"] else "",
            bars=_joined(findings, Weight.BAR, show=show), documents=_documents(findings, show=show),
            problems=_joined(findings, Weight.PROBLEM, show=show), remarks=_joined(findings, Weight.REMARK, show=show),
            notes=_notes(findings, show=show), seat=self._seat(row),
            loses="; ".join(self.displaced.get(row["line"], ())),
            superior=_superior(around), subordinates=_subordinates(around),
            old_post=self._post(row["from_post_id"]), new_post=self._post(row["to_post_id"]),
            months_left=row["months_to_retirement"], points=row["points"],
            better="\n".join(self.better.get(row["line"], ())), route=_named(row["approval_route"], transfers().steps),
            papers=_named(row["documents"], transfers().documents), short=_gist(findings, show=show),
        )  # fmt: skip

    def _seat(self, row: Mapping[str, Any]) -> str:
        state = row["seating"]
        if state is None:
            return ""
        freed = (
            None if row["freed_by"] is None else f"{self.names[row['freed_by']]} (baris {self.rows[row['freed_by']]})"
        )
        gone = "; ".join(self.retired.get(row["to_post_id"], ()))
        texts = {
            Seating.FREE: f"kosong: {gone}" if gone else "kosong",
            Seating.FREED: f"dikosongkan oleh {freed}" if freed else "dikosongkan melalui daftar ini",
            Seating.TWICE: "dijanjikan kepada lebih dari satu orang",
            Seating.TAKEN: "terisi", Seating.UNKNOWN: "kebutuhan belum diketahui",
            Seating.OWN: "kursi sendiri", Seating.DUTY: "tugas tambahan",
        }  # fmt: skip
        return texts[Seating(state)]

    def _post(self, post_id: str | None) -> str:
        post = self.posts.get(post_id or "")
        if post is None:
            return ""
        need = "kebutuhan belum diketahui" if post["need"] is None else f"kebutuhan {post['need']}"
        return f"terisi {post['before']} → {post['after']}, {need}"


def figures_in_words(found: Review) -> list[str]:
    """What the list does to the whole: shortage and balance, before and after."""
    figures = found.effects.figures
    short = f"{_number(figures['shortage_before'])} → {_number(figures['shortage_after'])}"
    lines = [f"Kekurangan seluruh instansi: {short} kursi."]
    if figures["balance_before"] is not None:
        before, after = (f"{100 * float(figures[k] or 0):.2f}".replace(".", ",") for k in _BALANCE)
        lines.append(f"Ketimpangan antarunit (0 merata): {before}% → {after}%.")
    return lines


_BALANCE: Final = ("balance_before", "balance_after")


def about(found: Review) -> list[str]:
    """What the answer rests on: the day, the data, the scale of points, and that no rule replaces the official text."""
    lines = [
        f"Dinilai pada {day(found.on)} menurut aturan yang berlaku pada tanggal itu; fakta pegawai dan formasi dari "
        f"data per {day(found.as_of)}.",
        "Atasan, bawahan, dan kursi dilihat pada rancangan: keadaan bila seluruh daftar dilaksanakan.",
        "Nilai: skala daftar calon (kecocokan, kinerja, pengalaman, potensi, aspirasi), sama untuk semua jabatan.",
    ]
    if not found.rules_enabled:
        lines.append(
            "PERHATIAN: aturan dimatikan oleh policy.toml ([rules] enabled = false); tidak ada hukum yang diuji."
        )
    if found.draft.retired.height:
        lines.append(
            f"{whole(found.draft.retired.height)} pegawai melewati BUP pada tanggal itu; tidak dihitung mengisi kursi."
        )
    unseen = sorted({f.code for f in found.findings if f.to_check and not f.sensitive})
    if unseen:
        lines.append(f"Naskah resmi aturan ini belum dilihat dan harus diperiksa dulu: {', '.join(unseen)}.")
    return [*lines, "Tidak satu pun aturan di sini menggantikan naskah resmi peraturan (JDIH)."]


def chains_in_words(found: Review) -> list[str]:
    """Each chain in which seats are handed on: who waits for whom, the last one moves first."""
    names, rows = (dict(found.names.select("line", column).iter_rows()) for column in ("name", "row"))
    texts = []
    for lines, swap in found.occupancy.chains:
        people = [f"{names[line]} (baris {rows[line]})" for line in lines]
        if swap:
            texts.append(f"Bertukar: {' ↔ '.join(people)}")
        else:
            texts.append(" menunggu ".join(people))
    return texts


def _joined(findings: Iterable[Finding], weight: Weight, *, show: bool) -> str:
    texts = [said(finding, show=show) for finding in findings if finding.weight is weight]
    return "\n".join(dict.fromkeys(texts))


def _notes(findings: Iterable[Finding], *, show: bool) -> str:
    """Notes in short: what is noted and by which rule."""
    noted = [f for f in findings if f.weight is Weight.NOTE]
    texts = [f"{f.text} [{f.code}]" if show or not f.sensitive else HIDDEN for f in noted]
    return "\n".join(dict.fromkeys(texts))


def _documents(findings: Iterable[Finding], *, show: bool) -> str:
    hidden = any(f.sensitive for f in findings if f.weight is Weight.DOCUMENT) and not show
    papers = [f"{f.document} [{f.code}]" for f in findings if f.document and (show or not f.sensitive)]
    return "\n".join(dict.fromkeys([*papers, *([PERSONAL] if hidden else [])]))


def _named(codes: Iterable[str] | None, provisions: tuple[Provision, ...]) -> str:
    names = labels(provisions)
    return "\n".join(names[code] for code in codes or ())


def _superior(around: Around | None) -> str:
    return "" if around is None or around.superior is None else _ranked(around.superior)


def _subordinates(around: Around | None) -> str:
    """The highest ranks among subordinates; how many there are."""
    if around is None or not around.subordinates:
        return ""
    highest = sorted(around.subordinates, key=lambda p: (-p.order, p.name))[:_KEPT]
    return f"{len(around.subordinates)} orang; tertinggi {', '.join(_ranked(p) for p in highest)}"


def _ranked(person: Person) -> str:
    return f"{person.name} ({person.rank})"


def _number(value: float | None) -> str:
    return "–" if value is None else whole(int(value))


def _first(text: str) -> str:
    first, *rest = text.split("\n")
    return f"{first} (+{len(rest)})" if rest else first


def affected(found: Review) -> pl.DataFrame:
    """Posts that the list touches, those that fall below their minimum first, then leading posts left vacant."""
    state = (
        pl.when("below").then(pl.lit("di bawah jumlah minimum")).when("vacant").then(pl.lit("ditinggalkan kosong"))
        .when(pl.col("after") > pl.col("need")).then(pl.lit("lebih dari kebutuhan"))
    )  # fmt: skip
    order = ("below", "vacant", "unit", "seat", "post_id")
    posts = found.effects.posts.sort(order, descending=[True, True, False, False, False])
    return posts.with_columns(state.alias("state"))
