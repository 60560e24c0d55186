"""The planted faults of a list: one name for each kind, with the code by which a review must find it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import polars as pl

from penata.synthetic.proposal.casting import Casting, Name, Row
from penata.synthetic.proposal.crowd import fits
from penata.synthetic.world import World
from penata.vocabulary import RANK_ORDER

Maker = Callable[[Casting, World], Name | None]

FAULTS: Final = 20


def planted(casting: Casting, world: World) -> list[Name]:
    """Up to 20 names, each with a fault of its own kind, in the order of the makers; the doubled ones last."""
    found = [name for make in MAKERS if (name := make(casting, world)) is not None]
    doubled = _doubled(casting, found[: FAULTS - 2])
    return [*found[: FAULTS - len(doubled)], *doubled]


def _beside(fault: str, code: str, who: Callable[[Casting, World], pl.Expr], *groups: str, spare: bool = True) -> Maker:
    """A move to the same job elsewhere."""

    def make(casting: Casting, world: World) -> Name | None:
        for above in (True, False) if spare else (False,):
            for group in groups or ("teacher", "health", "any"):
                rows = casting.pairs(group, who(casting, world), spare=above)
                if (name := casting.take(rows, fault=fault, code=code)) is not None:
                    return name
        return None

    return make


def _written(fault: str, code: str, cell: str, text: Callable[[Name, World], str]) -> Maker:
    """A move in order, of which one cell says something else."""

    def make(casting: Casting, world: World) -> Name | None:
        name = casting.take(casting.pairs("teacher", casting.crowd.orderly()), fault=fault, code=code)
        return None if name is None else replace(name, written={cell: text(name, world)})

    return make


def _rank(casting: Casting, _: World) -> Name | None:
    low = pl.col("to_min_rank").replace_strict(RANK_ORDER, default=None, return_dtype=pl.Int64)
    rows = casting.across(
        casting.crowd.orderly() & (pl.col("category") == "PENGAWAS"), pl.col("category") == "ADMINISTRATOR",
        pl.col("rank_order") < low,
    )  # fmt: skip
    return casting.take(rows, "Promosi", fault="RANK", code="MUT-04-RANK")


def _education(casting: Casting, _: World) -> Name | None:
    low = pl.col("education_level").is_in(["SMA", "D3"])
    rows = casting.across(
        pl.col("is_pns") & pl.col("is_active") & (pl.col("category") == "PELAKSANA") & low,
        (pl.col("category") == "FUNGSIONAL") & (pl.col("level") == "AHLI_PERTAMA"),
        pl.col("to_min_education") == "S1",
    )  # fmt: skip
    return casting.take(rows, "Alih jabatan", fault="EDUCATION", code="MUT-04-EDU")


def _untested(casting: Casting, _: World) -> Name | None:
    rows = casting.across(
        casting.crowd.orderly() & (pl.col("category") == "PELAKSANA"),
        (pl.col("category") == "FUNGSIONAL") & (pl.col("level") == "AHLI_PERTAMA"),
        fits(pl.col("rank"), pl.col("education_level"), pl.col("education_field"), "to_"),
    )  # fmt: skip
    return casting.take(rows, "Alih jabatan", fault="FUNCTIONAL_TEST", code="REQ-06-TEST")


def _contract(casting: Casting, _: World) -> Name | None:
    rows = casting.across(
        (pl.col("employment") == "PPPK") & pl.col("is_active"), pl.col("category") == "PELAKSANA",
        pl.col("job_id") != pl.col("to_job_id"),
    )  # fmt: skip
    return casting.take(rows, "Alih jabatan", fault="PPPK_JOB", code="PPK-02")


def _subject(casting: Casting, _: World) -> Name | None:
    known = pl.col("subjects").fill_null([]).list.contains(pl.col("to_subject"))
    rows = casting.across(
        casting.crowd.orderly() & (pl.col("ladder") == "GURU") & pl.col("is_spare"),
        (pl.col("ladder") == "GURU") & pl.col("subject").is_not_null(),
        (pl.col("subject") != pl.col("to_subject")) & ~known & (pl.col("job_id") == pl.col("to_job_id")),
    )  # fmt: skip
    return casting.take(rows, fault="SUBJECT", code="MUT-04-SUBJECT")


def _kind(casting: Casting, _: World) -> Name | None:
    rows = casting.across(
        casting.crowd.orderly() & (pl.col("category") == "PENGAWAS"), pl.col("category") == "ADMINISTRATOR",
        pl.col("rank_order") >= pl.col("to_min_rank").replace_strict(RANK_ORDER, default=99, return_dtype=pl.Int64),
    )  # fmt: skip
    return casting.take(rows, "Rotasi", fault="KIND", code="KIND_DIFFERS")


def _subordinate(casting: Casting, _: World) -> Name | None:
    leads = pl.col("category").is_in(["PENGAWAS", "ADMINISTRATOR"])
    beside = (pl.col("level") == pl.col("to_level")) | (pl.col("category") != pl.col("to_category"))
    up = pl.col("category").is_in(["PENGAWAS"]) | (pl.col("to_category") == "ADMINISTRATOR")
    rows = casting.across(pl.col("is_pns") & pl.col("is_active") & leads, leads, beside & up)
    lower = (row for row in rows if casting.staff(row["to_unit_id"]) > row["rank_order"])
    name = casting.take(lower, fault="SUBORDINATE", code="BELOW_SUBORDINATE")
    return None if name is None else replace(name, note="")


def _demotion(casting: Casting, _: World) -> Name | None:
    rows = casting.across(
        casting.crowd.orderly() & (pl.col("category") == "PENGAWAS"), pl.col("category") == "PELAKSANA",
        pl.col("unit_id") != pl.col("to_unit_id"),
    )  # fmt: skip
    return casting.take(rows, "Penurunan", fault="DEMOTION", code="DIS-07")


def _taken(casting: Casting, _: World) -> Name | None:
    heads = casting.crowd.people.filter(pl.col("is_active") & (pl.col("category") == "PENGAWAS"))
    mine = heads.filter(casting.crowd.orderly())
    pairs = mine.join(heads.select("job_id", pl.col("post_id").alias("to_post")), on="job_id", how="inner")
    rows = pairs.filter(pl.col("post_id") != pl.col("to_post")).sort("employee_id", "to_post")
    return casting.take(rows.iter_rows(named=True), fault="SEAT_TAKEN", code="SEAT_TAKEN")


def _below(casting: Casting, _: World) -> Name | None:
    full = casting.crowd.seats.filter((pl.col("room") == 0) & (pl.col("need") > 0) & pl.col("safe_minimum").is_null())
    who = casting.crowd.orderly() & pl.col("post_id").is_in(full["post_id"].implode())
    return casting.take(casting.pairs("teacher", who, spare=False), fault="BELOW_MINIMUM", code="BELOW_MINIMUM")


def _doubled(casting: Casting, faults: list[Name]) -> list[Name]:
    """A seat that is promised to a second person, and a person who is named for a second seat."""
    by_kind = {name.fault: name for name in faults}
    orderly = casting.crowd.orderly()
    found = []
    nobody_old = pl.col("sitting") == pl.col("lasting")
    single = set(casting.crowd.seats.filter((pl.col("room") == 1) & nobody_old)["post_id"])
    for kind in ("APPRAISAL", "TENURE", "DISCIPLINE", "NAME", "RANK_WRITTEN", "STR", "BELOW_MINIMUM", "RETIRED"):
        if kind not in by_kind or by_kind[kind].to_post not in single:
            continue
        rows = _towards(by_kind[kind].to_post, casting, orderly)
        second = casting.take(rows, fault="SEAT_TWICE", code="SEAT_TWICE", again=True)
        if second is not None:
            found.append(second)
            del by_kind[kind]  # its line must count, so its person is not named twice
            break
    again = next(
        (by_kind[kind] for kind in ("TENURE", "CPNS", "DISCIPLINE", "STR", "RETIRED") if kind in by_kind), None
    )
    other = None if again is None else casting.take(casting.pairs("teacher", orderly))
    if again is not None and other is not None:
        found.append(replace(other, employee_id=again.employee_id, fault="PERSON_TWICE", code="PERSON_TWICE"))
    return found


def _towards(post: str, casting: Casting, who: pl.Expr) -> Iterator[Row]:
    for group in ("teacher", "health"):
        yield from (row for row in casting.pairs(group, who) if row["to_post"] == post)


def _retiring(first: int, last: int) -> Callable[[Casting, World], pl.Expr]:
    """Retirement between so many months after the day (the old are looked at alone, whatever else is in order)."""

    def who(casting: Casting, world: World) -> pl.Expr:
        age = pl.when(pl.col("level").is_null()).then(pl.coalesce("own_retirement_age", "retirement_age")).otherwise(
            "retirement_age"
        )  # fmt: skip
        reached = pl.col("birth_date").dt.offset_by(pl.format("{}y", age))
        day, leaves = pl.lit(world.as_of), reached.dt.month_start().dt.offset_by("1mo")
        months = [day.dt.offset_by(f"{m}mo") for m in (first, last)]
        return casting.crowd.orderly("is_young") & leaves.is_between(months[0], months[1])

    return who


def _conditions(_: Casting, world: World) -> pl.Expr:
    running = world.dataset["conditions"].filter(
        (pl.col("kind").str.starts_with("DISCIPLINE") | (pl.col("kind") == "UNDER_EXAMINATION"))
        & (pl.col("from") <= world.as_of) & (pl.col("until").is_null() | (pl.col("until") > world.as_of))
    )  # fmt: skip
    plain = pl.all_horizontal("is_pns", "is_active", "is_settled", "is_young", "is_fit")
    return plain & pl.col("employee_id").is_in(running["employee_id"].implode())


def _appraised(casting: Casting, world: World) -> pl.Expr:
    years = [str(world.as_of.year - back) for back in (1, 2)]
    low = world.dataset["appraisals"].filter(
        pl.col("period").is_in(years) & pl.col("predicate").is_in(["BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG"])
    )
    return casting.crowd.orderly("is_good") & pl.col("employee_id").is_in(low["employee_id"].implode())


def _recent(casting: Casting, world: World) -> pl.Expr:
    since = pl.col("in_post_since")
    return casting.crowd.orderly("is_settled") & (since > pl.lit(world.as_of).dt.offset_by("-22mo")).fill_null(
        value=False
    )


def _of_status(*statuses: str) -> Callable[[Casting, World], pl.Expr]:
    return lambda _casting, _world: pl.col("is_pns") & pl.col("status").is_in(statuses)


def _unregistered(_: Casting, world: World) -> pl.Expr:
    cards = world.dataset["credentials"].filter(kind="STR")["employee_id"]
    practises = pl.col("ladder").is_in(["PERAWAT", "BIDAN", "DOKTER"])
    return pl.col("is_pns") & pl.col("is_active") & practises & ~pl.col("employee_id").is_in(cards.unique().implode())


def _one_digit_off(name: Name, world: World) -> str:
    """A NIP that nobody has, one digit beside the true one."""
    known = set(world.dataset["employees"]["employee_id"])
    nip = name.employee_id
    others = (f"{nip[:15]}{(int(nip[15:]) + add) % 1000:03d}" for add in range(1, 10))
    return next(other for other in others if other not in known)


def _somebody_else(name: Name, world: World) -> str:
    words = set(world.dataset["employees"].filter(employee_id=name.employee_id)["name"][0].lower().split())
    strangers = ("Zulkifli Qadri", "Yohana Wamafma", "Xaverius Bria")
    return next(stranger for stranger in strangers if not words & set(stranger.lower().split()))


MAKERS: Final[tuple[Maker, ...]] = (
    _rank,
    _kind,
    _subordinate,
    _taken,
    _education,
    _untested,
    _contract,
    _beside("STUDY_LEAVE", "MUT-12-STUDY", _of_status("STUDY_LEAVE"), spare=False),
    _beside("CPNS", "MUT-12-PNS", lambda _c, _w: (pl.col("employment") == "CPNS") & pl.col("is_active")),
    _beside("STR", "KES-STR", _unregistered, "health"),
    _beside("DISCIPLINE", "DIS-04", _conditions),
    _beside("APPRAISAL", "KIN-07", _appraised),
    _beside("TENURE", "MUT-03", _recent),
    _beside("RETIRED", "BUP-04", _retiring(1, 11)),
    _subject,
    _below,
    _written("NIP", "UNKNOWN_PERSON", "nip", _one_digit_off),
    _written("SEAT", "UNKNOWN_SEAT", "new", lambda _n, _w: "Kepala Seksi Bandar Antariksa\nDinas Keantariksaan"),
    _written("NAME", "NAME_DIFFERS", "name", _somebody_else),
    _written("RANK_WRITTEN", "RANK_DIFFERS", "rank", lambda _n, _w: "Pengatur Muda, II/a"),
    _beside("RETIRES_SOON", "RETIRES_SOON", _retiring(14, 22)),
    _beside("LEAVE", "POL-STATUS", _of_status("UNPAID_LEAVE", "SECONDED", "SUSPENDED", "PRE_RETIREMENT"), spare=False),
    _demotion,
)
"""Makers in the order of preference; where a small regency has nobody for one, the next takes its place."""
