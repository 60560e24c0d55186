"""The plan folder: all files of a plan, written beside the old ones and swapped in whole."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import polars as pl

from penata.explain.open.published import ABOUT_FILE, SEATS_FILE, Published
from penata.explain.told.telling import Told
from penata.facts import Facts
from penata.policy import Policy
from penata.report.funnel import protected_posts
from penata.report.given import WrittenPlan
from penata.report.page import page_of
from penata.report.rules import rule_lines, sensitive_ids
from penata.report.story import story_of
from penata.report.workbook import write_workbook
from penata.tables import LIMIT_TABLES, ORDER_TABLES, PLAN_TABLES, TOLD_TABLES, Dataset, InputError
from penata.tables.exchange import EXCHANGE_TABLES
from penata.tables.folder import carry, replaced
from penata.transition import Order

RESULT: Final = "result.json"
RUN: Final = "run.json"
WORKBOOK: Final = "rencana-mutasi.xlsx"
PAGE: Final = "laporan.html"
PUBLIC: Final = "publik"
"""Folder inside a plan folder that anybody may see; nobody's name or number is in it."""


def write_plan(
    plan: WrittenPlan,
    dataset: Dataset,
    facts: Facts,
    policy: Policy,
    folder: Path,
    fmt: Literal["csv", "parquet"] = "csv",
    run: Callable[[], Mapping[str, Any]] | None = None,
    told: Told | None = None,
    order: Order | None = None,
) -> Path:
    """Write every file of a plan into ``folder`` and answer its path.

    ``told``: what explains the plan (``penata.explain.tell``); without it these files are not written, and page and
    workbook tell no reasons. ``order``: in which waves it is carried out (``penata.transition.order_of``).
    The same plan gives the same bytes in every file but run.json, which holds what ``run`` answers when all else is
    written (runtimes, machine, time).
    The files are written into a sibling folder first, so that a process that is killed leaves an older plan whole;
    files of others that lie in a plan folder are carried over. Raises InputError where ``folder`` holds something
    that is not a plan, or cannot be written.
    """

    def write(fresh: Path) -> None:
        write_files(plan, dataset, facts, policy, fresh, fmt, told, order)
        if told is not None:
            _write_told(told, fresh, fmt)

    return swapped_in(folder, write, run)


def swapped_in(folder: Path, write: Callable[[Path], None], run: Callable[[], Mapping[str, Any]] | None) -> Path:
    """Let ``write`` fill a sibling of a plan folder, add run.json and the files of others, and put it in its place.

    Raises InputError where ``folder`` holds something that is not a plan, or cannot be written.
    """
    folder = folder.resolve()
    refuse_foreign(folder)
    try:
        with replaced(folder) as fresh:
            write(fresh)
            (fresh / RUN).write_text(as_json(run() if run else {}), encoding="utf-8")
            for path in sorted(folder.iterdir()) if folder.exists() else []:
                if not is_ours(path.name):
                    carry(path, fresh)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError([f"{folder}: tidak dapat ditulis ({reason}); pilih folder lain dengan --out"]) from error
    return folder


