"""Tables of what people want and what has been decided: wishes, decisions, scores, approvals, results of I-MUT."""

from typing import Final

from penata.tables.schema import Column, Kind, Table
from penata.vocabulary import DecisionKind, ImutStatus, Stance

TEXT, WHOLE, NUMBER, BOOL, DATE, CODE, CODES = Kind

WISHES: Final = Table("wishes", "Aspirasi", "What people want, accept or refuse.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("rank", WHOLE, "Urutan", "1 is dearest; for WANT and ACCEPT", minimum=1),
    Column("post_id", TEXT, "ID formasi", "Post wished for", refers="posts.post_id"),
    Column("unit_id", TEXT, "ID unit", "Unit: all candidate posts there", refers="units.unit_id"),
    Column("district_id", TEXT, "Kode kecamatan", "District: all candidate posts there",
           refers="districts.district_id"),
    Column("stance", CODE, "Sikap", "WANT, ACCEPT or REFUSE", key=True, codes=tuple(Stance)),
    Column("request", BOOL, "Atas permintaan sendiri", "An own-request transfer in the sense of the law"),
    Column("reason", TEXT, "Alasan", "Reason", sensitive=True),
))  # fmt: skip

DECISIONS: Final = Table("decisions", "Keputusan", "Decisions that the plan must keep.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("kind", CODE, "Jenis", "PIN stays; FORBID not there; FORCE there", key=True, codes=tuple(DecisionKind)),
    Column("post_id", TEXT, "ID formasi", "Post; empty: see dataset documentation", refers="posts.post_id"),
    Column("reason", TEXT, "Alasan", "Reason", key=True),
))  # fmt: skip

SCORES: Final = Table("scores", "Nilai dari luar", "Assessments made elsewhere; they replace the computed gain.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("post_id", TEXT, "ID formasi", "Post", key=True, refers="posts.post_id"),
    Column("points", WHOLE, "Nilai", "Whole points", key=True, minimum=-1_000_000, maximum=1_000_000),
), unique=("employee_id", "post_id"))  # fmt: skip

APPROVALS: Final = Table("approvals", "Persetujuan", "Approvals and documents already on file for the gates.", (
    Column("kind", TEXT, "Jenis", "Kind of gate that it satisfies", key=True),
    Column("employee_id", TEXT, "NIP", "Employee", refers="employees.employee_id"),
    Column("post_id", TEXT, "ID formasi", "Post", refers="posts.post_id"),
    Column("given_on", DATE, "Tanggal", "Day on which it was given", key=True),
    Column("reference", TEXT, "Nomor surat", "Reference"),
))  # fmt: skip

IMUT_RESULTS: Final = Table("imut_results", "Hasil I-MUT", "What became of proposals in I-MUT.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("post_id", TEXT, "ID formasi", "Seat proposed", key=True, refers="posts.post_id"),
    Column("imut_kind", TEXT, "Kode I-MUT", "Kind code under which it was proposed"),
    Column("status", CODE, "Status I-MUT", "Where the proposal stands", key=True, codes=tuple(ImutStatus)),
    Column("pertek_number", TEXT, "Nomor pertek", "Number of the technical consideration (pertek)"),
    Column("pertek_on", DATE, "Tanggal pertek", "Day of the pertek"),
    Column("note", TEXT, "Catatan", "Remark"),
), unique=("employee_id", "post_id"))  # fmt: skip

CONFIRMATIONS: Final = Table("confirmations", "Konfirmasi aturan", "Rules compared by the legal office.", (
    Column("rule_id", TEXT, "Aturan", "Id of the rule, as penata law list shows it", key=True),
    Column("document", TEXT, "Naskah", "Official text with which it was compared", key=True),
    Column("confirmed_on", DATE, "Tanggal", "Day of the confirmation", key=True),
    Column("confirmed_by", TEXT, "Oleh", "Who confirmed: office or official"),
    Column("note", TEXT, "Catatan", "Remark"),
))  # fmt: skip
