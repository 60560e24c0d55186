"""What rules look at: facts of the person, of the target post (``to_``) and of the pair, in one frame.

A person's columns keep their names, those of the target post get the prefix ``to_``. A pair adds
``same_job same_field same_agency level_known direction own_request experience_months reason forced``.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from penata.eligibility.relatives import relatives
from penata.eligibility.windows import agency_windows
from penata.facts import Facts
from penata.facts.months import months_between
from penata.law.edition import NEWEST
from penata.law.ruleset import edition_of
from penata.law.values import value
from penata.policy import Policy
from penata.tables import Dataset
from penata.vocabulary import LEADING, Direction

DIRECTIONS: Final = pl.Enum([direction.value for direction in Direction])

PAIR_COLUMNS: Final = (
    "same_job", "same_field", "same_agency", "level_known", "direction", "own_request", "experience_months", "reason",
    "forced",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Basis:
    """What rules are written upon: the day, the values in force on it as an edition knows them, the tables given."""

    on: dt.date
    given: frozenset[str]
    parameters: Mapping[str, int]
    edition: str = NEWEST

    def value(self, value_id: str) -> Any:
        """A legal value in force on the day, or the agency's own where the law leaves it to the agency."""
        return value(value_id, self.on, self.parameters, self.edition)


@dataclass(frozen=True, slots=True)
class Scene:
    """Persons and posts with every column that a rule may read, by row number (``person``, ``post``)."""

    persons: pl.DataFrame
    posts: pl.DataFrame
    experience: pl.DataFrame
    basis: Basis


def scene_of(facts: Facts, dataset: Dataset, policy: Policy) -> Scene:
    """Prepare the facts for the rules; rows and their order are those of the facts."""
    on = policy.effective_date
    basis = Basis(on=on, given=dataset.given, parameters=policy.parameters, edition=edition_of(policy))
    agencies = _agencies(facts, dataset, basis)
    return Scene(
        persons=_persons(facts, dataset, agencies, basis),
        posts=_posts(facts, dataset, agencies, basis),
        experience=facts.experience.select("person", pl.col("field").alias("to_field"), "months"),
        basis=basis,
    )


def pair_frame(scene: Scene, pairs: pl.DataFrame, columns: Iterable[str]) -> pl.DataFrame:
    """The columns that rules read, for rows of ``person`` and ``post`` (optionally ``forced`` and ``reason``).

    Args:
        scene: prepared persons and posts.
        pairs: ``person`` and ``post`` (UInt32), row numbers; the order of rows is kept.
        columns: names wanted, of persons, posts (``to_``) and pairs.

    Returns:
        A frame as high as ``pairs`` with ``person``, ``post`` and at least the wanted columns.
    """
    wanted = {*columns, *_PAIR_ROOTS}
    wanted |= {"has_history", "to_min_experience_months"} if "experience_months" in wanted else set()
    people = scene.persons.select(c for c in scene.persons.columns if c in wanted)
    posts = scene.posts.select(c for c in scene.posts.columns if c in wanted)
    extra = [c for c in ("forced", "reason") if c in pairs.columns]
    frame = pl.concat(
        [pairs.select("person", "post", *extra), people[pairs["person"]], posts[pairs["post"]]], how="horizontal"
    )
    if "forced" not in extra:
        frame = frame.with_columns(pl.lit(value=False).alias("forced"))
    if "reason" not in extra:
        frame = frame.with_columns(pl.lit("").alias("reason"))
    frame = frame.with_columns(
        same_job=same_job(), same_field=same_field(), same_agency=same_agency(),
        level_known=level_known(), direction=direction(), own_request=_own_request(),
    )  # fmt: skip
    return _with_experience(frame, scene) if "experience_months" in wanted else frame


def same_agency() -> pl.Expr:
    """Whether the target belongs to the person's agency; null where the person's agency is not known."""
    return pl.col("to_agency_id") == pl.col("agency_id")


def same_field() -> pl.Expr:
    """Whether category and ladder (where absent: family; where absent too: job) are the person's own."""
    return pl.col("to_field_key").eq_missing(pl.col("field_key")) & pl.col("field_key").is_not_null()


def same_job() -> pl.Expr:
    """Whether the job stays the same; a post that names the whole ladder lets each keep the own level."""
    whole_ladder = pl.col("to_level").is_null() & pl.col("to_ladder").is_not_null() & same_field()
    return (pl.col("to_job_id") == pl.col("job_id")).fill_null(value=False) | whole_ladder


