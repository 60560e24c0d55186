"""Code lists of SIASN as its exports show them, turned into the words of ``penata.vocabulary``.

Source: BKN's reference lists (kedudukan hukum, eselon, golongan, tingkat pendidikan, jenis jabatan). The id
of "PPPK Aktif" is not in the published list; it is known by its name, and 71 is met in practice.
"""

from typing import Final

import polars as pl

from penata.intake.text.cells import Parsed
from penata.vocabulary import PNS_RANKS, PPPK_RANKS, Category, Employment, Status

STATUS_BY_CODE: Final = {
    "01": Status.ACTIVE, "15": Status.ACTIVE, "16": Status.ACTIVE, "71": Status.ACTIVE,
    "02": Status.UNPAID_LEAVE, "13": Status.UNPAID_LEAVE,
    "03": Status.STUDY_LEAVE,
    "04": Status.SUSPENDED, "05": Status.SUSPENDED, "07": Status.SUSPENDED, "09": Status.SUSPENDED,
    "06": Status.SECONDED, "08": Status.SECONDED, "11": Status.SECONDED,
    "20": Status.PRE_RETIREMENT,
}  # fmt: skip
"""*Kedudukan hukum* of people who still belong to an agency."""

UNDER_PENALTY: Final = "15"

LEFT_BY_CODE: Final = {
    "12": "pengungsi", "14": "dinyatakan hilang", "51": "CPNS yang belum menerima SK", "52": "tidak aktif",
    "66": "diberhentikan", "67": "meninggal", "68": "eks PNS Timor Timur", "69": "tidak memenuhi syarat pengadaan",
    "70": "pembatalan NIP", "77": "diberhentikan tanpa hak pensiun", "88": "diberhentikan dengan hak pensiun",
    "89": "tidak aktif, diusulkan pensiun", "90": "tidak ikut PUPNS 2015", "91": "tindak pidana",
    "92": "pemblokiran data", "98": "mencapai BUP", "99": "pensiun",
}  # fmt: skip
"""*Kedudukan hukum* of people who no longer (or not yet) belong to an agency: their rows are refused by name."""

_STATUS_BY_NAME: Final = (
    (r"tidak aktif|pensiun|diberhentikan|meninggal|wafat|punah|hilang|batal|bup", "LEFT"),
    (r"cltn|luar tanggungan", Status.UNPAID_LEAVE),
    (r"tugas belajar", Status.STUDY_LEAVE),
    (r"pemberhentian sementara|uang tunggu|pejabat negara|bapek", Status.SUSPENDED),
    (r"kepala desa|titipan|prajurit|diperbantukan|dipekerjakan", Status.SECONDED),
    (r"persiapan pensiun|mpp", Status.PRE_RETIREMENT),
    (r"aktif|hukuman disiplin|penurunan jabatan", Status.ACTIVE),
)

ESELON_BY_CODE: Final = {
    "10": "I.a", "11": "I.a", "12": "I.b", "21": "II.a", "22": "II.b", "31": "III.a", "32": "III.b",
    "41": "IV.a", "42": "IV.b", "51": "V.a", "52": "V.b",
}  # fmt: skip

CATEGORY_BY_ESELON: Final = {
    "I.a": Category.JPT, "I.b": Category.JPT, "II.a": Category.JPT, "II.b": Category.JPT,
    "III.a": Category.ADMINISTRATOR, "III.b": Category.ADMINISTRATOR,
    "IV.a": Category.PENGAWAS, "IV.b": Category.PENGAWAS,
    "V.a": Category.PELAKSANA, "V.b": Category.PELAKSANA,
}  # fmt: skip

RANK_BY_CODE: Final = {
    f"{scale}{step}": rank
    for scale, roman in enumerate(("I", "II", "III", "IV"), start=1)
    for step, rank in enumerate((r for r in PNS_RANKS if r.split("/")[0] == roman), start=1)
}

