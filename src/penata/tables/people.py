"""Tables of people: who they are, where they sit, what they can do and what protects them."""

from typing import Final

from penata.tables.schema import Column, Kind, Table
from penata.vocabulary import (
    EDUCATION_ORDER,
    RANK_ORDER,
    ConditionKind,
    CredentialKind,
    DutyKind,
    Employment,
    Predicate,
    Relation,
    Sex,
    Status,
)

TEXT, WHOLE, NUMBER, BOOL, DATE, CODE, CODES = Kind

EMPLOYEES: Final = Table("employees", "Pegawai", "Everyone who works for the government, counted or not.", (
    Column("employee_id", TEXT, "NIP", "Id of the employee (NIP)", key=True, sensitive=True),
    Column("name", TEXT, "Nama", "Name with titles", key=True),
    Column("employment", CODE, "Jenis kepegawaian", "Kind of employment", key=True, codes=tuple(Employment)),
    Column("status", CODE, "Kedudukan hukum", "Standing; default ACTIVE", codes=tuple(Status)),
    Column("sex", CODE, "Jenis kelamin", "M or F", codes=tuple(Sex)),
    Column("birth_date", DATE, "Tanggal lahir", "Day of birth", sensitive=True),
    Column("rank", CODE, "Pangkat/golongan", "Rank (PNS) or grade (PPPK)", codes=tuple(RANK_ORDER)),
    Column("rank_since", DATE, "TMT golongan", "In the rank since"),
    Column("post_id", TEXT, "ID formasi", "Definitive seat; empty: without a post", refers="posts.post_id",
           plan_needs=True),
    Column("job_id", TEXT, "ID jabatan sendiri", "Own job where the post names the whole ladder", refers="jobs.job_id"),
    Column("in_post_since", DATE, "TMT jabatan (formasi)", "On this post since", plan_needs=True),
    Column("in_job_since", DATE, "TMT jabatan", "In this job (and level) since"),
    Column("in_unit_since", DATE, "TMT unit", "In this unit since"),
    Column("cpns_on", DATE, "TMT CPNS", "First appointment"),
    Column("pns_since", DATE, "TMT PNS", "PNS since"),
    Column("cohort_year", WHOLE, "Tahun pengadaan", "Year of the recruitment cohort", minimum=1960, maximum=2100),
    Column("education_level", CODE, "Tingkat pendidikan", "Highest education", codes=tuple(EDUCATION_ORDER)),
    Column("education_field", TEXT, "Bidang pendidikan", "Field of the highest education"),
    Column("subjects", CODES, "Mapel bersertifikat", "Subjects certified"),
    Column("teaching_hours", NUMBER, "Jam mengajar/minggu", "Teaching hours a week", minimum=0, maximum=80),
    Column("certificates", CODES, "Sertifikat", "Certificates held"),
    Column("potential", WHOLE, "Potensi", "Potential 1–3, 3 is high", minimum=1, maximum=3),
    Column("home_lat", NUMBER, "Lintang rumah", "Latitude of the home", minimum=-90, maximum=90, sensitive=True),
    Column("home_lon", NUMBER, "Bujur rumah", "Longitude of the home", minimum=-180, maximum=180, sensitive=True),
    Column("home_district_id", TEXT, "Kecamatan rumah", "District of the home", refers="districts.district_id"),
    Column("household_id", TEXT, "ID keluarga", "Household; couples share it", sensitive=True),
    Column("dependants", WHOLE, "Tanggungan", "Dependants", minimum=0, maximum=30, sensitive=True),
    Column("contract_until", DATE, "Akhir kontrak", "Contract ends on (PPPK)"),
    Column("external_id", TEXT, "ID SIASN", "Id of the person in the national system", sensitive=True),
), unique=("employee_id",), required=True)  # fmt: skip

DUTIES: Final = Table("duties", "Penugasan", "Duties beside the definitive seat; they fill nobody's need.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("post_id", TEXT, "ID formasi", "Post led or covered", key=True, refers="posts.post_id"),
    Column("kind", CODE, "Jenis penugasan", "Kind of duty", key=True, codes=tuple(DutyKind)),
    Column("from", DATE, "Mulai", "First day"),
    Column("until", DATE, "Sampai", "First day no more"),
))  # fmt: skip

