"""Tables of the organisation: agencies, places, units, jobs, posts and what they need."""

from typing import Final

from penata.tables.schema import Column, Kind, Table
from penata.vocabulary import EDUCATION_ORDER, LEVEL_ORDER, PNS_RANKS, AgencyKind, Category, UnitKind

TEXT, WHOLE, NUMBER, BOOL, DATE, CODE, CODES = Kind

AGENCIES: Final = Table("agencies", "Instansi", "Government agencies that employ people.", (
    Column("agency_id", TEXT, "ID instansi", "Id of the agency", key=True),
    Column("name", TEXT, "Nama instansi", "Name of the agency", key=True),
    Column("kind", CODE, "Jenis instansi", "Kind of agency", codes=tuple(AgencyKind)),
    Column("province_id", TEXT, "ID provinsi", "Province in which the agency lies"),
), unique=("agency_id",))  # fmt: skip

DISTRICTS: Final = Table("districts", "Kecamatan", "Districts with a representative point.", (
    Column("district_id", TEXT, "Kode kecamatan", "Id of the district", key=True),
    Column("name", TEXT, "Nama kecamatan", "Name of the district", key=True),
    Column("lat", NUMBER, "Lintang", "Latitude, degrees", minimum=-90, maximum=90),
    Column("lon", NUMBER, "Bujur", "Longitude, degrees", minimum=-180, maximum=180),
    Column("remote", BOOL, "Terpencil", "Whether the district counts as remote (daerah khusus)"),
), unique=("district_id",))  # fmt: skip

UNITS: Final = Table("units", "Unit organisasi", "Organisational units in their tree.", (
    Column("unit_id", TEXT, "ID unit", "Id of the unit", key=True),
    Column("parent_id", TEXT, "ID atasan unit", "Unit above", refers="units.unit_id"),
    Column("agency_id", TEXT, "ID instansi", "Agency of the unit", key=True, refers="agencies.agency_id"),
    Column("name", TEXT, "Nama unit", "Name of the unit", key=True),
    Column("kind", CODE, "Jenis unit", "Kind of unit", codes=tuple(UnitKind)),
    Column("district_id", TEXT, "Kode kecamatan", "District of the unit", refers="districts.district_id"),
    Column("lat", NUMBER, "Lintang", "Latitude, degrees", minimum=-90, maximum=90),
    Column("lon", NUMBER, "Bujur", "Longitude, degrees", minimum=-180, maximum=180),
    Column("remote", BOOL, "Terpencil", "Remote unit; empty: as its district"),
    Column("active", BOOL, "Aktif", "Whether the unit still stands (unor aktif); empty: not known"),
), unique=("unit_id",), required=True)  # fmt: skip

JOBS: Final = Table("jobs", "Jabatan", "Jobs: what is done, at which level, and what it asks.", (
    Column("job_id", TEXT, "ID jabatan", "Id of the job", key=True),
    Column("name", TEXT, "Nama jabatan", "Name of the job", key=True),
    Column("category", CODE, "Jenis jabatan", "Category of the job", codes=tuple(Category), plan_needs=True),
    Column("ladder", TEXT, "Jabatan fungsional", "The functional job without its level, e.g. GURU"),
    Column("level", CODE, "Jenjang/eselon", "Level; empty: the whole ladder", codes=tuple(LEVEL_ORDER)),
    Column("family", TEXT, "Rumpun jabatan", "Job family", plan_needs=True),
    Column("grade", WHOLE, "Kelas jabatan", "Job class, 1–17", minimum=1, maximum=17),
    Column("allowance_month", WHOLE, "Tunjangan per bulan", "Allowance, rupiah a month", minimum=0),
    Column("min_rank", CODE, "Pangkat minimum", "Lowest rank allowed", codes=PNS_RANKS),
    Column("max_rank", CODE, "Pangkat maksimum", "Highest rank allowed", codes=PNS_RANKS),
    Column("min_education", CODE, "Pendidikan minimum", "Lowest education allowed", codes=tuple(EDUCATION_ORDER)),
    Column("education_fields", CODES, "Bidang pendidikan", "Fields of education that fit"),
    Column("certificates", CODES, "Sertifikat", "Certificates that the job asks for"),
    Column("min_experience_months", WHOLE, "Pengalaman minimum (bulan)", "Months in the field", minimum=0),
    Column("retirement_age", WHOLE, "BUP", "Retirement age, years", minimum=40, maximum=80),
), unique=("job_id",), required=True)  # fmt: skip

