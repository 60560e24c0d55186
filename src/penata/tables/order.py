"""Tables of the order of moves: who learns first, who covers an empty seat, and what each chain hangs on."""

from typing import Final

from penata.tables.schema import Column, Kind, Table

TEXT, WHOLE, NUMBER, BOOL, DATE, CODE, CODES = Kind

TRAINING_STATES: Final = ("PLACED", "NO_SEAT", "NO_COURSE")
"""A seat was found; courses give it but none has a seat left (or in time); no course gives it."""

LINKS: Final = ("OUTSIDE_APPROVAL", "TRAINING_SEAT", "OWN_APPROVAL", "REFUSED", "NOT_ASKED", "NO_COURSE", "NONE")
"""What a chain hangs on, the weakest first: see docs/data_path.md."""

TRAINING: Final = Table("training", "Pelatihan sebelum bertugas", "What movers lack for their post.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("post_id", TEXT, "Formasi baru", "Seat that will be taken", key=True, refers="posts.post_id"),
    Column("lacks", TEXT, "Yang belum dimiliki", "Certificate or competency", key=True),
    Column("level_held", WHOLE, "Level sekarang", "Level shown; empty for a certificate"),
    Column("level_asked", WHOLE, "Level diminta", "Level asked; empty for a certificate"),
    Column("status", CODE, "Kursi", "Whether a seat was found", key=True, codes=TRAINING_STATES),
    Column("course_id", TEXT, "ID pelatihan", "Course in which a seat is held", refers="courses.course_id"),
    Column("ends_on", DATE, "Selesai", "Last day of that course"),
), unique=("employee_id", "lacks"))  # fmt: skip

COVER: Final = Table("cover", "Pengisi sementara", "Who could cover a seat while it stands empty: a proposal.", (
    Column("post_id", TEXT, "Formasi", "Post with an empty seat", key=True, refers="posts.post_id"),
    Column("first_wave", WHOLE, "Kosong sejak tahap", "Wave after which it stands empty", key=True),
    Column("until_wave", WHOLE, "Terisi pada tahap", "Wave in which it is filled; empty: it stays so"),
    Column("from_date", DATE, "Kosong sejak", "First day without"),
    Column("until_date", DATE, "Terisi pada", "Day on which it is filled"),
    Column("seats", WHOLE, "Kursi kosong", "Seats that stand empty", key=True),
    Column("kind", CODE, "Bentuk", "ACTING for a unit's lead, SHARED among colleagues, NOBODY present", key=True,
           codes=("ACTING", "SHARED", "NOBODY")),
    Column("colleagues", WHOLE, "Rekan yang ada", "People of the same work who are there all that time"),
    Column("load_percent", WHOLE, "Tambahan beban (%)", "Work of the empty seats shared among them"),
    Column("proposed", CODES, "Usul nama", "Colleagues proposed to the head of the unit, at most three"),
), unique=("post_id", "first_wave"))  # fmt: skip

CHAINS: Final = Table("chains", "Rantai", "Each chain of moves, what it hangs on, and what stands without it.", (
    Column("chain_id", TEXT, "Rantai", "Chain", key=True),
    Column("shape", CODE, "Bentuk", "A ring closes on itself", key=True, codes=("CHAIN", "RING")),
    Column("moves", WHOLE, "Perpindahan", "Moves in it", key=True),
    Column("first_wave", WHOLE, "Tahap pertama", "Wave of its first move", key=True),
    Column("last_wave", WHOLE, "Tahap terakhir", "Wave of its last move", key=True),
    Column("first_date", DATE, "Mulai", "Day of its first move, where known"),
    Column("last_date", DATE, "Selesai", "Day of its last move; empty where a day is not known"),
    Column("weakest", TEXT, "Mata rantai terlemah", "Mover on whom it hangs most", refers="employees.employee_id"),
    Column("why", CODE, "Sebab", "What may fail there", key=True, codes=LINKS),
    Column("stands", WHOLE, "Tetap jalan", "Moves of the chain that can still be made without that one", key=True),
    Column("falls", CODES, "Ikut gugur", "Movers who would stay, the weakest link among them"),
), unique=("chain_id",))  # fmt: skip

ORDER_TABLES: Final = {"training": TRAINING, "cover": COVER, "chains": CHAINS}
"""Tables of a plan folder that tell the order of its moves, by file stem."""
