"""What is on file about people: appraisals, posts held, competencies, credentials, duties."""

import datetime as dt
from typing import Final

import numpy as np
import polars as pl

from penata.law.values import value
from penata.synthetic.catalogue import catalogue
from penata.synthetic.chance import draw
from penata.vocabulary import RANK_ORDER

APPRAISED_YEARS: Final = 3
COUNSELLING: Final = "Bimbingan Konseling"


def appraisals(rng: np.random.Generator, people: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """p, period, work_result, behaviour, predicate: the three whole years before the day, some of them missing."""
    matrix = value("performance.matrix", as_of)
    size = people.height
    talent = rng.normal(0.0, 1.0, size)
    half_year = people["cpns_on"].dt.month().to_numpy() > 6
    began = people["cpns_on"].dt.year().to_numpy() + half_year  # the first year that is appraised
    asn = people["employment"].is_in(["PNS", "CPNS", "PPPK"]).to_numpy()
    frames = []
    for year in range(as_of.year - APPRAISED_YEARS, as_of.year):
        p = np.flatnonzero(asn & (began <= year) & (rng.random(size) > 0.03))
        work, behaviour = (_rating(talent[p] + rng.normal(0.0, 0.8, len(p))) for _ in range(2))
        frames.append(
            pl.DataFrame({"p": p, "work_result": work, "behaviour": behaviour}).with_columns(
                pl.lit(str(year)).alias("period"),
                pl.format("{},{}", "work_result", "behaviour")
                .replace_strict(matrix, return_dtype=pl.String).alias("predicate"),
            )
        )  # fmt: skip
    return pl.concat(frames)


def service_history(rng: np.random.Generator, people: pl.DataFrame, units: pl.Series) -> pl.DataFrame:
    """p, job_id, unit_id, post_id, kind, started_on, ended_on: the present post, and an earlier one for who moved."""
    seated = people.with_row_index("p").filter(pl.col("post_id").is_not_null() & (pl.col("employment") != "NON_ASN"))
    present = seated.select(
        "p", "job_id", "unit_id", "post_id",
        pl.col("in_post_since").alias("started_on"), pl.lit(None, dtype=pl.Date).alias("ended_on"),
    )  # fmt: skip
    moved = seated.filter(pl.col("in_unit_since") > pl.col("cpns_on"))
    other = units.gather(rng.integers(0, len(units), moved.height))
    leading = pl.col("group") == "leading"
    before = moved.with_columns(other.alias("other")).select(
        "p",
        pl.when(leading).then(pl.lit("PENELAAH_KEBIJAKAN")).otherwise("job_id").alias("job_id"),
        pl.when(leading | (pl.col("group") == "general")).then("other").otherwise("unit_id").alias("unit_id"),
        pl.lit(None, dtype=pl.String).alias("post_id"),
        pl.col("cpns_on").alias("started_on"),
        pl.col("in_unit_since").alias("ended_on"),
    )
    return pl.concat([present, before]).with_columns(pl.lit("DEFINITIVE").alias("kind"))


def competencies(rng: np.random.Generator, people: pl.DataFrame) -> pl.DataFrame:
    """p, competency, level: leaders and experts in offices, and some of the general staff, have been assessed."""
    group = people["group"].to_numpy()
    chance = np.select([group == "leading", group == "technical", group == "general"], [0.95, 0.6, 0.12], 0.0)
    chosen = np.flatnonzero(rng.random(people.height) < chance)
    wanted = catalogue("jobs")["competency_levels"]
    base = people["level"].replace_strict(wanted, default=1, return_dtype=pl.Int64).to_numpy()[chosen]
    frames = []
    for name in catalogue("jobs")["competencies"]:
        level = (base + draw(rng, {-1: 0.2, 0: 0.55, 1: 0.25}, len(chosen)).astype(np.int64)).clip(1, 5)
        frames.append(pl.DataFrame({"p": chosen, "level": level}).with_columns(pl.lit(name).alias("competency")))
    return pl.concat(frames)


def certified(rng: np.random.Generator, people: pl.DataFrame) -> pl.DataFrame:
    """subjects, certificates (lists) of each person: teachers by subject, health workers, buyers, leaders."""
    size = people.height
    u, second = rng.random(size), rng.random(size)
    teacher, health = (people["group"] == "teacher").to_numpy(), (people["group"] == "health").to_numpy()
    pns = (people["employment"] == "PNS").to_numpy()
    asn = people["employment"].is_in(["PNS", "CPNS", "PPPK"]).to_numpy()
    has = teacher & asn & (u < np.where(pns, 0.97, 0.88))
    other = np.array(["IPA", "IPS", "Bahasa Indonesia", "Matematika"], dtype=object)[rng.integers(0, 4, size)]
    secondary = ~people["subject"].fill_null("Guru Kelas").str.starts_with("Guru Kelas").to_numpy()
    frame = people.select("subject", "ladder", "level").with_columns(
        pl.Series("has", has), pl.Series("second", has & secondary & (second < 0.08)),
        pl.Series("other", other, dtype=pl.String),
        pl.Series("str", health & (u < 0.97)), pl.Series("u", u),
    )  # fmt: skip
    leaders = pl.col("level").is_in(["II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b"])
    course = pl.col("level").replace_strict(
        {"II.a": "PKN II", "II.b": "PKN II", "III.a": "PKA", "III.b": "PKA", "IV.a": "PKP", "IV.b": "PKP"},
        default=None, return_dtype=pl.String,
    )  # fmt: skip
    papers = pl.concat_list(
        pl.when("has").then(pl.lit("Sertifikat Pendidik")),
        pl.when("str").then(pl.lit("STR")),
        pl.when((pl.col("ladder") == "PBJ") | leaders & (pl.col("u") < 0.35))
        .then(pl.lit("Sertifikat Pengadaan Barang/Jasa")),
        pl.when(leaders & (pl.col("u") < 0.75)).then(course),
    ).list.drop_nulls()  # fmt: skip
    subjects = pl.concat_list(
        pl.when("has").then("subject"), pl.when(pl.col("second") & (pl.col("other") != pl.col("subject"))).then("other")
    ).list.drop_nulls()
    lists = frame.select(subjects.alias("subjects"), papers.alias("certificates"))
    return lists.with_columns(pl.when(pl.col(c).list.len() > 0).then(c).alias(c) for c in lists.columns)


def credentials(rng: np.random.Generator, people: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """p, kind, subject, place_unit_id, valid_until: certificates of teachers, STR and SIP of health workers."""
    rows = people.with_row_index("p")
    teachers = rows.filter((pl.col("group") == "teacher") & pl.col("subjects").is_not_null()).select(
        "p", pl.lit("TEACHER_CERTIFICATE").alias("kind"), pl.col("subjects").list.first().alias("subject"),
        pl.lit(None, dtype=pl.String).alias("place_unit_id"), pl.lit(None, dtype=pl.Date).alias("valid_until"),
    )  # fmt: skip
    registered = rows.filter((pl.col("group") == "health") & pl.col("certificates").is_not_null())
    life = registered.select(
        "p", pl.lit("STR").alias("kind"), pl.col("ladder").alias("subject"),
        pl.lit(None, dtype=pl.String).alias("place_unit_id"), pl.lit(None, dtype=pl.Date).alias("valid_until"),
    )  # fmt: skip
    days = np.datetime64(as_of) + rng.integers(-60, 1700, registered.height).astype("timedelta64[D]")
    licence = registered.select(
        "p", pl.lit("SIP").alias("kind"), pl.col("ladder").alias("subject"), pl.col("unit_id").alias("place_unit_id"),
        pl.Series("valid_until", days).cast(pl.Date),
    )  # fmt: skip
    return pl.concat([teachers, life, licence])


def duties(rng: np.random.Generator, people: pl.DataFrame, posts: pl.DataFrame, as_of: dt.date) -> pl.DataFrame:
    """p, post_id, kind, from, until: heads of schools and centres, and Plt. on half of the vacant leading posts."""
    asn = people.with_row_index("p").filter(pl.col("employment").is_in(["PNS", "PPPK"]))
    asn = asn.with_columns(pl.col("rank").replace_strict(RANK_ORDER, return_dtype=pl.Int64).alias("order"))
    heads = posts.filter(pl.col("group") == "duty").select("unit_id", pl.col("post_id").alias("led"))
    fit = asn.filter(
        (pl.col("group") == "teacher")
        | (pl.col("group") == "health") & pl.col("ladder").is_in(["DOKTER", "PROMKES", "PERAWAT", "BIDAN"])
    )
    best = fit.sort(pl.col("employment") == "PNS", "order", "p", descending=[True, True, False]).unique(
        "unit_id", keep="first", maintain_order=True
    )
    led = heads.join(best, on="unit_id", how="inner", validate="1:1").sort("led")
    led = led.filter(pl.Series(rng.random(led.height) < 0.95))
    since = np.datetime64(as_of) - rng.integers(60, 2000, led.height).astype("timedelta64[D]")
    ordinary = led.select("p", pl.col("led").alias("post_id"), pl.lit("ADDITIONAL").alias("kind")).with_columns(
        pl.Series("from", since).cast(pl.Date), pl.lit(None, dtype=pl.Date).alias("until")
    )
    vacant = (
        posts.filter((pl.col("group") == "leading") & (pl.col("filled") == 0))
        .select("post_id", "level")
        .sort("post_id")
    )
    vacant = vacant.filter(pl.Series(rng.random(vacant.height) < 0.6))
    leaders = asn.filter(pl.col("group") == "leading").select("p", "level")
    acting = vacant.with_columns(
        pl.Series("p", leaders["p"].gather(rng.permutation(leaders.height)[: vacant.height]))
    ).select(
        pl.col("p"), "post_id", pl.lit("ACTING_PLT").alias("kind"),
        pl.lit(dt.date(as_of.year, 1, 2) if as_of.month > 1 else dt.date(as_of.year - 1, 9, 1)).alias("from"),
        pl.lit(None, dtype=pl.Date).alias("until"),
    )  # fmt: skip
    return pl.concat([ordinary, acting])


def teaching_hours(people: pl.DataFrame, hours: pl.DataFrame, schools: pl.DataFrame) -> pl.Series:
    """Weekly hours of each teacher: what the school has in the subject, shared by those who teach it."""
    classes = schools.select("unit_id", "classes")
    sharing = (pl.col("counted").sum().over("unit_id", "subject")).clip(lower_bound=1)
    frame = (
        people.select(
            "unit_id", "subject", "group", pl.col("employment").is_in(["PNS", "CPNS", "PPPK"]).alias("counted")
        )
        .join(hours, on=["unit_id", "subject"], how="left", validate="m:1", maintain_order="left")
        .join(classes, on="unit_id", how="left", validate="m:1", maintain_order="left")
    )
    own = pl.col("subject").str.starts_with("Guru Kelas")
    all_hours = pl.coalesce("weekly_hours", pl.when(own).then(pl.col("classes") * 24).otherwise(pl.col("classes") * 4))
    shared = (all_hours / sharing).round(0).clip(6, 40)
    counsels = pl.col("subject") == COUNSELLING
    result = pl.when((pl.col("group") == "teacher") & ~counsels).then(shared)
    return frame.select(result.alias("teaching_hours"))["teaching_hours"]


def _rating(score: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> pl.Series:
    """1 above, 2 as, 3 below expectation."""
    return pl.Series(np.select([score > 0.95, score < -2.35], [1, 3], 2).astype(np.int64))
