"""Which post is meant: by its id, else by the words for job, unit and office, however a list joins them.

Words are compared as written, then in their usual long forms, then nearly; a near match counts only where numbers and
levels agree and no other post is as near. What fits several posts is told, never chosen.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Final

import polars as pl

from penata.intake.nominative.remark import Remark
from penata.intake.reader import name_key
from penata.tables import Dataset

_NEAR_ENOUGH: Final = 0.93
_CLEARLY_NEARER: Final = 0.02
_WORTH_NAMING: Final = 0.55
_MOST_NEAR: Final = 3
_COMPARED: Final = 40  # posts that share most words with a cell
_DEEPEST_TREE: Final = 20  # levels; deeper trees are cycles in the data
_LEVEL_WORDS: Final = frozenset({
    "pertama", "muda", "madya", "utama", "pemula", "terampil", "mahir", "penyelia", "pelaksana", "lanjutan",
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "a", "b", "c", "d", "e",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seat:
    """The post that a row means (None: none, or not surely), and what there is to say about it."""

    post_id: str | None
    remarks: tuple[Remark, ...] = ()
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Directory:
    """Every post under all names by which a list may call it.

    ``by_key``: words as they are compared → posts; ``titles``: post → how a message shows it; ``by_word``: word →
    posts whose fullest name holds it; ``fullest``: that name.
    """

    by_key: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    subjects: Mapping[str, str | None]
    agency_of: Mapping[str, str]
    by_word: Mapping[str, tuple[str, ...]]
    fullest: Mapping[str, str]
    agencies: tuple[str, ...]

    @classmethod
    def of(cls, dataset: Dataset) -> "Directory":
        """From the tables agencies, units, jobs and posts."""
        posts = _named_posts(dataset)
        words = _in_compared_words(posts)
        keys = pl.concat([words.select("post_id", key.alias("key")) for key in _keys()]).drop_nulls().unique()
        grouped = keys.sort("post_id").group_by("key").agg("post_id")
        fullest = pl.when("leads_unit").then(_joined("head")).otherwise(_joined("job", "unit"))
        named = pl.concat_str(fullest, "office", separator=" ", ignore_nulls=True)
        full = words.select("post_id", named.alias("key")).unique("post_id", keep="first")
        by_word = full.with_columns(pl.col("key").str.split(" ").alias("word")).explode("word").unique()
        return cls(
            by_key={key: tuple(ids) for key, ids in grouped.iter_rows()},
            titles=dict(posts.unique("post_id", keep="first").select(
                "post_id", pl.concat_str("seat", pl.lit(", "), "unit", pl.lit(" ["), "post_id", pl.lit("]"))
            ).iter_rows()),
            subjects=dict(posts.select("post_id", "subject").iter_rows()),
            agency_of=dict(posts.select("post_id", "agency_id").iter_rows()),
            by_word={w: tuple(ids) for w, ids in by_word.sort("post_id").group_by("word").agg("post_id").iter_rows()},
            fullest=dict(full.select("post_id", "key").iter_rows()),
            agencies=tuple(dataset["agencies"].select(_plain(pl.col("name"))).to_series()),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Own:
    """What the person has now, which tells apart posts of one name: the agency, and the subject that is taught."""

    agency_id: str | None = None
    subject: str | None = None


def seat_of(post_id: str | None, cell: str | None, unit: str | None, directory: Directory, own: Own) -> Seat:
    """The post of one row: by id, else by the words of its cell and of its unit column.

    Where several posts bear the name, those of the own agency count, and of them the one with the own subject: a list
    writes only "Guru Ahli Muda". A remark says so.
    """
    if post_id is not None:
        return _by_id(post_id.strip().lstrip("'’"), cell, unit, directory)
    if not _said(cell):
        return Seat(None, (Remark("NO_SEAT", "tidak menyebut jabatan baru", value=cell,
                                  remedy="isi JABATAN BARU; tanpa itu pegawai ini kehilangan jabatan"),))  # fmt: skip
    tried = _spellings(str(cell), unit, directory)
    for words in tried:
        found = directory.by_key.get(words, ())
        if len(found) == 1:
            return Seat(found[0], sure=True)
        if found:
            return _one_of(found, str(cell), directory, own)
    return _near(tried[0], str(cell), directory)


def _by_id(post_id: str, cell: str | None, unit: str | None, directory: Directory) -> Seat:
    if post_id in directory.titles:
        return Seat(post_id, sure=True)
    by_words = seat_of(None, cell, unit, directory, Own()) if _said(cell) else Seat(None)
    near = difflib.get_close_matches(post_id, directory.titles, n=_MOST_NEAR, cutoff=0.8)
    ids = dict.fromkeys([*([by_words.post_id] if by_words.post_id else []), *near])
    text = f"formasi {post_id!r} tidak ada dalam himpunan data"
    shown = tuple(directory.titles[one] for one in ids)[:_MOST_NEAR]
    return Seat(None, (Remark("UNKNOWN_SEAT", text, post_id, shown, "perbaiki ID formasi"),))


def _one_of(found: tuple[str, ...], cell: str, directory: Directory, own: Own) -> Seat:
    """Of several posts by one name, that of the own agency and subject; else none of them."""
    here = tuple(one for one in found if directory.agency_of[one] == own.agency_id) or found
    taught = [one for one in here if own.subject is not None and directory.subjects[one] == own.subject]
    flat = " ".join(cell.split())
    for kept, code, by in ((here, "READ_BY_AGENCY", "instansi"), (taught, "READ_BY_SUBJECT", "mata pelajaran")):
        if len(kept) == 1:
            text = f"“{flat}” dibaca sebagai {directory.titles[kept[0]]} menurut {by} pegawai"
            return Seat(kept[0], (Remark(code, text, value=flat, remedy="periksa formasinya"),))
    shown = tuple(directory.titles[one] for one in found[:_MOST_NEAR])
    more = f" ({len(found)} formasi)" if len(found) > _MOST_NEAR else ""
    text = f"“{flat}” cocok dengan lebih dari satu formasi{more}"
    return Seat(None, (Remark("AMBIGUOUS_SEAT", text, flat, shown, "isi kolom “ID formasi baru”"),))


def _near(words: str, cell: str, directory: Directory) -> Seat:
    shared: dict[str, int] = {}
    for word in dict.fromkeys(words.split()):
        for post in directory.by_word.get(word, ()):
            shared[post] = shared.get(post, 0) + 1
    closest = sorted(shared, key=lambda post: (-shared[post], post))[:_COMPARED]
    rated = sorted(
        ((difflib.SequenceMatcher(None, words, directory.fullest[post]).ratio(), post) for post in closest),
        key=lambda one: (-one[0], one[1]),
    )
    flat = " ".join(cell.split())
    if rated and rated[0][0] >= _NEAR_ENOUGH and _same_numbers(words, directory.fullest[rated[0][1]]):
        post = rated[0][1]
        if len(rated) == 1 or rated[0][0] - rated[1][0] >= _CLEARLY_NEARER:
            text = f"“{flat}” dibaca sebagai {directory.titles[post]}"
            return Seat(post, (Remark("READ_AS", text, flat, remedy="periksa penulisannya"),))
    near = tuple(directory.titles[post] for rate, post in rated[:_MOST_NEAR] if rate >= _WORTH_NAMING)
    text = f"jabatan “{flat}” tidak ada dalam himpunan data"
    return Seat(None, (Remark("UNKNOWN_SEAT", text, flat, near, "perbaiki penulisan, atau isi “ID formasi baru”"),))


def _same_numbers(one: str, other: str) -> bool:
    """Whether the words that tell places and levels apart (2, II, Muda) are the same."""
    told = [sorted(w for w in words.split() if w.isdigit() or w in _LEVEL_WORDS) for words in (one, other)]
    return told[0] == told[1]


def _said(cell: str | None) -> bool:
    return cell is not None and re.search(r"[0-9A-Za-z]", cell) is not None


def _spellings(cell: str, unit: str | None, directory: Directory) -> list[str]:
    """The words of a cell and its unit column, with and without the name of the agency at their end."""
    lines = dict.fromkeys(line.strip() for line in f"{cell}\n{unit or ''}".split("\n"))
    words = pl.Series(["\n".join(lines)]).to_frame("x").select(_plain(pl.col("x"))).item()
    without = [words.removesuffix(name).strip() for name in directory.agencies if words.endswith(name)]
    short = [re.sub(r" (pemerintah )?(kabupaten|kota|provinsi)( \w+){1,3}$", "", words)]
    return list(dict.fromkeys([words, *without, *short]))


def _named_posts(dataset: Dataset) -> pl.DataFrame:
    """post_id, seat, job, unit, subject, leads_unit and the units above (parent, grand, office), by name."""
    jobs = dataset["jobs"].select("job_id", pl.col("name").alias("job"), "ladder", "level")
    posts = (
        dataset["posts"].select("post_id", "unit_id", "job_id", "subject", "leads_unit")
        .join(jobs, on="job_id", how="left", validate="m:1")
        .join(_places(dataset["units"]), on="unit_id", how="left", validate="m:1")
        .join(dataset["units"].select("unit_id", "agency_id"), on="unit_id", how="left", validate="m:1")
        .with_columns(pl.col("job").alias("seat"))
    )  # fmt: skip
    levels = jobs.filter(pl.col("level").is_not_null()).select("ladder", pl.col("job").alias("of_level"))
    whole = posts.filter(pl.col("level").is_null() & pl.col("ladder").is_not_null())
    other = whole.join(levels, on="ladder", how="inner").with_columns(pl.col("of_level").alias("job")).drop("of_level")
    return pl.concat([posts, other]).sort("post_id", "job", maintain_order=True)


def _places(units: pl.DataFrame) -> pl.DataFrame:
    """unit_id, unit, and the units above it that a list may name: parent, grand, office (the nearest of kind OPD)."""
    above = dict(units.select("unit_id", "parent_id").iter_rows())
    names = dict(units.select("unit_id", "name").iter_rows())
    offices = set(units.filter(pl.col("kind") == "OPD")["unit_id"])
    rows = []
    for unit in units["unit_id"]:
        line = list(islice(_upwards(unit, above), _DEEPEST_TREE))
        office = next((one for one in line if one in offices), line[-1])
        parent, grand = (line[at] if len(line) > at and line[at] != office else None for at in (1, 2))
        head = None if office == unit else office
        rows.append((unit, names[unit], *(None if one is None else names[one] for one in (parent, grand, head))))
    schema = dict.fromkeys(("unit_id", "unit", "parent", "grand", "office"), pl.String)
    return pl.DataFrame(rows, schema=schema, orient="row")


def _upwards(unit: str, above: Mapping[str, str | None]) -> Iterator[str]:
    at: str | None = unit
    while at is not None and at in above:
        yield at
        at = above[at]


def _keys() -> Iterator[pl.Expr]:
    """The ways in which a list joins job, subject, unit and units above; a head may be named by the unit alone."""
    some_above = [c for size in range(4) for c in combinations(("parent", "grand", "office"), size)]
    for place in some_above:
        yield _joined("job", "unit", *place)
        yield _joined("job", "subject", "unit", *place)
        for taught in ("job_subject", "subject_level", "level_subject"):
            yield _joined(taught, "unit", *place)
    for place in [*some_above, *(("unit", *c) for c in some_above)]:
        for head in ("head", "own_head"):
            yield pl.when("leads_unit").then(_joined(head, *place))


def _joined(*columns: str) -> pl.Expr:
    """Columns of compared words as one; null where one of them is absent."""
    return pl.concat_str(*columns, separator=" ")


def _in_compared_words(posts: pl.DataFrame) -> pl.DataFrame:
    """The named posts with every name as it is compared, and what their heads are called (head, own_head)."""
    words = posts.with_columns(_plain(pl.col(c)) for c in ("job", "subject", "unit", "parent", "grand", "office"))
    own_head = pl.col("unit")
    for office, head in _HEADS.items():
        own_head = own_head.str.replace(rf"^{office}\b", head)
    return words.with_columns(
        ("kepala " + pl.col("unit")).alias("head"), own_head.alias("own_head"), *_with_subject(),
    )  # fmt: skip


def _with_subject() -> list[pl.Expr]:
    """Job and subject in the orders in use: Guru Ahli Muda IPA, Guru IPA Ahli Muda, Ahli Muda - Guru IPA."""
    subject = pl.col("subject").str.replace(r"^guru ", "")
    level = pl.col("job").str.extract(r"^guru\b ?(.*)$")
    return [
        pl.concat_str("job", subject, separator=" ").alias("job_subject"),
        _trimmed(pl.concat_str(pl.lit("guru"), subject, level, separator=" ")).alias("subject_level"),
        _trimmed(pl.concat_str(level, pl.lit("guru"), subject, separator=" ")).alias("level_subject"),
    ]


def _trimmed(words: pl.Expr) -> pl.Expr:
    return words.str.replace_all(r"\s+", " ").str.strip_chars()


_HEADS: Final = {
    "sekretariat": "sekretaris", "kecamatan": "camat", "kelurahan": "lurah", "inspektorat": "inspektur",
    "rsud": "direktur rsud", "rumah sakit": "direktur rumah sakit",
}  # fmt: skip
"""Heads that are called by a word of their own."""


def _plain(text: pl.Expr) -> pl.Expr:
    """Words as they are compared: long forms, one spelling of "sub bagian", small words left out."""
    words = name_key(text).str.replace_all(r"\bsub (bagian|bidang|koordinator)\b", "sub$1")
    words = words.str.replace_all(r"\b(subbag|kasubbag)\b", "subbagian").str.replace_all(
        r"\b(pada|di|unit kerja)\b", " "
    )
    return _trimmed(words.str.replace_all(r"\b(tk|tkt) i\b", "tingkat i"))