POSTS: Final = Table("posts", "Formasi", "A job in a unit, with one or many seats.", (
    Column("post_id", TEXT, "ID formasi", "Id of the post; derived ones are unit:job[:subject]", key=True),
    Column("unit_id", TEXT, "ID unit", "Unit of the post", key=True, refers="units.unit_id"),
    Column("job_id", TEXT, "ID jabatan", "Job of the post", key=True, refers="jobs.job_id"),
    Column("subject", TEXT, "Mata pelajaran/spesialisasi", "Subject taught or speciality practised"),
    Column("need", WHOLE, "Kebutuhan", "People needed (ABK)", plan_needs=True, minimum=0),
    Column("safe_minimum", WHOLE, "Jumlah minimum agar layanan berjalan", "Fewest people that keep it running",
           minimum=0),
    Column("priority", WHOLE, "Prioritas", "Weight of a shortage here, default 1", minimum=1, maximum=100),
    Column("leads_unit", BOOL, "Memimpin unit", "Whether the holder leads the unit"),
    Column("workload_minutes", NUMBER, "Beban kerja (menit/tahun)", "Workload, minutes a year", minimum=0,
           maximum=10**15),
    Column("need_source", TEXT, "Dasar kebutuhan", "Norm or document that the need comes from"),
    Column("external_id", TEXT, "ID luar", "Id of the post in the national system"),
), unique=("post_id",), required=True)  # fmt: skip

JOB_COMPETENCIES: Final = Table("job_competencies", "Standar kompetensi", "Levels that a job asks for.", (
    Column("job_id", TEXT, "ID jabatan", "Job", key=True, refers="jobs.job_id"),
    Column("competency", TEXT, "Kompetensi", "Competency", key=True),
    Column("level", WHOLE, "Level", "Level asked for", key=True, minimum=0, maximum=10),
), unique=("job_id", "competency"))  # fmt: skip

TRAVEL: Final = Table("travel", "Perjalanan", "Travel between districts; absent pairs use the straight line.", (
    Column("from_district_id", TEXT, "Dari kecamatan", "Origin", key=True, refers="districts.district_id"),
    Column("to_district_id", TEXT, "Ke kecamatan", "Destination", key=True, refers="districts.district_id"),
    Column("minutes", NUMBER, "Menit", "Travel time, minutes", minimum=0),
    Column("km", NUMBER, "Kilometer", "Distance, km", minimum=0),
    Column("cost", WHOLE, "Biaya", "Cost, rupiah", minimum=0),
), unique=("from_district_id", "to_district_id"))  # fmt: skip

CALENDAR: Final = Table("calendar", "Kalender", "Dates that rules and schedules look at.", (
    Column("kind", TEXT, "Jenis", "Kind of date, e.g. ELECTION_CANDIDATES_SET", key=True),
    Column("date", DATE, "Tanggal", "The day", key=True),
    Column("agency_id", TEXT, "ID instansi", "Agency; empty: all", refers="agencies.agency_id"),
))  # fmt: skip