def level_known() -> pl.Expr:
    """Whether up, down or level can be told for the pair."""
    in_field = pl.col("to_level").is_null() | pl.col("level").is_not_null() | (pl.col("to_job_id") == pl.col("job_id"))
    across = (_both_functional() & (pl.col("to_level").is_null() | pl.col("level").is_not_null())) | (
        ~_both_functional() & pl.col("to_standing").is_not_null() & pl.col("standing").is_not_null()
    )
    return pl.when(same_field() | _both_leading()).then(in_field).otherwise(across).fill_null(value=False)


def direction() -> pl.Expr:
    """Direction of a move from the own job to the target (Enum of ``Direction``).

    Inside a ladder, and among leading posts of one category, the level tells; between functional jobs their
    levels (*jenjang*); elsewhere the equal standing of PermenPANRB 1/2023. Unknown levels count as level. Null
    where nothing is known of the own job: who has none is placed, neither moved across nor up.
    """
    by_level = pl.col("to_level_order") - pl.col("level_order")
    by_standing = pl.col("to_standing") - pl.col("standing")
    stays = same_field() | _both_leading()
    step = pl.when(stays | _both_functional()).then(by_level).otherwise(by_standing)
    level = pl.when(stays).then(pl.lit(Direction.LATERAL.value)).otherwise(pl.lit(Direction.CHANGE_OF_FAMILY.value))
    return (
        pl.when(pl.col("category").is_null())
        .then(pl.lit(None, pl.String))
        .when(step > 0)
        .then(pl.lit(Direction.PROMOTION.value))
        .when(step < 0)
        .then(pl.lit(Direction.DEMOTION.value))
        .otherwise(level)
        .cast(DIRECTIONS)
    )


_PAIR_ROOTS: Final = (
    "agency_id", "field_key", "category", "job_id", "level", "level_order", "standing", "request_agencies",
    "to_agency_id", "to_field_key", "to_category", "to_job_id", "to_ladder", "to_level", "to_level_order",
    "to_standing", "to_field",
)  # fmt: skip


def _both_functional() -> pl.Expr:
    functional = pl.lit("FUNGSIONAL")
    return (pl.col("category").eq_missing(functional)) & (pl.col("to_category").eq_missing(functional))


def _both_leading() -> pl.Expr:
    leading = [category.value for category in LEADING]
    return (pl.col("category").is_in(leading) & (pl.col("category") == pl.col("to_category"))).fill_null(value=False)


def _own_request() -> pl.Expr:
    return pl.col("request_agencies").list.contains(pl.col("to_agency_id")).fill_null(value=False)


def _with_experience(frame: pl.DataFrame, scene: Scene) -> pl.DataFrame:
    """Months in the field of the target: what the history and the present job show; null where neither tells.

    Nobody asks for them where the field stays and the job states no months, but for the highest posts.
    """
    highest = pl.col("to_level").is_in(["I.a", "I.b"]).fill_null(value=False)
    asked = (pl.col("to_min_experience_months").fill_null(0) > 0) | ~pl.col("same_field") | highest
    if not frame.select(asked.any()).item():
        return frame.with_columns(pl.lit(None, dtype=scene.experience.schema["months"]).alias("experience_months"))
    joined = frame.join(
        scene.experience, on=["person", "to_field"], how="left", validate="m:1", maintain_order="left"
    ).rename({"months": "experience_months"})
    nothing_left_out = pl.col("has_history") & pl.col("to_field").is_not_null()
    return joined.with_columns(
        pl.when(nothing_left_out).then(pl.col("experience_months").fill_null(0)).otherwise("experience_months")
    )


def _field_key(prefix: str = "") -> pl.Expr:
    """Text that is equal exactly where category and ladder (else family, else job) are."""
    ladder, family, job = (pl.col(f"{prefix}{name}") for name in ("ladder", "family", "job_id"))
    kind = pl.coalesce(pl.lit("ladder ") + ladder, pl.lit("family ") + family, pl.lit("job ") + job)
    return (pl.col(f"{prefix}category") + " " + kind).alias(f"{prefix}field_key")


