"""Tables that a plan consists of; the verifier reads them back by the same declarations."""

from typing import Final

from penata.tables.schema import Column, Kind, Table
from penata.vocabulary import Direction

TEXT, WHOLE, NUMBER, BOOL, DATE, CODE, CODES = Kind

TRANSFER_KINDS: Final = ("WITHIN_AGENCY", "BETWEEN_REGENCIES", "ACROSS_PROVINCES", "REGENCY_PROVINCE", "REGION_CENTRE",
                         "BETWEEN_CENTRAL", "OTHER_AGENCY")  # fmt: skip
"""Kinds of transfer (*jenis mutasi*); what each means stands in penata/law/transfers.yaml."""

MOVES: Final = Table("moves", "Perpindahan", "Who moves, from where, to where.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("from_post_id", TEXT, "Formasi lama", "Seat left; empty: had none", refers="posts.post_id"),
    Column("to_post_id", TEXT, "Formasi baru", "Seat taken; empty: none", refers="posts.post_id"),
    Column("direction", CODE, "Jenis mutasi", "Direction of the move", codes=tuple(Direction)),
    Column("gain", WHOLE, "Nilai", "Whole points of the move"),
    Column("distance_km", NUMBER, "Jarak (km)", "Between the two seats, straight line unless travel says"),
    Column("wish_rank", WHOLE, "Aspirasi ke-", "Rank of the wish that it grants"),
    Column("chain_id", TEXT, "Rantai", "Chain of moves to which it belongs"),
    Column("wave", WHOLE, "Tahap", "Wave, empty until an order of moves is made"),
    Column("effective_date", DATE, "TMT", "Day on which it takes effect; empty where no day is known"),
    Column("same_day", TEXT, "Serentak", "Moves of one group are made on one day; empty: by itself"),
    Column("legal_gates", CODES, "Syarat", "Gates that stay open before the decree"),
    Column("grade_before", WHOLE, "Kelas lama", "Job class before"),
    Column("grade_after", WHOLE, "Kelas baru", "Job class after"),
    Column("allowance_change", WHOLE, "Perubahan tunjangan", "Rupiah a month"),
    Column("transfer_kind", CODE, "Jenis perpindahan", "Kind by the agencies on both sides", codes=TRANSFER_KINDS),
    Column("imut_kind", TEXT, "Kode I-MUT", "Kind code of I-MUT; empty: none fits"),
    Column("approval_route", CODES, "Alur persetujuan", "Steps of approval, in their order"),
    Column("documents", CODES, "Berkas", "Papers still to collect"),
), unique=("employee_id",))  # fmt: skip

ASSIGNMENTS: Final = Table("assignments", "Penempatan", "Everyone with a post before or after.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("post_id", TEXT, "Formasi", "Seat under the plan; empty: none", refers="posts.post_id"),
), unique=("employee_id",))  # fmt: skip

POSTS_AFTER: Final = Table("posts", "Formasi sebelum–sesudah", "Each post before and after the plan.", (
    Column("post_id", TEXT, "ID formasi", "Post", key=True, refers="posts.post_id"),
    Column("need", WHOLE, "Kebutuhan", "People needed"),
    Column("filled_before", WHOLE, "Terisi sebelum", "Counted people before", key=True),
    Column("filled_after", WHOLE, "Terisi sesudah", "Counted people after", key=True),
    Column("filled_absent", WHOLE, "Ada, tidak dihitung", "People on it who are not counted", key=True),
    Column("shortage_before", WHOLE, "Kekurangan sebelum", "Seats short before"),
    Column("shortage_after", WHOLE, "Kekurangan sesudah", "Seats short after"),
    Column("funnel", TEXT, "Saringan", "Where it stays short: how many were barred by what"),
), unique=("post_id",))  # fmt: skip

SHORTLIST: Final = Table("shortlist", "Calon", "Candidates for seats that the committee decides.", (
    Column("post_id", TEXT, "ID formasi", "Post", key=True, refers="posts.post_id"),
    Column("place", WHOLE, "Urutan", "Place in the list", key=True),
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("points", WHOLE, "Nilai", "Whole points", key=True),
), unique=("post_id", "place"))  # fmt: skip

PRICES: Final = Table("prices", "Harga", "Whole price of a seat by level: the certificate of optimality.", (
    Column("post_id", TEXT, "ID formasi", "Post", key=True, refers="posts.post_id"),
    Column("shortage", WHOLE, "Harga kekurangan", "Price at level 1", key=True),
    Column("gain", WHOLE, "Harga nilai", "Price at level 2", key=True),
    Column("moves", WHOLE, "Harga perpindahan", "Price at level 3", key=True),
    Column("tie", WHOLE, "Harga pemutus seri", "Price at level 4", key=True),
), unique=("post_id",))  # fmt: skip

LIMITS: Final = Table("limits", "Batas", "Side limits of the plan, what it uses of each, and what each costs.", (
    Column("kind", TEXT, "Jenis batas", "Kind of limit", key=True),
    Column("subject", TEXT, "Tentang", "What it is about; empty: the whole plan"),
    Column("words", TEXT, "Penjelasan", "The limit in words"),
    Column("most", WHOLE, "Paling banyak", "What it allows, in the unit of its kind", key=True),
    Column("used", WHOLE, "Dipakai", "What the plan uses of it", key=True),
    Column("status", CODE, "Keadaan", "BINDS: broken without limits or on the way, or searched together with such a "
           "one, or it has a toll, and used up; SEARCHED: the same, but not used up; HOLDS: none of these",
           codes=("BINDS", "SEARCHED", "HOLDS"), key=True),
    Column("step", WHOLE, "Satuan harga", "Units for which a toll or a price is told", key=True),
    Column("toll_shortage", WHOLE, "Tol kekurangan", "Toll of a step, level 1: part of the proof", key=True),
    Column("toll_gain", WHOLE, "Tol nilai", "Toll of a step, level 2: part of the proof", key=True),
    Column("price_shortage", WHOLE, "Harga kekurangan", "Shortage that one step more takes away, solved again"),
    Column("price_gain", WHOLE, "Harga nilai", "Points that one step more gives, solved again"),
    Column("price_status", CODE, "Bukti harga", "Whether both plans of the price are proven; empty: not solved again",
           codes=("OPTIMAL", "FEASIBLE")),
), unique=("kind", "subject"))  # fmt: skip

TOLERANCE: Final = Table("tolerance", "Harga tanpa kelonggaran", "Prices of the plan without tolerance: they prove its "
                         "shortage and gain.", PRICES.columns, unique=("post_id",))  # fmt: skip

PLAN_TABLES: Final = {
    "moves": MOVES,
    "assignments": ASSIGNMENTS,
    "posts": POSTS_AFTER,
    "shortlist": SHORTLIST,
    "prices": PRICES,
}
"""Tables of a plan folder by file stem."""

LIMIT_TABLES: Final = {"limits": LIMITS, "tolerance": TOLERANCE}
"""What a plan folder holds besides where the policy sets side limits, or a tolerance."""
