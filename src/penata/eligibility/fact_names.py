"""Facts in Indonesian words: what a rule looks at, for whoever reads a verdict or a rule."""

from typing import Final

from penata.tables import TABLES, Column

_COLUMNS: Final[dict[str, Column]] = {
    c.name: c for name in ("agencies", "units", "jobs", "posts", "employees") for c in TABLES[name].columns
}

SENSITIVE_FACTS: Final = frozenset(name for name, column in _COLUMNS.items() if column.sensitive)
"""Facts that are shown only to those who need them."""


def fact_name(name: str) -> str:
    """Indonesian name of a fact; of the target where it starts with ``to_``.

    >>> fact_name("months_in_post"), fact_name("to_rank")
    ('bulan pada formasi', 'Pangkat/golongan tujuan')
    """
    bare = name.removeprefix("to_")
    known = _DERIVED.get(bare) or (_COLUMNS[bare].label if bare in _COLUMNS else bare)
    return f"{known} tujuan" if bare != name else known


def fact_value(value: object) -> str:
    """A fact's value in Indonesian: ya, tidak, numbers with a comma, "tidak ada data" where it is absent.

    >>> fact_value(True), fact_value(1.5), fact_value(None)
    ('ya', '1,5', 'tidak ada data')
    """
    if value is None or value == []:
        return "tidak ada data"
    if isinstance(value, list):
        return "/".join(map(str, value))
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


_DERIVED: Final = {
    "months_in_post": "bulan pada formasi", "months_to_retirement": "bulan sampai pensiun", "retires_on": "pensiun",
    "months_as_pns": "bulan sebagai PNS", "own_request": "permintaan sendiri", "age_months": "umur (bulan)",
    "experience_months": "pengalaman (bulan)", "job": "jabatan", "field": "bidang", "leads": "memimpin unit",
    "months_standing_1": "bulan setingkat pelaksana", "months_standing_2": "bulan setingkat pengawas",
    "months_standing_3": "bulan setingkat administrator", "predicate_last": "predikat terakhir",
    "predicate_before": "predikat sebelumnya", "predicate_year": "tahun penilaian terakhir", "has_str": "STR",
    "has_teacher_certificate": "sertifikat pendidik", "licence_units": "tempat SIP", "standing": "kesetaraan",
    "direction": "arah", "treatment": "perlakuan", "own_need": "kebutuhan formasi asal", "discipline": "disiplin",
    "under_examination": "dalam pemeriksaan", "weekly_hours": "jam mapel per minggu", "filled": "terisi",
    "in_election_window": "masa pilkada", "in_head_window": "enam bulan kepala daerah baru",
    "head_acting": "kepala daerah penjabat", "months_in_charge": "bulan memimpin unit",
    "months_standing_4": "bulan setingkat JPT", "reason": "kode alasan keputusan", "special_route": "jalur khusus",
    "need_is_founded": "kebutuhan berdasar ABK atau norma", "office_id": "ID kantor", "private": "sekolah swasta",
    "unit": "unit", "subjects": "mata pelajaran bersertifikat",
}  # fmt: skip
