"""The words for verbs and things of the record of acts."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: Final[dict[str, Promise]] = {
    "ADD_LINE": _("Menambah nama pada daftar usulan"), "ANSWER_DISPUTE": _("Menjawab sanggahan data"),
    "APPROVE_SHEET": _("Menyetujui lembar ABK"), "BEGIN_SHEET": _("Memulai lembar ABK"),
    "CHANGE_CYCLE": _("Mengubah siklus"), "CHANGE_LINE": _("Mengubah baris usulan"),
    "CHANGE_POLICY": _("Mengubah kebijakan skenario"), "CHANGE_VIEWERS": _("Mengubah siapa yang boleh melihat"),
    "CHECK_LIST": _("Memeriksa daftar usulan"), "CHOOSE": _("Mencatat pilihan tim"),
    "CLOSE_ACCOUNT": _("Menutup akun"), "CLOSE_CYCLE": _("Menutup siklus"),
    "CONFIRM_FIELDS": _("Menyatakan data benar"), "CONFIRM_RULE": _("Mengonfirmasi aturan"),
    "COPY_SCENARIO": _("Menyalin skenario"), "DECIDE": _("Menetapkan keputusan dalam skenario"),
    "DISCARD_FILES": _("Membuang berkas unggahan"), "DISPUTE_FIELD": _("Menyanggah data"),
    "DOWNLOAD_REFUSED": _("Mengunduh baris ditolak"), "DRAW_FRONTIER": _("Menimbang pilihan rencana"),
    "END_CAPACITY": _("Mengakhiri peran"), "END_RUN": _("Perhitungan rencana berakhir"),
    "FREEZE_DATASET": _("Membekukan data siklus"), "FREEZE_PLAN": _("Mengunci rencana sebagai usulan"),
    "FREEZE_SHEET": _("Menetapkan lembar ABK"), "GIVE_CAPACITY": _("Memberi peran"),
    "MAKE_SCENARIO": _("Membuat skenario"), "MAKE_TOKEN": _("Membuat kunci API"),
    "OPEN_ACCOUNT": _("Membuka akun"), "OPEN_CYCLE": _("Membuka siklus"),
    "OPEN_SENSITIVE": _("Membuka data khusus"), "PUT_LINE_BACK": _("Mengembalikan nama ke daftar usulan"),
    "READ_NEEDS": _("Menghitung kebutuhan"), "RECEIVE_FILES": _("Mengunggah berkas"),
    "RECEIVE_LIST": _("Mengunggah daftar usulan"), "REMOVE_LINE": _("Menghapus nama dari daftar usulan"),
    "RENAME_SCENARIO": _("Mengganti nama skenario"), "REPLAY_PLAN": _("Menghitung ulang untuk memeriksa"),
    "RETURN_SHEET": _("Mengembalikan lembar ABK"), "REVOKE_TOKEN": _("Mencabut kunci API"),
    "SEND_BACK_SHEET": _("Mengembalikan lembar ABK ke penyusun"), "SETTLE_REFUSED": _("Menyelesaikan baris ditolak"),
    "START_RUN": _("Memulai perhitungan rencana"), "SUBMIT_SHEET": _("Mengajukan lembar ABK"),
    "SWITCH_CAPACITY": _("Berganti peran"), "TAKE_BATCH": _("Mengambil alih impor"),
    "TAKE_NORMS": _("Memasukkan kebutuhan menurut norma"), "TAKE_SHAPES": _("Memasukkan batas wilayah"),
    "TAKE_SHEET": _("Memasukkan lembar ABK ke data"), "UNDO_BATCH": _("Membatalkan impor"),
    "WITHDRAW_CHOICE": _("Menarik pilihan tim"), "WITHDRAW_DECISION": _("Mencabut keputusan dalam skenario"),
    "WITHDRAW_SHEET": _("Membatalkan lembar ABK"), "WRITE_SHEET": _("Menulis lembar ABK"),
}  # fmt: skip
THINGS: Final[dict[str, Promise]] = {
    "account": _("akun"), "batch": _("impor"), "capacity": _("peran"), "choice": _("pilihan tim"),
    "cycle": _("siklus"), "person": _("pegawai"), "plan": _("rencana"), "reading": _("hitungan kebutuhan"),
    "refused_rows": _("baris ditolak"), "review": _("daftar usulan"), "rule": _("aturan"),
    "scenario": _("skenario"), "shapes": _("batas wilayah"), "sheet": _("lembar ABK"), "token": _("kunci API"),
}  # fmt: skip


def verb_words(verb: str) -> str:
    """What somebody did; the recorded word itself where none of ours fits."""
    return str(VERBS.get(verb, verb))


def thing_words(thing: str) -> str:
    """To what it was done."""
    return str(THINGS.get(thing, thing))