def write_files(
    plan: WrittenPlan,
    dataset: Dataset,
    facts: Facts,
    policy: Policy,
    folder: Path,
    fmt: Literal["csv", "parquet"],
    told: Told | None = None,
    order: Order | None = None,
) -> None:
    """Write the files that depend on the plan alone into an existing, empty folder."""
    frames = {name: table.conform(getattr(plan, name)) for name, table in PLAN_TABLES.items()}
    if order is not None:
        frames |= {name: frame for name, frame in order.tables.items() if frame.height}
    frames["posts"] = protected_posts(frames["posts"], sensitive_ids(rule_lines(plan.result)))
    frames |= {name: frame for name in LIMIT_TABLES if (frame := getattr(plan, name, None)) is not None and len(frame)}
    for name, frame in frames.items():
        write_table(frame, folder / f"{name}.{fmt}", fmt)
    lines = map(_LINE.encode, plan.explanations)
    (folder / "explanations.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / RESULT).write_text(as_json({**plan.result, "ladder": list(plan.ladder)}), encoding="utf-8")
    story = story_of(plan, dataset, facts, policy, told, order)
    write_workbook(story, folder / WORKBOOK)
    (folder / PAGE).write_text(page_of(story), encoding="utf-8")


def _write_told(told: Told, folder: Path, fmt: Literal["csv", "parquet"]) -> None:
    """What explains the plan, and the public folder."""
    for name, table in TOLD_TABLES.items():
        write_table(table.conform(getattr(told, name)), folder / f"{name}.{fmt}", fmt)
    write_public(told.published, folder / PUBLIC)


def write_public(published: Published, folder: Path) -> None:
    """What anybody may see, always as csv, with a text that says what it is for."""
    folder.mkdir()
    for name, frame in published.tables.items():
        write_table(frame, folder / f"{name}.csv", "csv")
    write_table(published.seats, folder / SEATS_FILE, "csv")
    (folder / ABOUT_FILE).write_text(as_json(published.about), encoding="utf-8")
    weighed = _WEIGHED if published.policy.mode == "weighted" else ""
    (folder / "BACA.txt").write_text(_READ_ME + weighed, encoding="utf-8")


def write_table(frame: pl.DataFrame, path: Path, fmt: Literal["csv", "parquet"]) -> None:
    """Write one frame; in csv, several codes in one cell are separated by ";"."""
    if fmt == "parquet":
        frame.write_parquet(path, compression="zstd", statistics=False)
        return
    lists = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.List)]
    frame.with_columns(pl.col(lists).list.join(";")).write_csv(path)


def refuse_foreign(folder: Path) -> None:
    """A folder is replaced as a whole: only an empty one, or one that holds a plan, may be."""
    if not folder.exists() or (folder.is_dir() and ((folder / RESULT).exists() or not any(folder.iterdir()))):
        return
    if not folder.is_dir():
        raise InputError([f"{folder}: sudah ada dan bukan folder; pilih nama lain dengan --out"])
    found = ", ".join(sorted(path.name for path in folder.iterdir())[:3])
    raise InputError([f"{folder}: berisi berkas yang bukan rencana ({found}, …); beri folder kosong atau baru (--out)"])


def is_ours(name: str) -> bool:
    """Whether a file of a plan folder is one that we write anew each time."""
    return name in _OURS


_READ_ME: Final = """\
Folder ini boleh dilihat siapa saja. Isinya formasi, unit, jabatan, jarak, kebijakan, dan harga setiap formasi
(seats.csv). Tidak ada nama, NIP, atau data seorang pegawai pun di dalamnya.

Setiap pegawai dapat menghitung sendiri formasi terbaiknya dari folder ini dan data dirinya:

    penata recompute FOLDER-INI data-saya.xlsx

Arti harga: "harga" sebuah formasi ialah nilai satu kursinya bagi seluruh instansi. price_shortage: bila negatif,
formasi itu kekurangan, dan sebesar itulah kekurangan berkurang bila seseorang datang. price_gain: poin yang
harus dilebihi, karena pegawai lain juga memerlukan kursi itu. Penempatan setiap pegawai ialah formasi dengan
jumlah terkecil: pertama price_shortage; bila sama, price_gain dikurangi poin sendiri di sana; bila masih sama,
price_moves ditambah satu bila pindah; bila masih sama, price_tie ditambah pemutus seri.
"""

_WEIGHED: Final = """
Dalam rencana ini kekurangan dan poin ditimbang menjadi satu nilai: price_shortage selalu 0, dan price_gain memuat
keduanya; negatif berarti formasi itu kekurangan.
"""

_LINE: Final = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":"))
_OURS: Final = frozenset(
    {"explanations.jsonl", RESULT, RUN, WORKBOOK, PAGE, PUBLIC}
    | {
        f"{name}.{kind}"
        for name in (*PLAN_TABLES, *TOLD_TABLES, *LIMIT_TABLES, *ORDER_TABLES, *EXCHANGE_TABLES)
        for kind in ("csv", "parquet")
    }
)


def as_json(content: Mapping[str, Any]) -> str:
    """A document as the files of a folder hold it."""
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"