def _agencies(facts: Facts, dataset: Dataset, basis: Basis) -> pl.DataFrame:
    """agency_id, agency_kind, province_id and the windows of the day: one row per agency that has units."""
    ids = dataset["units"].select("agency_id").unique().sort("agency_id")
    known = dataset["agencies"].select("agency_id", pl.col("kind").alias("agency_kind"), "province_id")
    windows = agency_windows(ids["agency_id"].to_list(), facts.calendar, basis.value, basis.on)
    return ids.join(known, on="agency_id", how="left", validate="1:1").join(
        windows, on="agency_id", how="left", validate="1:1"
    )


def _persons(facts: Facts, dataset: Dataset, agencies: pl.DataFrame, basis: Basis) -> pl.DataFrame:
    persons, on = facts.persons, basis.on
    if agencies.height == 1:
        persons = persons.with_columns(pl.col("agency_id").fill_null(agencies["agency_id"][0]))
    seats = facts.posts.select("post", pl.col("need").alias("own_need"), special_route(basis))
    added = (
        (agencies, "agency_id"), (seats, "post"), (_requests(dataset), "employee_id"),
        (_credentials(dataset, on), "employee_id"), (_standings(facts, dataset, basis), "person"),
        (relatives(facts, dataset), "employee_id"), (_time_in_charge(dataset, on), "employee_id"),
    )  # fmt: skip
    for frame, key in added:
        persons = persons.join(frame, on=key, how="left", validate="m:1", maintain_order="left")
    return persons.with_columns(
        _field_key(),
        pl.col("has_history").fill_null(value=False),
        _plain(pl.col("subject")).alias("subject_plain"),
        _plain(pl.col("education_field")).alias("education_field_plain"),
        _all_plain("certificates").alias("certificates_plain"),
        _all_plain(pl.concat_list(pl.col("subjects").fill_null([]), pl.col("certified").fill_null([]))).alias("_known"),
    ).with_columns(
        pl.when(pl.col("_known").list.len() > 0).then("_known").alias("subjects_plain"),
        pl.col("post").alias("own_post"),
        pl.when("leads").then(pl.col("months_in_post").fill_null(0) + pl.col("_charge").fill_null(0))
        .when("duties" in dataset.given).then(pl.col("_charge").fill_null(0)).alias("months_in_charge"),
    ).drop("_known", "_charge", "post")  # fmt: skip


def _posts(facts: Facts, dataset: Dataset, agencies: pl.DataFrame, basis: Basis) -> pl.DataFrame:
    hours = dataset["subject_hours"].select("unit_id", "subject", "weekly_hours")
    health = [str(ladder) for ladder in basis.value("health.ladders")]
    practises = pl.col("ladder").str.replace_all("_", " ").str.to_uppercase().is_in(health)
    schools = dataset["schools"].select("unit_id", pl.col("private").fill_null(value=False))
    posts = (
        facts.posts.join(agencies, on="agency_id", how="left", validate="m:1", maintain_order="left")
        .join(hours, on=["unit_id", "subject"], how="left", validate="m:1", maintain_order="left")
        .join(schools, on="unit_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(
            pl.col("private").fill_null(value=False),
            pl.col("need_source").is_not_null().alias("need_is_founded"),
            special_route(basis),
            _plain(pl.col("subject")).alias("subject_plain"),
            _all_plain("certificates").alias("certificates_plain"),
            _all_plain("education_fields").alias("education_fields_plain"),
            practises.fill_null(value=False).alias("practises"),
            _field_key(),
        )
        .with_columns(pl.when("practises").then("unit_id").alias("practice_unit_id"))
    )
    return posts.select(pl.all().name.prefix("to_"))


def special_route(basis: Basis) -> pl.Expr:
    """Which route of its own a leading post has (JPT-09), by the looks of its names; BIASA for all others."""
    routes: Mapping[str, Mapping[str, str]] = value("jpt.special_routes", basis.on)
    found = pl.lit(_NO_ROUTE)
    for route, looks in reversed(list(routes.items())):
        signs = {column: _plain(pl.col(column)).str.contains(pattern) for column, pattern in looks.items()}
        if "unit" in signs:
            signs["unit"] &= pl.col("leads_unit")
        fits = pl.any_horizontal(*signs.values()).fill_null(value=False)
        found = pl.when(fits).then(pl.lit(route)).otherwise(found)
    leading = pl.col("category").is_in([category.value for category in LEADING])
    return pl.when(leading).then(found).when(~leading).then(pl.lit(_NO_ROUTE)).alias("special_route")


_NO_ROUTE: Final = "BIASA"