CONDITIONS: Final = Table("conditions", "Keadaan khusus", "Discipline and protected personal conditions.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("kind", CODE, "Jenis", "Kind of condition", key=True, codes=tuple(ConditionKind), sensitive=True),
    Column("from", DATE, "Mulai", "First day", key=True, sensitive=True),
    Column("until", DATE, "Sampai", "First day no more; empty: open", sensitive=True),
    Column("note", TEXT, "Catatan", "Note", sensitive=True),
))  # fmt: skip

CREDENTIALS: Final = Table("credentials", "Sertifikat profesi", "Professional credentials.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("kind", CODE, "Jenis", "Kind of credential", key=True, codes=tuple(CredentialKind)),
    Column("subject", TEXT, "Bidang", "Subject or profession"),
    Column("place_unit_id", TEXT, "Tempat praktik", "Unit of practice (SIP)", refers="units.unit_id"),
    Column("valid_until", DATE, "Berlaku sampai", "Valid until, empty: for life"),
))  # fmt: skip

APPRAISALS: Final = Table("appraisals", "Kinerja", "Performance by period (SKP).", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("period", TEXT, "Periode", "YYYY, YYYY-Qn or YYYY-MM", key=True),
    Column("work_result", WHOLE, "Hasil kerja", "1 above, 2 as, 3 below expectation", minimum=1, maximum=3),
    Column("behaviour", WHOLE, "Perilaku kerja", "1 above, 2 as, 3 below expectation", minimum=1, maximum=3),
    Column("predicate", CODE, "Predikat", "Predicate", codes=tuple(Predicate)),
), unique=("employee_id", "period"))  # fmt: skip

TALENT: Final = Table("talent", "Kotak talenta", "Nine-box results of the national talent system.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("year", WHOLE, "Tahun", "Year of the assessment", key=True, minimum=1990, maximum=2100),
    Column("performance_score", NUMBER, "Nilai kinerja", "Performance, 0–100", minimum=0, maximum=100),
    Column("potential_score", NUMBER, "Nilai potensial", "Potential, 0–100", minimum=0, maximum=100),
    Column("box", WHOLE, "Kotak", "Box 1–9", key=True, minimum=1, maximum=9),
    Column("source", TEXT, "Sumber", "File or system that the box comes from"),
), unique=("employee_id", "year"))  # fmt: skip

COMPETENCIES: Final = Table("competencies", "Kompetensi pegawai", "Levels that a person has shown.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("competency", TEXT, "Kompetensi", "Competency", key=True),
    Column("level", WHOLE, "Level", "Level shown", key=True, minimum=0, maximum=10),
), unique=("employee_id", "competency"))  # fmt: skip

SERVICE_HISTORY: Final = Table("service_history", "Riwayat jabatan", "Posts held, from and until.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id"),
    Column("job_id", TEXT, "ID jabatan", "Job held", key=True, refers="jobs.job_id"),
    Column("unit_id", TEXT, "ID unit", "Unit", key=True, refers="units.unit_id"),
    Column("post_id", TEXT, "ID formasi", "Post", refers="posts.post_id"),
    Column("kind", TEXT, "Jenis", "How the post was held (DEFINITIVE or a kind of duty)"),
    Column("started_on", DATE, "Mulai", "First day", key=True),
    Column("ended_on", DATE, "Selesai", "First day no more; empty: still held"),
))  # fmt: skip

KINSHIP: Final = Table("kinship", "Kekerabatan", "Kinship between employees.", (
    Column("employee_id", TEXT, "NIP", "Employee", key=True, refers="employees.employee_id", sensitive=True),
    Column("relative_id", TEXT, "NIP kerabat", "Relative", key=True, refers="employees.employee_id", sensitive=True),
    Column("relation", CODE, "Hubungan", "What the relative is", key=True, codes=tuple(Relation), sensitive=True),
), unique=("employee_id", "relative_id"))  # fmt: skip
