"""The points sheet: how the whole points of every part of a gain come about, criterion by criterion."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import polars as pl

from penata.facts import Facts
from penata.merit.chunk import Chunk, runs
from penata.merit.fit import CRITERIA
from penata.merit.gain import PARTS, Merit, prepared
from penata.merit.points import FULL, UNKNOWN, Ints, Mask, rounded
from penata.merit.quotes import Quotes, at, counted, kilometres
from penata.merit.standing import LONG_MONTHS
from penata.merit.wishes import Answer
from penata.policy import Policy
from penata.tables import Dataset
from penata.wording import PERSONAL

POINTS_SHEET: Final = {
    "person": pl.UInt32(), "post": pl.UInt32(), "part": pl.String(), "criterion": pl.String(),
    "raw_here": pl.String(), "raw_there": pl.String(), "score_here": pl.Int64(), "score_there": pl.Int64(),
    "weight": pl.Float64(), "points": pl.Float64(), "absent": pl.Boolean(), "handling": pl.String(),
}  # fmt: skip
CRITERION_LABELS: Final = {
    "education_level": "tingkat pendidikan", "education_field": "bidang pendidikan", "experience": "pengalaman",
    "subject": "mata pelajaran", "certificates": "sertifikat", "competencies": "kompetensi", "wish": "aspirasi",
    "distance": "jarak", "disruption": "perpindahan", "performance": "kinerja", "potential": "potensi",
    "time_in_place": "lama di tempat", "elsewhere": "keinginan pindah", "family": "tanggungan keluarga",
    "protected": PERSONAL, "last_resort": "syarat upaya terakhir", "assessed": "nilai dari luar",
    "service": "masa kerja", "time_in_post": "lama di jabatan", "new_unit": "unit baru", "new_field": "bidang baru",
    "rounding": "pembulatan",
}  # fmt: skip
"""Indonesian names of the criteria."""

ABSENT_WORDS: Final = {"middle": "tidak tercatat: dianggap tengah", "lowest": "tidak tercatat: dianggap terendah"}
_PRECISE: Final = 1000  # points are told in thousandths
_ROUNDED: Final = "dibulatkan ke bilangan bulat terdekat, setengah ke atas"
_NOT_ASKED: Final = "tidak berlaku: formasi ini tidak dimintanya dan bukan promosi"
_NOT_CROWDED: Final = "tidak berlaku: formasi asal tidak berlebih, atau syarat pribadi didahulukan"


def points_sheet(
    facts: Facts, dataset: Dataset, policy: Policy, pairs: pl.DataFrame, *, show_personal: bool = False
) -> pl.DataFrame:
    """How the gain of each pair comes about; for more than one call, see ``Sheets``.

    ``pairs``: person, post (row numbers of ``facts``), direction, last_resort, each pair once, in any order.
    ``show_personal``: whether family (which is personal) is quoted; its points stand there in any case.

    Returns:
        POINTS_SHEET, sorted by person, post, part (PARTS) and criterion (CRITERION_LABELS). ``raw_here``,
        ``raw_there``: what the person has and the seat asks, as people read it. ``score_here``, ``score_there``:
        thousandths of a full match, null where they cannot be told or the criterion has none. ``weight``: points of
        a full match. ``points``: to thousandths of a point; the points of a part end with the criterion "rounding",
        where one is needed, so that they add up to its whole points, and all rows of a pair to its gain. ``absent``:
        the data is silent on the person; ``handling``: what the policy makes of the facts.

    Left out: parts without a weight, ``protected`` and ``last_resort`` where they count nothing, ``development`` of
    posts that are no first managerial post, and everything but ``assessed`` where an assessment made elsewhere
    replaces it. The own post has no rows.
    """
    merit = prepared(facts, dataset, policy)
    return Sheets.of(facts, dataset, policy, merit).rows(pairs, show_personal=show_personal)


@dataclass(frozen=True, slots=True, eq=False)
class Sheets:
    """Points sheets of any pairs, prepared once: two thousand pairs take less than a tenth of a second."""

    merit: Merit
    policy: Policy
    quotes: Quotes
    unit_months: Ints
    dependants: Ints
    service_months: Ints

    @classmethod
    def of(cls, facts: Facts, dataset: Dataset, policy: Policy, merit: Merit) -> "Sheets":
        """``merit``: as ``prepared`` makes it of the same facts, dataset and policy."""
        persons = facts.persons.select(
            pl.coalesce("months_in_unit", "months_in_post").alias("unit"), "dependants", "months_in_service"
        ).fill_null(UNKNOWN)
        unit, dependants, service = (column.cast(pl.Int64).to_numpy() for column in persons)
        return cls(merit, policy, Quotes.of(facts, dataset, merit), unit, dependants, service)

    def rows(self, pairs: pl.DataFrame, *, show_personal: bool = False) -> pl.DataFrame:
        """As ``points_sheet``."""
        found = (_Run(self, chunk, show_personal).frame() for chunk in runs(self.merit.here, pairs))
        return pl.concat([pl.DataFrame(schema=POINTS_SHEET), *found])


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """One criterion of every pair: texts, scores (UNKNOWN where there is none), thousandths of a point."""

    criterion: str
    precise: Ints
    handling: pl.Series | str
    here: pl.Series | str | None = None
    there: pl.Series | str | None = None
    score_here: Ints | None = None
    score_there: Ints | None = None
    weight: float | None = None
    absent: Mask | None = None
    shown: Mask | None = None


class _Run:
    """The rows of one run of pairs."""

    def __init__(self, sheets: Sheets, chunk: Chunk, show_personal: bool) -> None:
        self.merit, self.quotes, self.sheets, self.chunk = sheets.merit, sheets.quotes, sheets, chunk
        self.show_personal = show_personal
        self.totals = self.merit.columns(chunk)
        self.answer: Answer = self.merit.wishes.answer(chunk.person, chunk.post)
        self.replaced, _ = self.merit.assessed(chunk)
        self.housed: Mask = chunk.here >= 0
        self.silent = ABSENT_WORDS[sheets.policy.merit.absent]

    def frame(self) -> pl.DataFrame:
        """The rows in their order, without those that are left out."""
        frames = [pl.DataFrame(schema=POINTS_SHEET).with_columns(pair=pl.lit(0, pl.Int64))]
        for part in PARTS:
            judged = ~self.chunk.stays & (self.replaced == (part == "assessed"))
            rows: list[_Row] = list(getattr(self, f"_{part}")())
            told = sum((row.precise for row in rows), np.zeros(len(judged), np.int64))
            left = _PRECISE * self.totals[part] - told
            rounding = _Row("rounding", left, _ROUNDED, shown=left != 0)
            frames += [self._told(part, row, judged) for row in (*rows, rounding)]
        order = np.lexsort((self.chunk.post, self.chunk.person))
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        whole = pl.concat(frames)
        at_place = pl.Series(rank).gather(whole["pair"]) if len(order) else pl.Series([], dtype=pl.Int64)
        return whole.drop("pair")[np.argsort(at_place.to_numpy(), kind="stable")]

    def _told(self, part: str, row: _Row, judged: Mask) -> pl.DataFrame:
        """The rows of one criterion of the pairs for which it is told."""
        at_rows = np.flatnonzero(judged if row.shown is None else judged & row.shown)
        size = len(at_rows)

        def text(value: pl.Series | str | None) -> pl.Series:
            if isinstance(value, pl.Series):
                return value.gather(at_rows)
            return pl.Series([value], dtype=pl.String).new_from_index(0, size)

        def score(value: Ints | None) -> pl.Series:
            if value is None:
                return pl.Series([None], dtype=pl.Int64).new_from_index(0, size)
            found = value[at_rows]
            return pl.Series(found).set(pl.Series(found < 0), None)

        return pl.DataFrame([
            pl.Series("person", self.chunk.person[at_rows], dtype=pl.UInt32),
            pl.Series("post", self.chunk.post[at_rows], dtype=pl.UInt32),
            text(part).alias("part"),
            text(row.criterion).alias("criterion"),
            text(row.here).alias("raw_here"),
            text(row.there).alias("raw_there"),
            score(row.score_here).alias("score_here"),
            score(row.score_there).alias("score_there"),
            pl.Series("weight", [row.weight], dtype=pl.Float64, strict=False).new_from_index(0, size),
            pl.Series("points", row.precise[at_rows] / _PRECISE),
            pl.Series("absent", np.zeros(size, np.bool_) if row.absent is None else row.absent[at_rows]),
            text(row.handling).alias("handling"),
            pl.Series("pair", at_rows, dtype=pl.Int64),
        ])  # fmt: skip

    def _fit(self) -> Iterator[_Row]:
        fit, person = self.merit.fit, self.chunk.person
        if not fit.weight:
            return
        job_there, subject_there = fit.seats.taken(person, self.chunk.post)
        job_here, subject_here = fit.seats.job_of_person[person], fit.seats.subject_of_person[person]
        scores_there, scores_here = fit.there(self.chunk), fit.own[person]
        for k, (name, criterion) in enumerate(zip(CRITERIA, fit.criteria, strict=True)):
            there, here = scores_there[:, k], scores_here[:, k]
            asked = criterion.asks(job_there, subject_there), self.housed & criterion.asks(job_here, subject_here)
            silent = (asked[0] & (there < 0)) | (asked[1] & (here < 0))
            known = (there >= 0) & (here >= 0)
            share = fit.weight * int(fit.shares[k])
            quoted = self.quotes.fit(name, self.merit, person, job_here, subject_here)
            handling = _chosen(
                (known & self.housed, "dibandingkan"),
                (known, "belum berformasi: dibandingkan dengan nilai tengah"),
                (silent, "tidak tercatat: tidak dibandingkan"),
                (asked[0] | asked[1], "tidak dibandingkan: hanya diminta di satu tempat"),
                (~known, "tidak diminta di kedua tempat"),
            )
            yield _Row(
                name, np.where(known, rounded(_PRECISE * share * (there - here), fit.whole), 0), handling,
                here=_where(self.housed, quoted, "belum berformasi"),
                there=self.quotes.fit(name, self.merit, person, job_there, subject_there),
                score_here=here, score_there=there, weight=share * FULL / fit.whole, absent=silent,
            )  # fmt: skip

    def _wish(self) -> Iterator[_Row]:
        own = self.merit.wishes.answer(self.chunk.person, np.maximum(self.chunk.here, 0))
        handling = "poin untuk formasi ini dikurangi poin untuk tempat sendiri"
        yield _Row(
            "wish", _PRECISE * self.totals["wish"], handling, weight=self.merit.weights.wish,
            here=_where(self.housed, _said(own), "belum berformasi"), there=_said(self.answer),
        )  # fmt: skip

    def _distance(self) -> Iterator[_Row]:
        near = self.merit.nearness
        if not near.weight:
            return
        there, here = near.there(self.chunk), near.here[self.chunk.person]
        unknown = (there < 0) | (here < 0)
        homed = near.homed[self.chunk.person]
        most = f"paling banyak {near.cap}"
        handling = _chosen(
            (unknown, "tidak tercatat: tidak dihitung"),
            (homed, f"dari rumah; {near.weight} poin tiap 10 km, {most}, dibulatkan"),
            (~homed, f"rumah tidak tercatat: dari tempat sekarang; {near.weight} poin tiap 10 km, {most}, dibulatkan"),
        )
        yield _Row(
            "distance", _PRECISE * self.totals["distance"], handling, weight=near.cap, absent=unknown | ~homed,
            here=_where(self.housed, kilometres(here), "belum berformasi"), there=kilometres(there),
        )  # fmt: skip

    def _disruption(self) -> Iterator[_Row]:
        cost = self.merit.weights.disruption
        here = _where(self.housed, pl.Series(["berformasi"]).new_from_index(0, len(self.housed)), "belum berformasi")
        if cost:
            yield _Row("disruption", _PRECISE * self.totals["disruption"],
                            "biaya setiap perpindahan orang yang berformasi", here=here, weight=cost)  # fmt: skip

    def _third(self, criterion: str, weight: int, score: Ints, applies: Mask, otherwise: str, there: pl.Series) -> _Row:
        """One of three scores that count from minus to plus a third of the weight."""
        silent = self.merit.selection.silent
        points = rounded(_PRECISE * weight * (2 * np.where(score < 0, silent, score) - FULL), 3 * FULL)
        handling = _chosen((~applies, otherwise), (score < 0, self.silent), (score >= 0, "dihitung"))
        return _Row(
            criterion, np.where(applies, points, 0), handling, score_there=score, weight=weight / 3,
            absent=score < 0, there=there,
        )  # fmt: skip

    def _selection(self) -> Iterator[_Row]:
        chosen, person = self.merit.selection, self.chunk.person
        if not chosen.weight:
            return
        asked = self.answer.granted | self.chunk.step_up
        months = chosen.experience.in_field(person, chosen.experience.field_of_post[self.chunk.post])
        full = f" di bidang formasi; penuh pada {LONG_MONTHS} bulan"
        scores = {
            "performance": (chosen.performance(person), at(self.quotes.performance, person)),
            "experience": (chosen.experienced(person, self.chunk.post), counted(months, f"bulan{full}")),
            "potential": (chosen.potential[person], at(self.quotes.potential, person)),
        }
        for name, (score, quoted) in scores.items():
            yield self._third(name, chosen.weight, score, asked, _NOT_ASKED, there=quoted)

    def _release(self) -> Iterator[_Row]:
        release, person = self.merit.release, self.chunk.person
        if not release.weight:
            return
        crowded = release.crowded[person]
        wish = pl.Series(np.where(self.merit.wishes.elsewhere[person], "menyebut tempat lain", "tidak meminta pindah"))
        family = counted(self.sheets.dependants[person], "tanggungan")
        quoted = {
            "time_in_place": counted(self.sheets.unit_months[person], f"bulan; penuh pada {LONG_MONTHS} bulan"),
            "elsewhere": wish,
            "family": family if self.show_personal else PERSONAL,
        }
        for k, (name, text) in enumerate(quoted.items()):
            score = release.reasons[person, k]
            points = rounded(_PRECISE * release.weight * (2 * np.where(score < 0, FULL // 2, score) - FULL), 3 * FULL)
            handling = _chosen((~crowded, _NOT_CROWDED), (score < 0, ABSENT_WORDS["middle"]), (score >= 0, "dihitung"))
            hidden = name == "family" and not self.show_personal
            yield _Row(
                name, np.where(crowded, points, 0), handling, here=text, score_here=None if hidden else score,
                weight=release.weight / 3, absent=score < 0,
            )  # fmt: skip
        protected = np.where(self.answer.granted, 0, release.of_protected[person])
        yield _Row("protected", _PRECISE * protected, "biaya memindahkan tanpa permintaan sendiri",
                        here=PERSONAL, weight=release.weight, shown=protected != 0)  # fmt: skip

    def _last_resort(self) -> Iterator[_Row]:
        gates = self.chunk.last_resort
        yield _Row("last_resort", _PRECISE * self.totals["last_resort"], "biaya tiap syarat yang masih terbuka",
                        there=counted(gates, "syarat"), weight=self.merit.weights.last_resort,
                        shown=gates > 0)  # fmt: skip

    def _assessed(self) -> Iterator[_Row]:
        yield _Row("assessed", _PRECISE * self.totals["assessed"],
                        "penilaian dari luar menggantikan semua bagian lain", there="tabel scores")  # fmt: skip

    def _development(self) -> Iterator[_Row]:
        towards, person = self.merit.development, self.chunk.person
        applies = towards.applies(self.chunk)
        chosen = self.merit.selection
        scores = {
            "performance": (chosen.performance(person), at(self.quotes.performance, person)),
            "potential": (chosen.potential[person], at(self.quotes.potential, person)),
            "service": (towards.service[person], counted(self.sheets.service_months[person], "bulan masa kerja")),
        }
        for name, (score, quoted) in scores.items() if towards.weight else ():
            yield replace(self._third(name, towards.weight, score, applies, "", there=quoted), shown=applies)

    def _rotation(self) -> Iterator[_Row]:
        rotation, person = self.merit.rotation, self.chunk.person
        if not rotation.weight:
            return
        score, applies = rotation.beyond(person), rotation.applies(self.chunk, self.answer.granted)
        handling = _chosen(
            (~applies, f"tidak berlaku: {PERSONAL}"),
            (score < 0, "tidak tercatat: tidak dihitung"),
            (score >= 0, f"lewat batas {rotation.term} bulan, penuh pada {2 * rotation.term} bulan"),
        )
        yield _Row(
            "time_in_post", np.where(applies, rotation.weight * np.maximum(score, 0), 0), handling, score_here=score,
            here=counted(rotation.months[person], "bulan"), weight=rotation.weight, absent=score < 0,
        )  # fmt: skip

    def _breadth(self) -> Iterator[_Row]:
        breadth, person = self.merit.breadth, self.chunk.person
        if not breadth.weight:
            return
        so_far = breadth.units_of(person), breadth.experience.fields_of(person)
        names = ("new_unit", "unit yang pernah ditempati"), ("new_field", "bidang yang pernah ditempati")
        for (name, what), score, count in zip(names, breadth.widens(self.chunk), so_far, strict=True):
            handling = _chosen(
                (score < 0, "tidak tercatat: tidak dihitung"),
                (score == 0, "sudah pernah di sana"),
                (score > 0, "baru baginya; makin sedikit yang sudah pernah, makin bernilai"),
            )
            yield _Row(
                name, rounded(_PRECISE * breadth.weight * np.maximum(score, 0), 2 * FULL), handling,
                here=counted(np.where(score < 0, UNKNOWN, count), what), score_there=score,
                weight=breadth.weight / 2, absent=score < 0,
            )  # fmt: skip


def _said(answer: Answer) -> pl.Series:
    frame = pl.DataFrame(
        {"rank": answer.rank, "granted": answer.granted, "wanted": answer.wanted, "no": answer.refused}
    )
    said = (
        pl.when("wanted").then(pl.format("pilihan ke-{}", "rank"))
        .when("granted").then(pl.lit("bersedia"))
        .when("no").then(pl.lit("menolak"))
        .otherwise(pl.lit("tidak disebut"))
    )  # fmt: skip
    return frame.select(said.alias("said"))["said"]


def _where(mask: Mask, text: pl.Series, otherwise: str) -> pl.Series:
    return text.zip_with(pl.Series(mask), pl.Series(text.name, [otherwise]).new_from_index(0, len(text)))


def _chosen(*cases: tuple[Mask, str]) -> pl.Series:
    """The words of the first case that holds; one of them does."""
    return pl.Series([words for _, words in cases]).gather(np.select([mask for mask, _ in cases], range(len(cases))))