COURSES: Final = Table("courses", "Pelatihan", "Courses with their days, seats and what they give.", (
    Column("course_id", TEXT, "ID pelatihan", "Id of the course", key=True),
    Column("name", TEXT, "Nama pelatihan", "Name of the course", key=True),
    Column("certificate", TEXT, "Sertifikat", "Certificate that it gives, as jobs.certificates writes it"),
    Column("competency", TEXT, "Kompetensi", "Competency that it teaches, as job_competencies writes it"),
    Column("level", WHOLE, "Level", "Level of the competency that it leads to", minimum=0, maximum=10),
    Column("seats", WHOLE, "Kursi", "People that it takes; empty: not known, and nobody is sent", minimum=0,
           maximum=10**6),
    Column("starts_on", DATE, "Mulai", "First day"),
    Column("ends_on", DATE, "Selesai", "Last day; empty: not known, and nobody is sent"),
    Column("place", TEXT, "Tempat", "Where it is held"),
), unique=("course_id",))  # fmt: skip

WORKLOAD: Final = Table("workload", "Uraian tugas ABK", "Task rows of a workload analysis.", (
    Column("post_id", TEXT, "ID formasi", "Post", key=True, refers="posts.post_id"),
    Column("task", TEXT, "Uraian tugas", "Task", key=True),
    Column("approach", CODE, "Pendekatan", "Approach; default OUTPUT",
           codes=("OUTPUT", "OBJECT", "EQUIPMENT", "TASK")),
    Column("volume", NUMBER, "Volume", "Units a year; objects; machines", key=True, minimum=0,
           maximum=10**9),
    Column("minutes", NUMBER, "Norma waktu (menit)", "Minutes for one unit; not for EQUIPMENT", minimum=0,
           maximum=10**6),
    Column("per_person", NUMBER, "Rasio per pegawai", "Objects or machines that one person serves", minimum=0,
           maximum=10**9),
    Column("shifts", NUMBER, "Jumlah sif", "Shifts, for EQUIPMENT; default 1", minimum=0, maximum=100),
))  # fmt: skip

SCHOOLS: Final = Table("schools", "Sekolah", "School counts, as Dapodik reports them.", (
    Column("unit_id", TEXT, "ID unit", "Unit of the school", key=True, refers="units.unit_id"),
    Column("stage", CODE, "Jenjang sekolah", "Stage of the school", key=True,
           codes=("TK", "SD", "SMP", "SMA", "SMK", "SLB")),
    Column("npsn", TEXT, "NPSN", "National school number"),
    Column("pupils", WHOLE, "Peserta didik", "Pupils", minimum=0),
    Column("classes", WHOLE, "Rombel", "Class groups (rombongan belajar)", minimum=0),
    Column("classrooms", WHOLE, "Ruang kelas", "Classrooms", minimum=0),
    Column("teachers", WHOLE, "Guru", "Teachers reported, all kinds", minimum=0),
    Column("special_area", BOOL, "Daerah khusus", "School in a special area"),
    Column("private", BOOL, "Swasta", "Private school: it has no posts of the agency; empty: a state school"),
), unique=("unit_id",))  # fmt: skip

SUBJECT_HOURS: Final = Table("subject_hours", "Jam mata pelajaran", "Weekly hours of a subject in a school.", (
    Column("unit_id", TEXT, "ID unit", "Unit of the school", key=True, refers="units.unit_id"),
    Column("subject", TEXT, "Mata pelajaran", "Subject", key=True),
    Column("weekly_hours", NUMBER, "Jam per minggu", "Hours a week, all classes together", key=True, minimum=0,
           maximum=100_000),
), unique=("unit_id", "subject"))  # fmt: skip

HEALTH_CENTRES: Final = Table("health_centres", "Puskesmas", "Kind of health centre, for staffing norms.", (
    Column("unit_id", TEXT, "ID unit", "Unit of the health centre", key=True, refers="units.unit_id"),
    Column("inpatient", BOOL, "Rawat inap", "Whether patients stay overnight", key=True),
    Column("area", CODE, "Kawasan", "Area; default RURAL", codes=("URBAN", "RURAL", "REMOTE")),
), unique=("unit_id",))  # fmt: skip