EDUCATION_BY_CODE: Final = {
    "05": "SD", "10": "SMP", "12": "SMP", "15": "SMA", "17": "SMA", "18": "SMA", "20": "D1", "25": "D2", "30": "D3",
    "35": "D4", "40": "S1", "42": "PROFESI", "45": "S2", "47": "SPESIALIS", "49": "SUBSPESIALIS", "50": "S3",
}  # fmt: skip

_EDUCATION_BY_NAME: Final = (
    (r"sub\s?spesialis", "SUBSPESIALIS"), (r"spesialis|^sp", "SPESIALIS"), (r"profesi", "PROFESI"),
    (r"^s\W?3|doktor", "S3"), (r"^s\W?2|magister", "S2"), (r"^d\W?(iv|4)\b|diploma (iv|4)", "D4"),
    (r"^s\W?1|sarjana$|^sarjana\b", "S1"), (r"^d\W?(iii|3)\b|diploma (iii|3)|sarjana muda", "D3"),
    (r"^d\W?(ii|2)\b|diploma (ii|2)", "D2"), (r"^d\W?(i|1)\b|diploma (i|1)", "D1"),
    (r"slta|sma|smk|smu|aliyah|keguruan", "SMA"), (r"sltp|smp|tsanawiyah", "SMP"),
    (r"^sd|sekolah dasar|ibtidaiyah", "SD"),
)  # fmt: skip


def two_digits(code: pl.Expr) -> pl.Expr:
    """A code that Excel may have turned into a number ("1", "1.0") with its leading zero again."""
    return code.str.replace(r"\.0$", "").str.zfill(2)


def standing(code: pl.Series, name: pl.Series) -> tuple[Parsed, pl.Series]:
    """Status of each person, and for those who have left, in which way (else null).

    A filled cell that neither the list nor the name explains is unreadable.
    """
    frame = pl.DataFrame({"code": code, "name": name}).with_columns(
        two_digits(pl.col("code")).alias("c"), pl.col("name").str.to_lowercase().alias("n")
    )
    by_code = pl.col("c").replace_strict(STATUS_BY_CODE, default=None, return_dtype=pl.String)
    gone = pl.col("c").replace_strict(LEFT_BY_CODE, default=None, return_dtype=pl.String)
    by_name = _first_match("n", _NAME_PATTERNS)
    frame = frame.with_columns(by_code.alias("s"), gone.alias("g"), by_name.alias("b"))
    known = pl.col("s").is_not_null() | pl.col("g").is_not_null()
    left = pl.when(known).then("g").when(pl.col("b") == "LEFT").then(pl.col("name"))
    status = pl.when(known).then("s").when(pl.col("b") != "LEFT").then("b")
    out = frame.select(
        status.alias("status"),
        left.alias("left"),
        (~known & pl.col("b").is_null() & pl.coalesce("c", "n").is_not_null()).alias("unreadable"),
    )
    return Parsed(out["status"], out["unreadable"]), out["left"]


def ranks(code: pl.Series, name: pl.Series, is_pppk: pl.Series) -> Parsed:
    """Rank of PNS ("III/a", "Penata Muda - III/A", "IIIa", id 31) or grade of PPPK ("IX", "9")."""
    frame = pl.DataFrame({"code": code, "name": name, "pppk": is_pppk}).with_columns(
        pl.coalesce("name", "code").str.to_uppercase().str.strip_chars().alias("n")
    )
    parts = pl.col("n").str.extract_groups(r"\b(IV|I{1,3})\s*[/.-]?\s*([A-E])\b\)?$").struct
    pns = parts.field("1") + "/" + parts.field("2").str.to_lowercase()
    by_code = pl.col("code").str.replace(r"\.0$", "").replace_strict(RANK_BY_CODE, default=None, return_dtype=pl.String)
    grade = pl.col("n").str.replace(r"^GOL(ONGAN)?\.?\s*", "").str.replace(r"\.0$", "")
    arabic = {str(number): roman for number, roman in enumerate(PPPK_RANKS, start=1)}
    pppk = grade.replace(arabic).replace_strict({r: r for r in PPPK_RANKS}, default=None, return_dtype=pl.String)
    value = pl.when("pppk").then(pppk).otherwise(pl.coalesce(_known_rank(pns), by_code))
    out = frame.select(value.alias("v"), pl.col("n").is_not_null().alias("filled"))
    return Parsed(out["v"], out["filled"] & out["v"].is_null())


