"""Tables of a voluntary exchange: its rings, and what became of everybody who took part."""

from typing import Final

from penata.tables.schema import Column, Kind, Table

TEXT, WHOLE, NUMBER, BOOL, DATE, CODE, CODES = Kind

ANSWERS_OF_EXCHANGE: Final = (
    "DEAREST", "GRANTED", "TAKEN", "HOLDER_STAYS", "BETTER_FIT", "DECISION", "RULE", "NOT_PLANNED", "NOT_OFFERED",
)  # fmt: skip
"""The dearest wish was granted, or a later one; else what came nearest to granting it, the nearest first."""

RINGS: Final = Table("rings", "Lingkaran tukar", "Who takes whose seat.", (
    Column("ring_id", TEXT, "Lingkaran", "Ring; in moves.csv the chain_id", key=True),
    Column("place", WHOLE, "Urutan", "Each takes the seat of the next, the last that of the first", key=True),
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("from_post_id", TEXT, "Formasi lama", "Seat left", key=True, refers="posts.post_id"),
    Column("to_post_id", TEXT, "Formasi baru", "Seat taken", key=True, refers="posts.post_id"),
    Column("seat_of", TEXT, "Kursi dari", "Whose seat is taken; empty: an empty one", refers="employees.employee_id"),
    Column("wish_place", WHOLE, "Aspirasi ke-", "Which of the own wishes it grants; 1 is dearest", key=True),
    Column("fit", WHOLE, "Kecocokan", "Fit there in percent; empty: nothing is known"),
    Column("fit_of_holder", WHOLE, "Kecocokan pemegang", "The same of who held the seat"),
), unique=("employee_id",))  # fmt: skip

PARTICIPANTS: Final = Table("participants", "Peserta tukar tempat", "What became of everybody who took part.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("post_id", TEXT, "Formasi", "Own seat", key=True, refers="posts.post_id"),
    Column("to_post_id", TEXT, "Formasi baru", "Seat taken; empty: stays", refers="posts.post_id"),
    Column("ring_id", TEXT, "Lingkaran", "Ring; empty: stays"),
    Column("wish_place", WHOLE, "Aspirasi ke-", "Which of the own wishes was granted; empty: none"),
    Column("open_posts", WHOLE, "Formasi terbuka", "Posts liked better than staying and allowed", key=True),
    Column("answer", CODE, "Jawaban", "Granted, or what came nearest to it", key=True, codes=ANSWERS_OF_EXCHANGE),
    Column("rules", CODES, "Aturan", "Rules that stand against the dearest wish, where one does"),
), unique=("employee_id",))  # fmt: skip

EXCHANGE_TABLES: Final = {"rings": RINGS, "participants": PARTICIPANTS}
"""Further tables of the folder of an exchange by file stem."""
