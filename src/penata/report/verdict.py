"""The plan's answer in a sentence, how sure it is, and what stands in its way: said the same everywhere."""

from collections.abc import Mapping
from typing import Any, Final

from penata.report.story import Story
from penata.report.tolerance import tolerance_words
from penata.report.wording import rupiah, whole

PROVEN: Final = (
    "Dengan data dan aturan ini tidak ada susunan lain yang lebih baik menurut urutan tujuan; keputusan tetap pada PPK."
)
"""What a proven plan may say to a regent; never a stronger word."""

PROVEN_WEIGHTED: Final = (
    "Dengan data, aturan, dan bobot antartujuan ini tidak ada susunan lain yang nilai gabungannya lebih tinggi; "
    "keputusan tetap pada PPK."
)
"""The same where shortage and points are weighed against each other."""

SUM_ONLY: Final = (
    "Karena batas itu mengikat, yang terkecil ialah jumlah kekurangan relatif; bahwa yang terparah selalu dahulu tidak "
    "lagi dijamin."
)
"""What filling the worst first still means where a limit binds."""

NOT_PROVEN: Final = (
    "Susunan ini sah menurut data dan aturan yang dipakai, tetapi belum terbukti tidak ada yang lebih baik; "
    "selisih terbesar yang mungkin ada di lampiran. Keputusan tetap pada PPK."
)
"""What a plan says whose bound does not equal its value."""

NOT_POSSIBLE: Final = "NOT_POSSIBLE"
"""Status of a rung that the decisions do not allow: they ask for more moves."""

_ACCEPTED: Final = frozenset({"ACCEPTED", "OK", "PASS", "PASSED", "VERIFIED", "VALID", "TRUE"})


def answer(story: Story) -> str:
    """What the plan does, in one sentence that begins with what it is good for."""
    h = story.headline
    if not h.moves:
        return nothing_moves(story)
    people = f"Dengan memindahkan {whole(h.moves)} orang"
    if not h.shortage_before:
        return f"{people}, penempatan menjadi lebih sesuai; tidak ada formasi yang kekurangan."
    if not h.closed:
        return f"{people}, penempatan menjadi lebih sesuai; kekurangan tetap {whole(h.shortage_after)} orang."
    left = (
        "habis"
        if not h.shortage_after
        else f"turun dari {whole(h.shortage_before)} menjadi {whole(h.shortage_after)} orang"
    )
    return f"{people}, kekurangan pegawai {left}."


def nothing_moves(story: Story) -> str:
    """Why no move is proposed."""
    h = story.headline
    if h.frozen_posts == h.posts:
        return "Tidak ada perpindahan: kebutuhan (ABK) belum diisi, sehingga kekurangan belum dapat dihitung."
    if not h.shortage_before:
        return "Tidak ada perpindahan: semua kebutuhan yang diketahui sudah terpenuhi."
    return (
        f"Tidak ada perpindahan yang mengurangi kekurangan {whole(h.shortage_before)} orang: "
        "tidak ada pegawai yang boleh dan dapat dilepas."
    )


def standing(story: Story) -> str:
    """How good the plan is known to be, for a reader who decides."""
    if law_off(story):
        return "Rencana ini tidak diperiksa terhadap aturan dan tidak boleh dipakai untuk keputusan."
    return sure_words(story.result)


def sure_words(result: Mapping[str, Any]) -> str:
    """How sure a plan is: proven or not, and what its tolerance allowed and brought."""
    if not (tolerance := tolerance_words(result)):
        return proven_words(result) if result.get("status") == "OPTIMAL" else NOT_PROVEN
    within = result["tolerance"]["within"]
    return f"{proven_words(result) if within == 'OPTIMAL' else NOT_PROVEN} {tolerance}"


def proven_words(result: Mapping[str, Any]) -> str:
    """What a proven plan may say, under the mode in which its levels are compared and within limits that bind."""
    aims = result.get("aims", {})
    words = PROVEN_WEIGHTED if aims.get("mode") == "weighted" else PROVEN
    if not binding_limits(result):
        return words
    words = words.replace("Dengan data", "Di bawah batas rencana, dengan data")
    return f"{words} {SUM_ONLY}" if aims.get("shortage") == "worst_first" else words


def budget(result: Mapping[str, Any]) -> str | None:
    """What the plan does to the allowances of those who move; None where the result does not say."""
    told = result.get("budget")
    if told is None:
        return None
    month, people = told["month"], told["people"]
    unknown = (
        f"; tunjangan {whole(people['unknown'])} orang tidak diketahui dan tidak dihitung" if people["unknown"] else ""
    )
    if not people["up"] and not people["down"]:
        known = people["same"]
        said = f"tidak berubah bagi {whole(known)} orang yang pindah" if known else "tidak dapat dihitung"
        return f"Tunjangan jabatan: {said}{unknown}."
    return (
        f"Tunjangan jabatan: naik {rupiah(month['up'])} ({whole(people['up'])} orang), "
        f"turun {rupiah(-month['down'])} ({whole(people['down'])} orang); bersih {rupiah(month['net'])} sebulan, "
        f"{rupiah(told['year']['net'])} setahun{unknown}."
    )


def binding_limits(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The side limits that bind a plan, as result.json tells them."""
    return list(result.get("limits", {}).get("binding", []))


def is_proven(story: Story) -> bool:
    """Whether the plan's bound equals its value."""
    return story.result.get("status") == "OPTIMAL"


def law_off(story: Story) -> bool:
    """Whether the plan was made with the law switched off."""
    return not story.policy.rules_enabled or story.result.get("rules", {}).get("enabled") is False


def is_verified(story: Story) -> bool | None:
    """What the independent verifier said; None where it was not asked."""
    said = story.result.get("verifier")
    if isinstance(said, dict):
        said = said.get("verdict", said.get("status", said.get("accepted")))
    return None if said is None else str(said).upper() in _ACCEPTED
