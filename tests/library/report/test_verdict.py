"""What the plan's answer says of money."""

from typing import Any

import pytest

from penata.report.verdict import budget


def _result(up: int, down: int, *people: int) -> dict[str, Any]:
    month = {"up": up, "down": down, "net": up + down}
    counts = dict(zip(("up", "down", "same", "unknown"), people, strict=True))
    return {"budget": {"month": month, "year": {key: 12 * sum_ for key, sum_ in month.items()}, "people": counts}}


@pytest.mark.parametrize(
    ("result", "said"),
    [
        ({}, None),
        (
            _result(1_500_000, -600_000, 3, 1, 8, 0),
            "Tunjangan jabatan: naik Rp1.500.000 (3 orang), turun Rp600.000 (1 orang); "
            "bersih Rp900.000 sebulan, Rp10.800.000 setahun.",
        ),
        (
            _result(0, 0, 0, 0, 7, 2),
            "Tunjangan jabatan: tidak berubah bagi 7 orang yang pindah; "
            "tunjangan 2 orang tidak diketahui dan tidak dihitung.",
        ),
        (
            _result(0, 0, 0, 0, 0, 9),
            "Tunjangan jabatan: tidak dapat dihitung; tunjangan 9 orang tidak diketahui dan tidak dihitung.",
        ),
    ],
)
def test_budget_is_said_with_what_is_not_known(result: dict[str, Any], said: str | None) -> None:
    assert budget(result) == said