def educations(code: pl.Series, name: pl.Series) -> Parsed:
    """Education level by SIASN's id, else by its name ("S-1/Sarjana", "D-III", "SLTA Kejuruan")."""
    frame = pl.DataFrame({"code": code, "name": name}).with_columns(
        two_digits(pl.col("code")).alias("c"), pl.col("name").str.to_lowercase().alias("n")
    )
    by_code = pl.col("c").replace_strict(EDUCATION_BY_CODE, default=None, return_dtype=pl.String)
    value = pl.coalesce(by_code, _first_match("n", _EDUCATION_BY_NAME))
    out = frame.select(value.alias("v"), pl.coalesce("c", "n").is_not_null().alias("filled"))
    return Parsed(out["v"], out["filled"] & out["v"].is_null())


def eselons(code: pl.Series, name: pl.Series) -> pl.Series:
    """Eselon ("III.a") by id or name; null where there is none (99, 00, "Non Eselon")."""
    frame = pl.DataFrame({"code": code, "name": name})
    by_code = two_digits(pl.col("code")).replace_strict(ESELON_BY_CODE, default=None, return_dtype=pl.String)
    parts = (
        pl.coalesce("name", "code").str.to_uppercase().str.extract_groups(r"\b(IV|V|I{1,3})\s*[./-]?\s*([AB])$").struct
    )
    by_name = parts.field("1") + "." + parts.field("2").str.to_lowercase()
    return frame.select(pl.coalesce(by_code, by_name).alias("eselon"))["eselon"]


def employments(words: pl.Series, status: pl.Series, nip: pl.Series) -> Parsed:
    """Kind of employment: PPPK where any of the words says so, else C/P of STATUS CPNS PNS, else the NIP's shape.

    ``words``: the names of status, kind and standing together. A PPPK's NIP has 21 or more where others have
    the month of appointment.
    """
    frame = pl.DataFrame({"w": words, "s": status, "nip": nip}).with_columns(
        pl.col("w").str.to_lowercase(), pl.col("s").str.to_lowercase().str.strip_chars()
    )
    pppk = pl.col("w").str.contains(r"pppk|p3k|perjanjian kerja").fill_null(value=False)
    part_time = pl.col("w").str.contains(r"paruh\s*waktu").fill_null(value=False)
    month = pl.col("nip").str.slice(12, 2).cast(pl.Int32, strict=False)
    kind = (
        pl.when(part_time).then(pl.lit(str(Employment.PPPK_PART_TIME)))
        .when(pppk).then(pl.lit(str(Employment.PPPK)))
        .when(pl.col("s").is_in(["c", "cpns", "calon pns"])).then(pl.lit(str(Employment.CPNS)))
        .when(pl.col("s").is_in(["p", "pns"])).then(pl.lit(str(Employment.PNS)))
        .when(pl.col("s").is_null() & (month > 12)).then(pl.lit(str(Employment.PPPK)))
        .when(pl.col("s").is_null() & pl.col("w").str.contains(r"\bcpns\b")).then(pl.lit(str(Employment.CPNS)))
        .when(pl.col("s").is_null() & pl.col("w").str.contains(r"\bpns\b")).then(pl.lit(str(Employment.PNS)))
    )  # fmt: skip
    values = frame.select(kind.alias("employment"))["employment"]
    return Parsed(values, values.is_null())


_NAME_PATTERNS: Final = tuple((pattern, str(status)) for pattern, status in _STATUS_BY_NAME)


def _first_match(column: str, patterns: tuple[tuple[str, str], ...]) -> pl.Expr:
    found = pl.lit(None, dtype=pl.String)
    for pattern, value in reversed(patterns):
        found = pl.when(pl.col(column).str.contains(pattern)).then(pl.lit(value)).otherwise(found)
    return found


def _known_rank(rank: pl.Expr) -> pl.Expr:
    return pl.when(rank.is_in(list(PNS_RANKS))).then(rank)
