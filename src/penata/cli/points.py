"""``penata points``: how the points of one person for a post come about, criterion by criterion."""

import argparse
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.cli.named import person_named, post_named
from penata.cli.values import day, whole
from penata.eligibility import Candidates, candidates, explain_pair
from penata.facts import Facts, facts_of
from penata.intake.dataset import load_dataset, load_policy
from penata.merit import CRITERION_LABELS, PARTS, Merit, Sheets, competence_gap, prepared
from penata.policy import Policy
from penata.tables import Dataset
from penata.wording import PART_LABELS, seat_name, signed

_MOST_POSTS: Final = 10
_NOT_APPLICABLE: Final = "tidak berlaku"
_NO_CANDIDATE: Final = "bukan calon menurut aturan atau kebijakan (penata eligible); poinnya hanya untuk dibandingkan"
_BY_COMMITTEE: Final = "jabatan ini diputuskan tim (calonnya: penata talent); poin ini hanya untuk dibandingkan"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of the command."""
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="folder himpunan data atau buku kerja .xlsx")
    parser.add_argument("nip", metavar="NIP", help="NIP pegawai")
    parser.add_argument(
        "posts", metavar="FORMASI", nargs="*", help="post_id; tanpa ini: calon formasi yang bernilai tertinggi"
    )
    parser.add_argument(
        "--limit", type=whole, default=_MOST_POSTS, metavar="N", help=f"paling banyak N formasi (bawaan: {_MOST_POSTS})"
    )
    parser.add_argument(
        "--show-sensitive", action="store_true", help="tampilkan tanggungan keluarga (untuk yang berwenang)"
    )
    parser.add_argument("--as-of", type=day, metavar="TANGGAL", help="tanggal potret data, 2026-01-31")


def run(args: argparse.Namespace, console: Console) -> int:
    """Tell the points; raises InputError where the person or a post does not exist."""
    console.progress("membaca data")
    dataset, policy = load_dataset(args.dataset), load_policy(args.dataset, as_of=args.as_of)
    facts = facts_of(dataset, policy)
    person = person_named(facts.persons, args.nip)
    for one in args.posts:
        post_named(facts.posts, one)
    console.progress("menguji aturan")
    found = candidates(facts, dataset, policy)
    merit = prepared(facts, dataset, policy)
    console.say(f"{person['name']} ({person['employee_id']}); keadaan {facts.effective_date}; preset {policy.preset}")
    head = {"employee_id": person["employee_id"], "name": person["name"], "post_id": person["post_id"],
            "effective_date": facts.effective_date, "preset": policy.preset}  # fmt: skip
    if not args.posts:
        console.document(head | {"posts": _say_best(console, facts, merit, found, person, args.limit)})
        return 0
    pairs = _pairs(facts, dataset, found, person, args.posts, policy)
    told = _told(pairs, Sheets.of(facts, dataset, policy, merit).rows(pairs, show_personal=args.show_sensitive),
                 competence_gap(facts, dataset, pairs))  # fmt: skip
    for pair, document in zip(pairs.iter_rows(named=True), told, strict=True):
        _say_sheet(console, pair, document, own=pair["post_id"] == person["post_id"])
    console.document(head | {"posts": told})
    return 0


def _told(pairs: pl.DataFrame, sheets: pl.DataFrame, gaps: pl.DataFrame) -> list[dict[str, Any]]:
    """One document for each pair."""
    told = []
    for pair in pairs.iter_rows(named=True):
        of_pair = pl.col("post") == pair["post"]
        rows, gap = (frame.filter(of_pair).drop("person", "post").to_dicts() for frame in (sheets, gaps))
        gain = round(sum(row["points"] for row in rows))
        told.append({"post_id": pair["post_id"], "candidate": pair["candidate"], "direction": pair["direction"],
                     "gain": gain, "rows": rows, "competence_gap": gap})  # fmt: skip
    return told


def _say_best(
    console: Console, facts: Facts, merit: Merit, found: Candidates, person: dict[str, Any], limit: int
) -> list[dict[str, Any]]:
    """The candidate posts with the most points, and the parts that say anything about one of them."""
    pairs = found.pairs.filter((pl.col("person") == person["person"]) & pl.col("post").ne_missing(person["post"]))
    best = merit.parts(pairs).with_columns(pl.sum_horizontal(PARTS).alias("gain")).join(
        _seats(facts), on="post", how="left", validate="1:1"
    ).sort("gain", "post_id", descending=[True, False]).head(limit)  # fmt: skip
    shown = [part for part in PARTS if (best[part] != 0).any()]
    if best.height == 0:
        console.say(
            "Tidak ada formasi lain yang boleh ditempatinya menurut aturan dan kebijakan; lihat penata eligible."
        )
    else:
        rows = best.select("post_id", "seat", "gain", *shown).rows()
        console.table(("formasi", "jabatan", "nilai", *(PART_LABELS[part] for part in shown)), rows)
        console.say(f"\nCalon formasi seluruhnya: {pairs.height}. Rincian: penata points DATASET NIP FORMASI.")
    return best.select("post_id", "gain", pl.struct(PARTS).alias("parts")).to_dicts()


def _pairs(
    facts: Facts, dataset: Dataset, found: Candidates, person: dict[str, Any], posts: list[str], policy: Policy
) -> pl.DataFrame:
    """The pairs asked for, in the order of posts, with direction and gates as the plan sees them."""
    known = found.pairs.filter(pl.col("person") == person["person"]).select("post", "last_resort")
    wanted = _seats(facts).filter(pl.col("post_id").is_in(posts)).sort("post")
    directions = [
        explain_pair(facts, dataset, policy, person["employee_id"], one).direction for one in wanted["post_id"]
    ]
    return (
        wanted.join(known, on="post", how="left", validate="1:1", maintain_order="left")
        .with_columns(
            pl.lit(person["person"], pl.UInt32).alias("person"),
            pl.Series("direction", directions, dtype=pl.String),
            pl.col("last_resort").is_not_null().alias("candidate"),
        )
        .with_columns(pl.col("last_resort").fill_null(0))
    )


def _seats(facts: Facts) -> pl.DataFrame:
    seat = pl.concat_str(seat_name(pl.col("job"), pl.col("subject")), pl.lit(", "), "unit").alias("seat")
    return facts.posts.select("post", "post_id", "treatment", seat)


def _say_sheet(console: Console, pair: dict[str, Any], told: dict[str, Any], *, own: bool) -> None:
    console.say(f"\n{pair['seat']} [{pair['post_id']}]: nilai {signed(told['gain'])}")
    if own:
        console.say("  formasinya sendiri: tinggal selalu bernilai 0")
        return
    if not pair["candidate"]:
        console.say(f"  {_BY_COMMITTEE if pair['treatment'] == 'shortlist' else _NO_CANDIDATE}")
    for part in PARTS:
        rows = [row for row in told["rows"] if row["part"] == part]
        if rows:
            console.say(f"  {PART_LABELS[part]}: {signed(round(sum(row['points'] for row in rows)))}")
        if rows and all(row["handling"].startswith(_NOT_APPLICABLE) for row in rows):
            console.say(f"    {rows[0]['handling']}")
            continue
        for row in rows:
            quoted = " → ".join(dict.fromkeys(text for text in (row["raw_here"], row["raw_there"]) if text))
            name = CRITERION_LABELS[row["criterion"]]
            console.say(
                f"    {name:<22}{_precise(row['points']):>8}  {quoted}{' · ' if quoted else ''}{row['handling']}"
            )
    short = [f"{g['competency']} {g['held']} dari {g['asked']}" for g in told["competence_gap"] if g["gap"]]
    unknown = [gap["competency"] for gap in told["competence_gap"] if gap["gap"] is None]
    for words, names in (("kompetensi yang kurang", short), ("kompetensi yang belum dinilai", unknown)):
        if names:
            console.say(f"  {words}: {', '.join(names)}")


def _precise(points: float) -> str:
    """Points with at most three places, an Indonesian comma and a sign."""
    text = f"{abs(points):.3f}".rstrip("0").rstrip(".").replace(".", ",")
    return text if points == 0 else f"{'+' if points > 0 else '−'}{text}"