def _plain(text: pl.Expr) -> pl.Expr:
    """Text as people compare it: case and surplus blanks forgiven."""
    return text.str.strip_chars().str.replace_all(r"\s+", " ").str.to_lowercase()


def _all_plain(lists: pl.Expr | str) -> pl.Expr:
    source = pl.col(lists) if isinstance(lists, str) else lists
    return source.list.eval(_plain(pl.element()))


def _requests(dataset: Dataset) -> pl.DataFrame:
    """employee_id, request_agencies: agencies to which the person asked to go (own request in the sense of the law)."""
    units = dataset["units"].select("unit_id", "agency_id", "district_id")
    by_unit = units.select("unit_id", "agency_id")
    by_post = dataset["posts"].select("post_id", "unit_id").join(by_unit, on="unit_id", how="left", validate="m:1")
    by_district = units.filter(pl.col("district_id").is_not_null()).select("district_id", "agency_id").unique()
    asked = dataset["wishes"].filter(pl.col("request") & pl.col("stance").is_in(["WANT", "ACCEPT"]))
    found = [
        asked.join(places.select(key, "agency_id"), on=key, how="inner").select("employee_id", "agency_id")
        for key, places in (("post_id", by_post), ("unit_id", by_unit), ("district_id", by_district))
    ]
    return pl.concat(found).group_by("employee_id").agg(pl.col("agency_id").unique().sort().alias("request_agencies"))


def _credentials(dataset: Dataset, on: dt.date) -> pl.DataFrame:
    """employee_id, certified, has_str, licence_units: credentials that are valid on the day."""
    valid = dataset["credentials"].filter(pl.col("valid_until").is_null() | (pl.col("valid_until") >= on))
    kind = pl.col("kind")
    return valid.group_by("employee_id").agg(
        pl.col("subject").filter((kind == "TEACHER_CERTIFICATE") & pl.col("subject").is_not_null()).alias("certified"),
        (kind == "TEACHER_CERTIFICATE").any().alias("has_teacher_certificate"),
        (kind == "STR").any().alias("has_str"),
        pl.col("place_unit_id").filter((kind == "SIP") & pl.col("place_unit_id").is_not_null()).alias("licence_units"),
    )


def _time_in_charge(dataset: Dataset, on: dt.date) -> pl.DataFrame:
    """employee_id, _charge: months in duties beside the own seat (additional, acting) up to the day."""
    until = pl.min_horizontal(pl.coalesce("until", pl.lit(on)), pl.lit(on))
    months = months_between(pl.col("from"), until).clip(lower_bound=0)
    return dataset["duties"].group_by("employee_id").agg(months.sum().alias("_charge"))


def _standings(facts: Facts, dataset: Dataset, basis: Basis) -> pl.DataFrame:
    """person, has_history, months_standing_1 … _4: months in posts of that standing, from history and present job."""
    standing, on = basis.value("standing"), basis.on
    of_job = dataset["jobs"].select(
        "job_id",
        pl.coalesce(
            pl.col("level").replace_strict(standing, default=None, return_dtype=pl.Int32),
            pl.col("category").replace_strict(standing, default=None, return_dtype=pl.Int32),
        ).alias("standing"),
    )
    days = (pl.coalesce("ended_on", pl.lit(on)) - pl.col("started_on")).dt.total_days().clip(lower_bound=0)
    before = pl.col("in_job_since").is_null() | (pl.col("started_on") < pl.col("in_job_since"))
    past = (
        dataset["service_history"]
        .join(of_job, on="job_id", how="left", validate="m:1")
        .join(facts.persons.select("employee_id", "person", "in_job_since"), on="employee_id", validate="m:1")
        .with_columns((days * 12 / 365.25).floor().cast(pl.Int32).alias("months"))
        .select(
            "person", "standing", pl.when(before).then("months").alias("months"),  # the present job is counted below
            pl.lit(value=True).alias("has_history"),
        )
    )  # fmt: skip
    present = facts.persons.select(
        "person", pl.col("standing").cast(pl.Int32), pl.col("months_in_job").cast(pl.Int32).alias("months"),
        pl.lit(value=False).alias("has_history"),
    )  # fmt: skip
    months = pl.col("months").clip(lower_bound=0)
    return pl.concat([past, present]).group_by("person").agg(
        pl.col("has_history").any(),
        *(months.filter(pl.col("standing") == s).sum().alias(f"months_standing_{s}") for s in (1, 2, 3, 4)),
    )  # fmt: skip


Values = Callable[[str], Any]
