"""A demonstration on real school counts: the state primary schools of Kabupaten Banjar, as Dapodik shows them.

    python examples/banjar_schools.py --schools dapodik.csv --centroids kec_centroid.csv --out FOLDER --plan

The table has schools and how many teachers each has, not who they are. Every teacher becomes an anonymous person at the
own school who lives in its district; need = class groups + PJOK + religion. Nobody knows who of them is honorary or a
head of school and cannot be moved: so three datasets are written, with 0, 30 and 60 % of the people pinned by a hash of
their id (whoever is pinned at 30 % is so at 60 %). It shows how the method works; it says nothing of these schools.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from penata.cli import main as penata
from penata.facts import facts_of
from penata.intake.dataset import write_dataset
from penata.intake.issues import Issues
from penata.intake.joining.join import join_files
from penata.intake.reader import name_key
from penata.needs import overview, school_needs
from penata.needs.overview import unit_balance
from penata.policy import Policy, parse_policy
from penata.tables import Dataset, InputError, dataset_of
from penata.vocabulary import Severity

REGENCY = "63.03"
AGENCY = "KAB-BANJAR"
POLICY = """# Demonstrasi sekolah: kelas menurut rombel saja, tanpa jumlah minimum per sekolah.
as_of = 2025-02-28

[rules.parameters]
"guru.sd.minimum" = 0
"guru.sd.minimum.special" = 0
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the datasets; with --plan also the plans, and say what they change."""
    args = _arguments(argv)
    policy = parse_policy(POLICY)
    try:
        schools = _schools(args.schools, args.centroids)
    except InputError as error:
        sys.stderr.write("\n".join(error.problems) + "\n")
        return 1
    posts = _posts(schools, policy)
    people = _people(schools)
    rows = []
    for share in args.pinned:
        folder = args.out / f"data-{share:02d}"
        dataset = schools.replace(jobs=_jobs(), posts=posts, employees=people, decisions=_pins(people, share))
        write_dataset(dataset, folder, extra={"policy.toml": POLICY.encode()})
        row = {"disematkan": share, **_before(dataset, policy)}
        if args.plan:
            result = args.out / f"rencana-{share:02d}"
            code = penata(["plan", str(folder), "--out", str(result)])
            if code:
                return code
            row |= _after(dataset, policy, result)
        rows.append(row)
    _say(rows)
    return 0


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Demonstrasi: SD Negeri Kabupaten Banjar menurut Dapodik.")
    parser.add_argument("--schools", type=Path, required=True, metavar="CSV", help="tabel progres sekolah Dapodik")
    parser.add_argument("--centroids", type=Path, required=True, metavar="CSV", help="kode,nama,lat,lng per kecamatan")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder untuk himpunan data")
    parser.add_argument("--pinned", type=int, nargs="+", default=[0, 30, 60], metavar="PERSEN", help="yang tetap")
    parser.add_argument("--plan", action="store_true", help="susun juga rencananya")
    return parser.parse_args(argv)


def _schools(table: Path, centroids: Path) -> Dataset:
    """Agency, districts with coordinates, units and schools: state primary schools only."""
    intake = join_files([table], kind="dapodik-sekolah")
    _say_issues(intake.issues)
    primary = intake.dataset["schools"].filter((pl.col("stage") == "SD") & ~pl.col("private"))
    units = intake.dataset["units"].join(primary.select("unit_id"), on="unit_id", how="semi")
    districts = _districts(intake.dataset["districts"], centroids)
    codes = dict(districts.select("here", "district_id").rows())
    return dataset_of({
        "agencies": pl.DataFrame({"agency_id": [AGENCY], "name": ["Kabupaten Banjar"], "kind": ["REGENCY"]}),
        "districts": districts,
        "units": units.with_columns(pl.lit(AGENCY).alias("agency_id"), pl.col("district_id").replace_strict(codes)),
        "schools": primary,
    })  # fmt: skip


def _districts(named: pl.DataFrame, centroids: Path) -> pl.DataFrame:
    """Districts of the table under their official code, with the representative point."""
    points = pl.read_csv(centroids, schema_overrides={"kode": pl.String}).filter(
        pl.col("kode").str.starts_with(REGENCY + ".")
    )
    points = points.select(name_key(pl.col("nama")).alias("key"), district_id="kode", lat="lat", lon="lng")
    found = named.select(name_key(pl.col("name")).alias("key"), "name", here="district_id").join(
        points, on="key", how="left", validate="1:1"
    )
    unknown = found.filter(pl.col("district_id").is_null())["name"].to_list()
    if unknown:
        raise InputError([f"{centroids.name}: tidak ada titik untuk kecamatan {name}; tambahkan" for name in unknown])
    return found


def _jobs() -> pl.DataFrame:
    return pl.DataFrame(
        {"job_id": ["GURU"], "name": ["Guru"], "category": ["FUNGSIONAL"], "ladder": ["GURU"], "family": ["PENDIDIKAN"]}
    )


def _posts(schools: Dataset, policy: Policy) -> pl.DataFrame:
    """One post for each school, for teachers of all subjects together: the table says no more."""
    needs = school_needs(schools, policy).rows.group_by("unit_id").agg(pl.col("need").sum())
    return needs.select(
        (pl.col("unit_id") + ":GURU").alias("post_id"),
        "unit_id",
        pl.lit("GURU").alias("job_id"),
        "need",
        pl.lit("Demonstrasi: rombel + PJOK + pendidikan agama").alias("need_source"),
    )


def _people(schools: Dataset) -> pl.DataFrame:
    """As many anonymous persons as each school has teachers."""
    places = schools["units"].select("unit_id", "district_id").join(
        schools["schools"].select("unit_id", pl.int_ranges(1, pl.col("teachers") + 1).alias("number")),
        on="unit_id", how="inner", validate="1:1",
    ).explode("number", empty_as_null=False, keep_nulls=False)  # fmt: skip
    number = pl.col("number").cast(pl.String).str.zfill(3)
    return places.select(
        (pl.col("unit_id") + "-" + number).alias("employee_id"),
        pl.format("Guru {}", number).alias("name"),
        pl.lit("PNS").alias("employment"),
        (pl.col("unit_id") + ":GURU").alias("post_id"),
        pl.col("district_id").alias("home_district_id"),
    ).sort("employee_id")


def _pins(people: pl.DataFrame, share: int) -> pl.DataFrame:
    """PIN for ``share`` per cent of the people, chosen by a hash of the id: the same in every run."""
    pinned = [i for i in people["employee_id"] if int(hashlib.sha256(i.encode()).hexdigest()[:8], 16) % 100 < share]
    schema = {"employee_id": pl.String, "kind": pl.String, "reason": pl.String}
    return pl.DataFrame([(i, "PIN", "demonstrasi: dianggap tidak dapat pindah") for i in pinned], schema, orient="row")


def _before(dataset: Dataset, policy: Policy) -> dict[str, Any]:
    seen = overview(facts_of(dataset, policy))
    return {
        "guru": seen.totals.filled, "kebutuhan": seen.totals.need, "sekolah kurang": seen.totals.posts_short,
        "kekurangan": seen.totals.shortage, "sekolah lebih": seen.totals.posts_over, "kelebihan": seen.totals.surplus,
        "indeks": None if seen.balance is None else round(seen.balance, 4),
    }  # fmt: skip


def _after(dataset: Dataset, policy: Policy, folder: Path) -> dict[str, Any]:
    """What the plan leaves: read back from its files."""
    posts = pl.read_csv(folder / "posts.csv").sort("post_id")
    moves = pl.read_csv(folder / "moves.csv", schema_overrides={"distance_km": pl.Float64})
    result = json.loads((folder / "result.json").read_text("utf-8"))
    known = facts_of(dataset, policy).posts.select("post_id", "unit_id", "field")
    both = known.join(posts, on="post_id", how="inner", validate="1:1")
    index = unit_balance(both["unit_id"], both["field"], both["need"], both["filled_after"])
    far = moves["distance_km"]
    return {
        "status": result["status"],
        "kekurangan sesudah": int(posts["shortage_after"].sum()),
        "sekolah kurang sesudah": int((posts["shortage_after"] > 0).sum()),
        "indeks sesudah": None if index is None else round(index, 4),
        "pindah": moves.height,
        "jarak seluruhnya km": round(far.sum(), 1),
        "jarak median km": far.median(),
        "jarak terjauh km": far.max(),
        "dalam kecamatan sama": int((far == 0).sum()),
    }


def _say_issues(issues: Issues) -> None:
    for line in issues.folded([Severity.ERROR, Severity.WARNING]):
        sys.stderr.write(line + "\n")


def _say(rows: list[dict[str, Any]]) -> None:
    sys.stdout.write("\n")
    for name in rows[0]:
        cells = "".join(f"{'–' if row[name] is None else row[name]!s:>12}" for row in rows)
        sys.stdout.write(f"{name:<26}{cells}\n")


if __name__ == "__main__":
    sys.exit(main())
