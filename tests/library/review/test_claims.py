"""What a list claims of a move, in the words of committees."""

import pytest

from penata.review.claims import claimed_kind


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Promosi", "PROMOTION"), ("PROMOSI JABATAN", "PROMOTION"), ("rotasi", "LATERAL"),
        ("Rotasi/pengisian", "LATERAL"),
        ("Penurunan", "DEMOTION"), ("Demosi (DIS-07)", "DEMOTION"), ("Alih jabatan", "CHANGE_OF_FAMILY"),
        ("Penyetaraan", "CHANGE_OF_FAMILY"), ("Penempatan", "PLACEMENT"), ("Mutasi", None), ("", None), (None, None),
        ("Promosi atau rotasi", None),
    ],
)  # fmt: skip
def test_kind_is_read_from_the_remark(note: str | None, kind: str | None) -> None:
    assert claimed_kind(note) == kind
