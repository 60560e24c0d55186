"""What people have besides work: a home, a family, wishes, and conditions that protect them."""

import datetime as dt
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from penata.synthetic.catalogue import catalogue
from penata.synthetic.chance import Ints
from penata.synthetic.territory import KM_PER_DEGREE, PLAIN, REMOTE, TOWN

REASONS: Final = (
    "Mengikuti suami/istri", "Merawat orang tua", "Jarak rumah ke tempat kerja terlalu jauh", "Pendidikan anak",
    "Ingin memperluas pengalaman", "Kesehatan keluarga", "Sudah lama di tempat sekarang",
)  # fmt: skip


def homes(rng: np.random.Generator, people: pl.DataFrame, districts: pl.DataFrame) -> pl.DataFrame:
    """home_district (row number), home_lat, home_lon: most live where they work, many of the remote ones in town."""
    size, count = people.height, districts.height
    area = districts["area"].to_numpy()
    work = people["district"].fill_null(0).to_numpy().astype(np.int64)
    stay = np.array([{TOWN: 0.92, PLAIN: 0.84, REMOTE: 0.66}[a] for a in area])[work]
    towns = np.flatnonzero(area == TOWN)
    u = rng.random(size)
    town, anywhere = towns[rng.integers(0, len(towns), size)], rng.integers(0, count, size)
    home = np.select([u < stay, u < stay + (1 - stay) * 0.6], [work, town], anywhere)
    lat, lon = (
        districts[axis].to_numpy()[home] + rng.normal(0.0, 2.5, size) / KM_PER_DEGREE for axis in ("lat", "lon")
    )
    known = rng.random(size) < 0.72
    told = rng.random(size) < 0.98
    return pl.DataFrame(
        {
            "home_district": np.where(told, home, -1),
            "home_lat": pl.Series(np.where(known & told, np.round(lat, 4), np.nan)).fill_nan(None),
            "home_lon": pl.Series(np.where(known & told, np.round(lon, 4), np.nan)).fill_nan(None),
        }
    ).with_columns(pl.when(pl.col("home_district") >= 0).then("home_district"))


def couples(rng: np.random.Generator, people: pl.DataFrame) -> tuple[Ints, Ints]:
    """Row numbers of husbands and wives who both serve: near to each other in home and age."""
    asn = people.with_row_index("row").filter(pl.col("employment").is_in(["PNS", "CPNS", "PPPK"]))
    chosen = asn.filter(pl.Series(rng.random(asn.height) < 0.12)).sort("home_district", "birth_date", "row")
    men, women = (chosen.filter(pl.col("sex") == sex)["row"].to_numpy().astype(np.int64) for sex in ("M", "F"))
    pairs = min(len(men), len(women))
    at = np.linspace(0, len(women) - 1, pairs).astype(np.int64) if pairs else np.zeros(0, dtype=np.int64)
    return men[:pairs], women[at]


