"""``penata talent DATASET [NIP]``: talent boxes, succession pool, professionality index, and who could lead a post."""

import argparse
from pathlib import Path
from typing import Any, Final

import polars as pl

from penata.cli.console import Console
from penata.cli.named import person_named, post_named
from penata.cli.values import day, whole
from penata.eligibility.headship import vacant_headships
from penata.eligibility.shortlist import Shortlists
from penata.facts import Facts, facts_of
from penata.intake.dataset import load_dataset, load_policy
from penata.law.values import value
from penata.merit import shortlist_points, talent_boxes
from penata.merit.ip_asn import DIMENSIONS, ip_asn, ip_asn_of_places
from penata.policy import Policy
from penata.report.candidates import CHAINS, PART_WORDS, told_candidates, told_heads
from penata.tables import Dataset, InputError
from penata.vocabulary import Category, DutyKind, Employment, label
from penata.wording import decimal, seat_name

_AXES: Final = {"performance": "kinerja", "potential": "potensi"}
_LEVELS: Final = {
    "performance": {1: "di bawah ekspektasi", 2: "sesuai ekspektasi", 3: "di atas ekspektasi"},
    "potential": {1: "rendah", 2: "menengah", 3: "tinggi"},
}
_SOURCES: Final = {"imported": "dari sistem talenta", "computed": "dihitung dari SKP dan potensi"}
_DIMENSIONS: Final = {
    "qualification": "kualifikasi", "competence": "kompetensi", "performance": "kinerja", "discipline": "disiplin",
}  # fmt: skip
_CATEGORIES: Final = {
    "SANGAT_TINGGI": "sangat tinggi", "TINGGI": "tinggi", "SEDANG": "sedang", "RENDAH": "rendah",
    "SANGAT_RENDAH": "sangat rendah",
}  # fmt: skip
_ALWAYS: Final = ("fit", "performance", "potential", "experience", "wish")
"""Parts that are shown always; the others only where somebody has points of them."""
_ASN: Final = [Employment.PNS.value, Employment.CPNS.value, Employment.PPPK.value]
_TO_CHECK: Final = (
    "Kotak menurut PermenPANRB 3/2020, bobot IP-ASN menurut PermenPANRB 38/2018; angkanya sebagian dari ingatan atau "
    "kode publik: cocokkan dengan naskah resmi."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("dataset", metavar="DATASET", type=Path, help="folder himpunan data, atau buku kerja .xlsx")
    parser.add_argument(
        "nip", metavar="NIP", nargs="?", help="satu pegawai: kotaknya, IP-ASN, dan daftar calon tempat ia berdiri"
    )
    parser.add_argument(
        "--post", metavar="FORMASI", help="calon untuk satu jabatan pimpinan: bagian nilai dan rantai penerusnya"
    )
    parser.add_argument(
        "--limit", metavar="N", type=whole, default=10, help="paling banyak N baris daftar (bawaan 10; 0: semuanya)"
    )
    parser.add_argument(
        "--show-sensitive", action="store_true", help="ikutkan dimensi disiplin pada IP-ASN; hanya bagi yang berwenang"
    )
    parser.add_argument(
        "--as-of", metavar="TANGGAL", type=day,
        help="tanggal keadaan data (2026-06-30); bawaan: as_of dari policy.toml, tanpa itu hari ini",
    )  # fmt: skip


def run(args: argparse.Namespace, console: Console) -> int:
    """Exit 0; 1 where the dataset cannot stand, or the person or post is unknown."""
    console.progress("membaca himpunan data")
    dataset = load_dataset(args.dataset)
    policy = load_policy(args.dataset, as_of=args.as_of)
    facts = facts_of(dataset, policy)
    if args.post:
        _post(args, console, facts, dataset, policy)
    elif args.nip:
        _person(args, console, facts, dataset, policy)
    else:
        _agency(args, console, facts, dataset)
    return 0


def _agency(args: argparse.Namespace, console: Console, facts: Facts, dataset: Dataset) -> None:
    """The nine boxes, the pool and the index of the agency and its offices."""
    asn = facts.persons.filter(pl.col("employment").is_in(_ASN)).select("person", "name", "job", "unit")
    boxes = talent_boxes(facts, dataset).join(asn, on="person", how="inner", validate="1:1")
    pool = boxes.filter("pool").sort("box", "score", "employee_id", descending=[True, True, False], nulls_last=True)
    index = ip_asn(facts, dataset, discipline=args.show_sensitive)
    names = facts.posts.select("office_id", "office").unique("office_id", maintain_order=True)
    offices = ip_asn_of_places(facts, index, "office_id").join(
        names, on="office_id", how="left", validate="m:1", maintain_order="left"
    )
    _say_boxes(console, facts, boxes)
    console.say(f"Kelompok rencana suksesi (kotak {_pool_words(facts)}): {_n(pool.height)} orang.")
    _say_list(console, pool, args.limit, {"box": "kotak", "name": "nama", "employee_id": "NIP", "job": "jabatan",
                                          "unit": "unit"})  # fmt: skip
    _say_heads(console, facts, dataset, args.limit)
    console.say("\nIP-ASN: dari–sampai, karena yang tidak diketahui bukan nol.")
    whole_agency = ip_asn_of_places(facts, index, "agency_id").with_columns(office=pl.lit("seluruh instansi"))
    rows = pl.concat([whole_agency.head(1), offices.head(args.limit or offices.height)], how="diagonal")
    console.table(
        ("tempat", "ASN", *_DIMENSIONS.values(), "indeks", "kategori"),
        [
            (row["office"] or "tanpa kantor", row["people"], *(_points(row[d]) for d in DIMENSIONS), _range(row),
             _category(row))
            for row in rows.to_dicts()
        ],
    )  # fmt: skip
    console.say("Kompetensi (diklat, seminar, magang) tidak ada dalam himpunan data; bobotnya menjadi lebar rentang.")
    if not args.show_sensitive:
        console.say("Disiplin tidak diikutkan; lihat --show-sensitive.")
    console.say(_TO_CHECK)
    console.document({
        "effective_date": facts.effective_date, "boxes": boxes.drop("person").to_dicts(),
        "pool": pool["employee_id"].to_list(), "ip_asn": index.drop("person").to_dicts(),
        "ip_asn_offices": offices.to_dicts(),
    })  # fmt: skip


def _say_heads(console: Console, facts: Facts, dataset: Dataset, limit: int) -> None:
    """Schools and health centres that nobody leads; who could is told by --post."""
    heads = vacant_headships(facts, dataset)
    if not heads.height:
        return
    acting = dataset["duties"].filter(pl.col("kind") != DutyKind.ADDITIONAL.value).select("post_id").unique()
    names = facts.posts.select("post", "unit", "district")
    rows = heads.join(names, on="post", how="left", validate="1:1", maintain_order="left").with_columns(
        pl.when(pl.col("post_id").is_in(acting["post_id"].implode())).then(pl.lit("ada")).otherwise(pl.lit("–"))
        .alias("acting")
    )  # fmt: skip
    console.say(f"\nSekolah dan puskesmas tanpa kepala: {_n(rows.height)}. Calonnya: --post FORMASI.")
    columns = {"unit": "unit", "district": "kecamatan", "acting": "Plt./Plh./Pj.", "post_id": "formasi"}
    _say_list(console, rows, limit, columns)


def _say_list(console: Console, frame: pl.DataFrame, limit: int, columns: dict[str, str]) -> None:
    """The first rows of a list under these headings, and how many more there are."""
    shown = frame.head(limit) if limit else frame
    console.table(tuple(columns.values()), shown.select(list(columns)).rows())
    if shown.height < frame.height:
        console.say(f"… dan {_n(frame.height - shown.height)} lagi (--limit 0, atau --json)")


def _say_boxes(console: Console, facts: Facts, boxes: pl.DataFrame) -> None:
    """How many people stand in each box, where the boxes come from, and what is missing."""
    number = value("talent.boxes", facts.effective_date)
    counts = dict(boxes.drop_nulls("box").group_by("box").len().rows())
    missing = dict(boxes.explode("missing", empty_as_null=True).drop_nulls("missing").group_by("missing").len().rows())
    sources = dict(boxes.drop_nulls("source").group_by("source").len().rows())
    console.say(f"Sembilan kotak talenta, keadaan {facts.effective_date}: banyak orang (nomor kotak).\n")
    grid = [
        (_LEVELS["performance"][k],
         *(f"{_n(counts.get(number[f'{k},{p}'], 0))} ({number[f'{k},{p}']})" for p in (1, 2, 3)))
        for k in (3, 2, 1)
    ]  # fmt: skip
    console.table(("kinerja \\ potensi", *_LEVELS["potential"].values()), grid)
    known = boxes.height - boxes["box"].null_count()
    whence = ", ".join(f"{_n(sources[source])} {words}" for source, words in _SOURCES.items() if source in sources)
    console.say(f"\nPunya kotak: {_n(known)} dari {_n(boxes.height)} ASN ({whence or 'belum ada'}).")
    absent = ", ".join(f"{words} {_n(missing[axis])}" for axis, words in _AXES.items() if axis in missing)
    console.say(f"Tanpa kotak karena datanya tidak ada: {absent or 'tidak seorang pun'}. Yang kosong bukan nol.")


def _person(args: argparse.Namespace, console: Console, facts: Facts, dataset: Dataset, policy: Policy) -> None:
    person = person_named(facts.persons, args.nip)
    wanted = person["employee_id"]
    box = talent_boxes(facts, dataset).row(by_predicate=pl.col("employee_id") == wanted, named=True)
    index = ip_asn(facts, dataset, discipline=args.show_sensitive).filter(pl.col("employee_id") == wanted)
    stands = _stands(facts, dataset, policy, wanted)
    seat = f"{person['job'] or 'tanpa jabatan'}, {person['unit'] or '–'}"
    console.say(f"{person['name']} ({wanted}), {label(person['employment'])}; {seat}")
    _say_box(console, box)
    for row in index.to_dicts():
        _say_index(console, facts, row, shown=args.show_sensitive)
    console.say()
    if stands.height:
        console.say("Berdiri pada daftar calon jabatan pimpinan:")
        _say_list(console, stands, args.limit, {"place": "urutan", "of": "dari", "points": "nilai", "seat": "jabatan",
                                                "post_id": "formasi"})  # fmt: skip
    else:
        console.say("Tidak berdiri pada daftar calon jabatan pimpinan yang kosong.")
    console.say(_TO_CHECK)
    console.document({"box": box, "ip_asn": index.to_dicts(), "shortlists": stands.to_dicts()})


def _say_box(console: Console, box: dict[str, Any]) -> None:
    if box["box"] is None:
        console.say(f"Kotak talenta: belum ada; tidak diketahui: {', '.join(_AXES[axis] for axis in box['missing'])}.")
    else:
        score = "" if box["score"] is None else f", nilai akhir {decimal(box['score'])}"
        source = _SOURCES[box["source"]]
        console.say(f"Kotak talenta: {box['box']} (tahun {box['year'] or 'tidak diketahui'}, {source}{score})")
    for axis, words in _AXES.items():
        level = box[axis]
        console.say(f"  {words}: {'tidak diketahui' if level is None else f'{level} dari 3 ({_LEVELS[axis][level]})'}")
    if box["recommendation"]:
        pool = "nasional dan instansi" if box["pool_national"] else "instansi" if box["pool"] else "tidak"
        console.say(f"  rekomendasi: {box['recommendation']}")
        console.say(f"  kelompok rencana suksesi: {pool}")


def _say_index(console: Console, facts: Facts, row: dict[str, Any], *, shown: bool) -> None:
    weights = value("ip_asn.weights", facts.effective_date)
    console.say(f"IP-ASN: {_range(row)} dari 100 ({_category(row)})")
    for name in DIMENSIONS:
        hidden = name == "discipline" and not shown
        told = "tidak ditampilkan" if hidden else "tidak diketahui" if row[name] is None else _points(row[name])
        console.say(f"  {_DIMENSIONS[name]}: {told} (paling tinggi {weights[name]})")


def _stands(facts: Facts, dataset: Dataset, policy: Policy, employee_id: str) -> pl.DataFrame:
    """place, of, points, seat, post_id: the lists of vacant leading posts with the person, first places first."""
    points = shortlist_points(facts, dataset, policy, Shortlists.of(facts, dataset, policy).pairs())
    seats = facts.posts.select(
        "post_id", pl.concat_str(seat_name(pl.col("job"), pl.col("subject")), pl.lit(", "), "unit").alias("seat")
    )
    return (
        points.with_columns(pl.len().over("post_id").alias("of"))
        .filter(pl.col("employee_id") == employee_id)
        .join(seats, on="post_id", how="left", validate="m:1")
        .sort("place", "post_id")
    )


def _post(args: argparse.Namespace, console: Console, facts: Facts, dataset: Dataset, policy: Policy) -> None:
    """The candidates of one leading post with the parts of their points, and the chains of the first."""
    post = post_named(facts.posts, args.post)
    told = _candidates(facts, dataset, policy, post)
    names = facts.persons.select("employee_id", "name", "job", "unit")
    told = told.join(names, on="employee_id", how="left", validate="m:1", maintain_order="left")
    vacant = "kosong" if (post["shortage"] or 0) > 0 or not post["filled"] else "terisi; dilihat seolah kosong"
    console.say(f"{post['job']}, {post['unit']} [{args.post}]: {vacant}; {told.height} calon memenuhi syarat.\n")
    parts = {name: words for name, words in PART_WORDS.items() if name in _ALWAYS or (told[name] != 0).any()}
    _say_list(console, told, args.limit, {"place": "urutan", "name": "nama", "employee_id": "NIP", "points": "nilai",
                                          **parts, "box": "kotak", "step_text": "langkah"})  # fmt: skip
    for row in told.head(CHAINS).to_dicts():
        _say_candidate(console, row)
    console.say(
        "\nBahan bagi Tim Penilai Kinerja; keputusan pada PPK. Penerus dihitung seolah hanya pilihan itu yang dibuat."
    )
    console.document({"post_id": args.post, "candidates": told.to_dicts()})


def _candidates(facts: Facts, dataset: Dataset, policy: Policy, post: dict[str, Any]) -> pl.DataFrame:
    """Candidates of a leading post, or of the duty to lead a school or health centre."""
    if post["leads_unit"] and post["category"] == Category.FUNGSIONAL.value:
        return told_heads(facts, dataset, policy, facts.posts.filter(pl.col("post") == post["post"]).select("post"))
    if post["treatment"] != "shortlist":
        raise InputError([
            f"formasi {post['post_id']!r} ({post['job']}) tidak diputus tim: kategorinya {label(post['category'])} "
            "direncanakan atau dibiarkan; lihat [categories] di policy.toml"
        ])  # fmt: skip
    pairs = Shortlists.of(facts, dataset, policy).pairs([post["post"]])
    return told_candidates(shortlist_points(facts, dataset, policy, pairs), facts, dataset, policy)


def _say_candidate(console: Console, row: dict[str, Any]) -> None:
    """One of the first candidates: why before the next, on what facts, what is open, what the choice opens."""
    seat = f"{row['job'] or 'tanpa jabatan'}, {row['unit'] or '–'}"
    console.say(f"\n{row['place']}. {row['name']} ({seat}), nilai {row['points']}")
    if row["ahead_text"]:
        console.say(f"   terhadap urutan {row['place'] + 1}: {row['ahead_text']}")
    months, potential = row["months_in_field"], row["potential_level"]
    told = ", ".join(label(predicate) for predicate in (row["predicate_last"], row["predicate_before"]) if predicate)
    facts = {
        "predikat": told or None,
        "potensi": None if potential is None else _LEVELS["potential"][potential],
        "pengalaman di rumpun": None if months is None else f"{months} bulan",
    }
    console.say("   " + "; ".join(f"{name} {fact or 'tidak diketahui'}" for name, fact in facts.items()))
    console.say(f"   {row['superior_text']}; syarat terbuka: {row['gate_text'] or 'tidak ada'}")
    if row["elsewhere"]:
        console.say(f"   juga tiga besar pada {row['elsewhere']} jabatan kosong lain")
    if row["chain_text"] is None:
        console.say("   tugas tambahan: formasinya tetap, tidak ada kursi yang terbuka")
        return
    console.say(f"   bila dipilih, {row['chain_moves']} orang bergerak:")
    for line in row["chain_text"].split("\n"):
        console.say(f"     {line}")


def _pool_words(facts: Facts) -> str:
    pool = value("talent.pool", facts.effective_date)
    return f"{min(pool)}–{max(pool)}"


def _points(points: float | None) -> str:
    return "–" if points is None else decimal(points)


def _range(row: dict[str, Any]) -> str:
    low, high = decimal(row["low"]), decimal(row["high"])
    return low if low == high else f"{low}–{high}"


def _category(row: dict[str, Any]) -> str:
    return "kategori belum dapat ditentukan" if row["category"] is None else _CATEGORIES[row["category"]]


def _n(number: int) -> str:
    return f"{number:,}".replace(",", ".")
