"""Tables in which a plan explains itself: alternatives of those who move, answers to wishes, posts still short."""

from typing import Final

from penata.tables.schema import Column, Kind, Table
from penata.vocabulary import Stance

TEXT, WHOLE, NUMBER, BOOL, DATE, CODE, CODES = Kind

_BEHIND: Final = (
    Column("behind_shortage", WHOLE, "Selisih kekurangan", "How much worse at level 1"),
    Column("behind_gain", WHOLE, "Selisih nilai", "How many points worse, where level 1 is equal"),
    Column("behind_moves", WHOLE, "Selisih perpindahan", "How much worse at level 3, where 1 and 2 are equal"),
    Column("behind_tie", WHOLE, "Selisih pemutus seri", "How much worse at level 4"),
)

ALTERNATIVES: Final = Table("alternatives", "Pilihan berikutnya", "What came second and third for those who move.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("place", WHOLE, "Urutan", "2 or 3", key=True, minimum=2),
    Column("post_id", TEXT, "ID formasi", "Post; the own one among them", key=True, refers="posts.post_id"),
    Column("gain", WHOLE, "Nilai", "Whole points there", key=True),
    *_BEHIND,
), unique=("employee_id", "place"))  # fmt: skip

ANSWERS: Final = Table("wishes", "Jawaban aspirasi", "What became of every wish, and why.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("rank", WHOLE, "Urutan", "As wished"),
    Column("stance", CODE, "Sikap", "WANT, ACCEPT or REFUSE", key=True, codes=tuple(Stance)),
    Column("request", BOOL, "Atas permintaan sendiri", "As wished"),
    Column("wished_post_id", TEXT, "ID formasi diminta", "As wished", refers="posts.post_id"),
    Column("wished_unit_id", TEXT, "ID unit diminta", "As wished", refers="units.unit_id"),
    Column("wished_district_id", TEXT, "Kode kecamatan diminta", "As wished", refers="districts.district_id"),
    Column("status", TEXT, "Jawaban", "GRANTED, ALREADY_THERE, LOST, BARRED, GATE_FORBIDDEN, NOT_OPEN, DECIDED; "
           "HONOURED, OVERRIDDEN, REMAINS", key=True),
    Column("reason", TEXT, "Sebab", "Code of the reason"),
    Column("post_id", TEXT, "ID formasi", "Post that the answer speaks of", refers="posts.post_id"),
    Column("posts_there", WHOLE, "Formasi di sana", "Posts in the place"),
    Column("posts_considered", WHOLE, "Formasi dipertimbangkan", "Candidate posts of the person among them"),
    Column("rules", CODES, "Aturan", "Ids of the rules in the way; none on personal conditions"),
    Column("personal", BOOL, "Syarat pribadi", "Whether a personal condition is in the way"),
    Column("points", WHOLE, "Nilai sendiri", "Own points there"),
    Column("points_needed", WHOLE, "Nilai diperlukan", "So many would be enough, one less not"),
    *_BEHIND,
    Column("level", TEXT, "Tingkat", "SHORTAGE, GAIN, MOVES or TIE: what decided"),
    Column("ahead", WHOLE, "Di depan", "Others who hold the seat or stood before; never who"),
    Column("need", WHOLE, "Kebutuhan", "People needed there"),
    Column("filled_before", WHOLE, "Terisi sebelum", "Counted people before"),
    Column("filled_after", WHOLE, "Terisi sesudah", "Counted people after"),
    Column("moved_in", WHOLE, "Datang", "People who come by the plan"),
    Column("words", TEXT, "Penjelasan", "One sentence"),
))  # fmt: skip

VACANCIES: Final = Table("vacancies", "Masih kurang", "Posts that stay short.", (
    Column("post_id", TEXT, "ID formasi", "Post", key=True, refers="posts.post_id"),
    Column("need", WHOLE, "Kebutuhan", "People needed", key=True),
    Column("filled_after", WHOLE, "Terisi sesudah", "Counted people after", key=True),
    Column("shortage_after", WHOLE, "Kekurangan sesudah", "Seats short after", key=True),
    Column("state", TEXT, "Keadaan", "PLANNED, COMMITTEE, NOT_PLANNED or GAVE", key=True),
    Column("candidates", WHOLE, "Boleh datang", "People elsewhere who may come", key=True),
    Column("needed_elsewhere", WHOLE, "Dibutuhkan di tempatnya", "Those whose post could not spare them", key=True),
), unique=("post_id",))  # fmt: skip

HELPS: Final = Table("helps", "Satu halangan", "What alone keeps people away from a post that stays short.", (
    Column("post_id", TEXT, "ID formasi", "Post", key=True, refers="posts.post_id"),
    Column("place", WHOLE, "Urutan", "The most first", key=True, minimum=1),
    Column("obstacle", TEXT, "Halangan", "Rule id, GATE: and a rule id, ORIGIN or PERSONAL", key=True),
    Column("people", WHOLE, "Pegawai", "Candidates if it alone were settled", key=True),
    Column("free", WHOLE, "Dapat dilepas", "Those whose post could spare them; empty where it would tell on a few"),
    Column("words", TEXT, "Penjelasan", "One sentence"),
), unique=("post_id", "place"))  # fmt: skip

TOLD_TABLES: Final = {
    "alternatives": ALTERNATIVES,
    "wishes": ANSWERS,
    "vacancies": VACANCIES,
    "helps": HELPS,
}
"""Tables of a plan folder that explain it, by file stem; a folder of an older version may lack them."""
