"""What a tolerance allowed and brought, in plain sentences: said the same on the terminal and on the page."""

from collections.abc import Mapping
from typing import Any

from penata.report.wording import whole


def tolerance_words(result: Mapping[str, Any]) -> str:
    """What the plan gave up within its tolerance, for what, at which price; empty where the policy sets none."""
    told = result.get("tolerance")
    if told is None:
        return ""
    words = _shortage(told, result) if told["level"] == "shortage" else _gain(told, result)
    return f"Kelonggaran: {words}"


def _shortage(told: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    allowed = f"kekurangan boleh sampai {whole(told['thousandths'])} per seribu lebih buruk; "
    if not told["gained"]:
        brought = "itu tidak mengubah rencana. "
    else:
        missing = told["missing_more"]
        more = "bertambah" if missing >= 0 else "berkurang"
        people = f"kekurangan {more} {whole(abs(missing))} orang" if missing else "jumlah orang yang kurang tetap"
        brought = f"nilai bertambah {whole(told['gained'])} poin, {people}. "
    price = f"Satu formasi yang seluruhnya kosong dihargai {whole(told['rate'])} poin: " if told["rate"] else ""
    held = "tidak ada kursi yang dibiarkan kurang untuk lebih murah daripada itu. " if price else ""
    return allowed + brought + price + held + _left(told, result["objective"]["gain"], "poin")


def _gain(told: Mapping[str, Any], result: Mapping[str, Any]) -> str:
    allowed = f"nilai boleh sampai {whole(told['thousandths'])} per seribu kurang; "
    if not told["moves_fewer"]:
        return allowed + "itu tidak mengurangi perpindahan."
    brought = (
        f"nilai berkurang {whole(-told['gained'])} poin, perpindahan berkurang {whole(told['moves_fewer'])} orang. "
    )
    if told["bound"] == result["objective"]["moves"]:
        return allowed + brought + "Tidak ada rencana di dalam kelonggaran itu dengan perpindahan lebih sedikit."
    return allowed + brought + "Apakah masih ada yang kurang dari itu belum terbukti."


def _left(told: Mapping[str, Any], reached: int, unit: str) -> str:
    """How much more there could be within the tolerance."""
    if told["bound"] is None:
        return "Berapa yang masih mungkin di dalam kelonggaran itu tidak diketahui."
    if told["bound"] == reached:
        return "Di dalam kelonggaran itu tidak ada yang lebih baik."
    return f"Di dalam kelonggaran itu paling banyak masih mungkin {whole(told['bound'] - reached)} {unit} lagi."
