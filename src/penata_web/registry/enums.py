"""States of what is brought in, and of what people say of their records."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from penata.tables import TABLES
from penata.vocabulary import LABELS, LEADING, PNS_RANKS, PPPK_RANKS, Category, Employment, Status, UnitKind, label


class BatchState(models.TextChoices):
    """Where a batch stands."""

    TESTING = "TESTING", _("sedang diperiksa")
    TESTED = "TESTED", _("sudah diperiksa")
    SAME = "SAME", _("tidak ada yang berubah")
    TAKING = "TAKING", _("sedang diambil alih")
    TAKEN = "TAKEN", _("diambil alih")
    UNDOING = "UNDOING", _("sedang dibatalkan")
    UNDONE = "UNDONE", _("dibatalkan")
    FAILED = "FAILED", _("gagal")


class Stance(models.TextChoices):
    """What a person says of a field of the own record."""

    CONFIRM = "CONFIRM", _("benar")
    DISPUTE = "DISPUTE", _("keliru")


class Outcome(models.TextChoices):
    """What became of a dispute."""

    CORRECTED = "CORRECTED", _("diperbaiki")
    KEPT = "KEPT", _("tetap")


CATEGORIES: Final = tuple((str(code), label(code)) for code in Category)
STATUSES: Final = tuple((str(code), label(code)) for code in Status)
EMPLOYMENTS: Final = tuple((str(code), label(code)) for code in Employment)
UNIT_KINDS: Final = tuple((str(code), label(code)) for code in UnitKind)
RANKS: Final = tuple((code, code) for code in (*PNS_RANKS, *PPPK_RANKS))
LEADING_CATEGORIES: Final = tuple(map(str, LEADING))


def label_of(code: object) -> str:
    """The official Indonesian term for a code of the dataset; the code itself where it is its own; "" for none."""
    return "" if code is None else LABELS.get(str(code)) or MORE_LABELS.get(str(code)) or str(code)


MORE_LABELS: Final = {
    "OPD": "Perangkat daerah", "DEFINITIVE": "Definitif", "RETIREMENT": "Pensiun (BUP)",
    "CONTRACT_END": "Akhir kontrak", "WANT": "Ingin", "ACCEPT": "Bersedia", "REFUSE": "Tidak bersedia",
    "TEACHER_CERTIFICATE": "Sertifikat pendidik", "STR": "STR", "SIP": "SIP", "M": "Laki-laki", "F": "Perempuan",
    "DISCIPLINE_MINOR": "Hukuman disiplin ringan", "DISCIPLINE_MODERATE": "Hukuman disiplin sedang",
    "DISCIPLINE_SEVERE": "Hukuman disiplin berat", "UNDER_EXAMINATION": "Sedang diperiksa", "ILLNESS": "Sakit",
    "PREGNANCY": "Hamil", "DISABILITY": "Disabilitas", "CARER": "Merawat keluarga", "OTHER": "Lainnya",
    "SPOUSE": "Suami/istri", "PARENT": "Orang tua", "CHILD": "Anak", "SIBLING": "Saudara",
}  # fmt: skip
"""Terms for codes that the vocabulary leaves as they are."""


def table_label(name: str) -> str:
    """What people call a table of the dataset."""
    return TABLES[name].label


NUMBER_HEADING: Final = "Nomor penolakan"
"""Heading of the column by which a corrected row is known again."""