def kinship(rng: np.random.Generator, people: pl.DataFrame, pairs: tuple[Ints, Ints]) -> pl.DataFrame:
    """p, q, relation: both directions of each marriage, and a few parents, children, sisters and brothers."""
    husbands, wives = pairs
    size, few = people.height, max(1, people.height // 300)
    a, b = rng.permutation(size)[:few], rng.permutation(size)[-few:]
    born = people["birth_date"].cast(pl.Int32).to_numpy()
    gap = (born[b] - born[a]) / 365.25
    first, second = np.where(gap >= 0, a, b), np.where(gap >= 0, b, a)  # the first is the older one
    parent = np.abs(gap) >= 20
    relations = [
        (husbands, wives, np.full(len(husbands), "SPOUSE")),
        (wives, husbands, np.full(len(husbands), "SPOUSE")),
        (first, second, np.where(parent, "CHILD", "SIBLING")),
        (second, first, np.where(parent, "PARENT", "SIBLING")),
    ]
    frame = pl.concat([pl.DataFrame({"p": p, "q": q, "relation": r}) for p, q, r in relations])
    return frame.filter(pl.col("p") != pl.col("q")).unique(["p", "q"], keep="first", maintain_order=True)


def wishes(
    rng: np.random.Generator, people: pl.DataFrame, districts: pl.DataFrame, units: pl.DataFrame
) -> pl.DataFrame:
    """Wishes: home or town from remote places; a few the other way; some refuse the islands.

    Columns: p, rank, unit_id, district (row number), stance, request, reason.
    """
    chances = catalogue("services")["people"]["wish_share"]
    area = districts["area"].to_numpy()
    work = people["district"].fill_null(-1).to_numpy().astype(np.int64)
    home = people["home_district"].fill_null(-1).to_numpy().astype(np.int64)
    can = (work >= 0) & (home >= 0) & people["employment"].is_in(["PNS", "PPPK"]).to_numpy()
    share = np.array([chances[a] for a in area])[work]
    asks = np.flatnonzero(can & (home != work) & (rng.random(people.height) < share * 1.6))
    pioneers = np.flatnonzero(can & (area[work] != REMOTE) & (rng.random(people.height) < 0.006))
    far = np.flatnonzero(area == REMOTE)
    refuse = np.flatnonzero(can & (area[work] == TOWN) & (rng.random(people.height) < 0.02))
    wanted = np.concatenate([home[asks], draw_of(rng, far, len(pioneers)), draw_of(rng, far, len(refuse))])
    rows = pl.DataFrame(
        {
            "p": np.concatenate([asks, pioneers, refuse]),
            "district": wanted,
            "stance": np.repeat(["WANT", "ACCEPT", "REFUSE"], [len(asks), len(pioneers), len(refuse)]),
            "request": np.concatenate(
                [rng.random(len(asks)) < 0.35, np.zeros(len(pioneers) + len(refuse), dtype=bool)]
            ),
            "reason": np.array(REASONS, dtype=object)[rng.integers(0, len(REASONS), len(wanted))],
        },
        schema_overrides={"reason": pl.String},
    )
    return _with_units(rng, rows, people, units)


def conditions(rng: np.random.Generator, people: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """p, kind, from, until: discipline, examinations, illness, pregnancy, disability, care; a few of each."""
    size = people.height
    young = (people["sex"] == "F").to_numpy() & (
        people["birth_date"].cast(pl.Int32).to_numpy() > (dt.date(as_of.year - 40, 1, 1) - dt.date(1970, 1, 1)).days
    )
    kinds: list[tuple[str, npt.NDArray[Any], int, int | None]] = [
        ("DISCIPLINE_MINOR", rng.random(size) < 0.003, 300, 365),
        ("DISCIPLINE_MODERATE", rng.random(size) < 0.0015, 300, 365),
        ("DISCIPLINE_SEVERE", rng.random(size) < 0.0007, 300, 365),
        ("UNDER_EXAMINATION", rng.random(size) < 0.001, 120, None),
        ("ILLNESS", rng.random(size) < 0.006, 500, None),
        ("PREGNANCY", young & (rng.random(size) < 0.02), 180, 270),
        ("DISABILITY", rng.random(size) < 0.004, 3000, None),
        ("CARER", rng.random(size) < 0.008, 1500, None),
    ]
    frames = []
    for kind, chosen, past, lasts in kinds:
        p = np.flatnonzero(chosen)
        began = np.datetime64(as_of) - rng.integers(5, past, len(p)).astype("timedelta64[D]")
        ends = began + np.timedelta64(lasts or 0, "D") if lasts else np.full(len(p), np.datetime64("NaT", "D"))
        frames.append(
            pl.DataFrame({"p": p, "kind": np.full(len(p), kind), "from": began, "until": ends}).cast(
                {"kind": pl.String, "from": pl.Date, "until": pl.Date}
            )
        )
    return pl.concat(frames)


def draw_of(rng: np.random.Generator, values: Ints, size: int) -> Ints:
    """``size`` of the values by chance."""
    return values[rng.integers(0, len(values), size)]


def _with_units(
    rng: np.random.Generator, rows: pl.DataFrame, people: pl.DataFrame, units: pl.DataFrame
) -> pl.DataFrame:
    """A third of the wishes name a unit of the same kind in that district, where there is one."""
    named = rng.random(rows.height) < 0.33
    kinds = people.select("unit_kind")[rows["p"]].to_series()
    first = units.group_by("district", "kind").agg(pl.col("unit_id").min().alias("unit_wished"))
    joined = rows.with_columns(kinds.alias("kind"), pl.Series("named", named)).join(
        first, on=["district", "kind"], how="left", validate="m:1", maintain_order="left"
    )
    unit = pl.when("named").then("unit_wished")
    return joined.with_columns(unit.alias("unit_id")).with_columns(
        pl.when(pl.col("unit_id").is_null()).then("district").alias("district"),
        pl.when(pl.col("stance") != "REFUSE").then(pl.lit(1, dtype=pl.Int64)).alias("rank"),
        pl.lit(None, dtype=pl.String).alias("post_id"),
    ).select("p", "rank", "post_id", "unit_id", "district", "stance", "request", "reason")  # fmt: skip
