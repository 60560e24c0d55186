"""The words that everything else uses: codes, their order and their Indonesian labels.

Codes are stored as upper-case symbols; labels are the official Indonesian terms. Nothing here is a
legal threshold: numbers that a regulation sets live in ``penata.law``.
"""

from enum import StrEnum
from typing import Final


class AgencyKind(StrEnum):
    """Kind of agency (*instansi*)."""

    REGENCY = "REGENCY"
    CITY = "CITY"
    PROVINCE = "PROVINCE"
    CENTRAL = "CENTRAL"


class UnitKind(StrEnum):
    """Kind of organisational unit (*unit organisasi*)."""

    OPD = "OPD"
    DIVISION = "DIVISION"
    SCHOOL = "SCHOOL"
    HEALTH_CENTRE = "HEALTH_CENTRE"
    HOSPITAL = "HOSPITAL"
    DISTRICT_OFFICE = "DISTRICT_OFFICE"
    POOL = "POOL"
    OTHER = "OTHER"


class Category(StrEnum):
    """Job category (*jenis jabatan*), highest first."""

    JPT = "JPT"
    ADMINISTRATOR = "ADMINISTRATOR"
    PENGAWAS = "PENGAWAS"
    FUNGSIONAL = "FUNGSIONAL"
    PELAKSANA = "PELAKSANA"


LEADING: Final = (Category.JPT, Category.ADMINISTRATOR, Category.PENGAWAS)


class Employment(StrEnum):
    """Kind of employment (*jenis kepegawaian*)."""

    PNS = "PNS"
    CPNS = "CPNS"
    PPPK = "PPPK"
    PPPK_PART_TIME = "PPPK_PART_TIME"
    NON_ASN = "NON_ASN"


COUNTED: Final = (Employment.PNS, Employment.CPNS, Employment.PPPK)
"""Kinds of employment that fill a need while their status is ACTIVE."""


class Status(StrEnum):
    """Legal standing of an employee (*kedudukan hukum*)."""

    ACTIVE = "ACTIVE"
    STUDY_LEAVE = "STUDY_LEAVE"
    UNPAID_LEAVE = "UNPAID_LEAVE"
    SECONDED = "SECONDED"
    SUSPENDED = "SUSPENDED"
    PRE_RETIREMENT = "PRE_RETIREMENT"


class Sex(StrEnum):
    """Sex as the NIP encodes it (digit 15: 1 male, 2 female)."""

    MALE = "M"
    FEMALE = "F"


class DutyKind(StrEnum):
    """Duty beside the definitive post (*jenis penugasan*)."""

    ACTING_PLT = "ACTING_PLT"
    ACTING_PLH = "ACTING_PLH"
    PJ = "PJ"
    ADDITIONAL = "ADDITIONAL"


class ConditionKind(StrEnum):
    """Personal condition that a rule or a weight may consider; sensitive."""

    DISCIPLINE_MINOR = "DISCIPLINE_MINOR"
    DISCIPLINE_MODERATE = "DISCIPLINE_MODERATE"
    DISCIPLINE_SEVERE = "DISCIPLINE_SEVERE"
    UNDER_EXAMINATION = "UNDER_EXAMINATION"
    ILLNESS = "ILLNESS"
    PREGNANCY = "PREGNANCY"
    DISABILITY = "DISABILITY"
    CARER = "CARER"
    OTHER = "OTHER"


PROTECTED_CONDITIONS: Final = (
    ConditionKind.ILLNESS,
    ConditionKind.PREGNANCY,
    ConditionKind.DISABILITY,
    ConditionKind.CARER,
)


class CredentialKind(StrEnum):
    """Professional credential: teacher's certificate, registration (STR), licence to practise (SIP)."""

    TEACHER_CERTIFICATE = "TEACHER_CERTIFICATE"
    STR = "STR"
    SIP = "SIP"
    OTHER = "OTHER"


class Predicate(StrEnum):
    """Performance predicate (*predikat kinerja*), best first."""

    SANGAT_BAIK = "SANGAT_BAIK"
    BAIK = "BAIK"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN"
    KURANG = "KURANG"
    SANGAT_KURANG = "SANGAT_KURANG"


class Relation(StrEnum):
    """Kinship between two employees."""

    SPOUSE = "SPOUSE"
    PARENT = "PARENT"
    CHILD = "CHILD"
    SIBLING = "SIBLING"


class Stance(StrEnum):
    """What a wish says of a place (*aspirasi*)."""

    WANT = "WANT"
    ACCEPT = "ACCEPT"
    REFUSE = "REFUSE"


class DecisionKind(StrEnum):
    """A decision that the plan must keep: stay, not there, there (or away)."""

    PIN = "PIN"
    FORBID = "FORBID"
    FORCE = "FORCE"


class LimitKind(StrEnum):
    """What a side limit of a plan (``[limits]`` of the policy) is about."""

    MAX_MOVES = "MAX_MOVES"
    MONEY = "MONEY"
    MONEY_OFFICE = "MONEY_OFFICE"
    LEAVERS = "LEAVERS"
    ARRIVALS = "ARRIVALS"
    GIVES = "GIVES"
    DONOR = "DONOR"
    DISTRICTS = "DISTRICTS"
    EXPERIENCED = "EXPERIENCED"
    COUPLES = "COUPLES"
    RELATIVES = "RELATIVES"
    TRAINING = "TRAINING"


class CalendarKind(StrEnum):
    """Dates that rules look at; other kinds are kept and ignored."""

    ELECTION_CANDIDATES_SET = "ELECTION_CANDIDATES_SET"
    HEAD_INAUGURATED = "HEAD_INAUGURATED"
    HEAD_TERM_ENDS = "HEAD_TERM_ENDS"
    HEAD_ACTING_FROM = "HEAD_ACTING_FROM"
    HEAD_ACTING_UNTIL = "HEAD_ACTING_UNTIL"
    HOLIDAY = "HOLIDAY"
    TERM_STARTS = "TERM_STARTS"


class Direction(StrEnum):
    """Direction of a move: *rotasi*, *promosi*, *penurunan*, *alih jabatan*."""

    LATERAL = "LATERAL"
    PROMOTION = "PROMOTION"
    DEMOTION = "DEMOTION"
    CHANGE_OF_FAMILY = "CHANGE_OF_FAMILY"


class Outcome(StrEnum):
    """What a rule answers about a person and a post."""

    PASS = "PASS"
    BAR = "BAR"
    GATE = "GATE"
    UNKNOWN = "UNKNOWN"


class ImutStatus(StrEnum):
    """Where a proposal stands in the national system I-MUT (*status usul*), condensed from the states of SIASN."""

    DRAFT = "DRAFT"
    FILES_CHECKED = "FILES_CHECKED"
    PROPOSAL_LETTER = "PROPOSAL_LETTER"
    LETTER_APPROVAL = "LETTER_APPROVAL"
    RECEIVED = "RECEIVED"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    FILES_RETURNED = "FILES_RETURNED"
    VALIDATED = "VALIDATED"
    PERTEK_INITIALS = "PERTEK_INITIALS"
    PERTEK_SIGNATURE = "PERTEK_SIGNATURE"
    REFUSED = "REFUSED"
    PERTEK_SIGNED = "PERTEK_SIGNED"
    DECREE_PREPARED = "DECREE_PREPARED"
    DECREE_DONE = "DECREE_DONE"
    PROFILE_UPDATED = "PROFILE_UPDATED"
    PERTEK_REOPENED = "PERTEK_REOPENED"
    DECREE_REOPENED = "DECREE_REOPENED"
    DELETED = "DELETED"


class RuleClass(StrEnum):
    """How a rule acts: it bars, asks for a document or approval, weighs, or informs."""

    HARD = "HARD"
    GATE = "GATE"
    SOFT = "SOFT"
    INFO = "INFO"


class Confidence(StrEnum):
    """How a rule's text was seen: quoted, secondary source, in public code, from memory."""

    QUOTED = "Q"
    SECONDARY = "S"
    CODE = "C"
    MEMORY = "M"


class Severity(StrEnum):
    """Weight of an intake issue: the row was refused, or it was kept with a remark."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    INFO = "INFO"


PNS_RANKS: Final = tuple(
    f"{roman}/{letter}"
    for roman, letters in (("I", "abcd"), ("II", "abcd"), ("III", "abcd"), ("IV", "abcde"))
    for letter in letters
)
"""Ranks (*pangkat/golongan*) of PNS and CPNS, lowest first."""

PPPK_RANKS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV",
                     "XVI", "XVII")  # fmt: skip
"""Grades (*golongan*) of PPPK, lowest first; they do not compare with PNS ranks."""

RANK_ORDER: Final = {rank: order for ranks in (PNS_RANKS, PPPK_RANKS) for order, rank in enumerate(ranks, start=1)}
"""Order of a rank inside its own scale (PNS 1–17, PPPK 1–17)."""

ESELON_ORDER: Final = {
    "V.b": 1, "V.a": 2, "IV.b": 3, "IV.a": 4, "III.b": 5, "III.a": 6, "II.b": 7, "II.a": 8, "I.b": 9, "I.a": 10,
}  # fmt: skip
"""Structural levels (*eselon*), lowest first."""

JENJANG_ORDER: Final = {
    "PEMULA": 1, "TERAMPIL": 2, "MAHIR": 3, "PENYELIA": 4,
    "AHLI_PERTAMA": 5, "AHLI_MUDA": 6, "AHLI_MADYA": 7, "AHLI_UTAMA": 8,
}  # fmt: skip
"""Levels of functional jobs (*jenjang*), lowest first."""

LEVEL_ORDER: Final = ESELON_ORDER | JENJANG_ORDER

EDUCATION_ORDER: Final = {
    "SD": 1, "SMP": 2, "SMA": 3, "D1": 4, "D2": 5, "D3": 6, "D4": 7, "S1": 7,
    "PROFESI": 8, "S2": 9, "SPESIALIS": 9, "SUBSPESIALIS": 10, "S3": 10,
}  # fmt: skip
"""Education levels (*tingkat pendidikan*), lowest first; D-IV and S-1 stand equal."""

LABELS: Final[dict[str, str]] = {
    Category.JPT: "Jabatan Pimpinan Tinggi",
    Category.ADMINISTRATOR: "Administrator",
    Category.PENGAWAS: "Pengawas",
    Category.FUNGSIONAL: "Jabatan Fungsional",
    Category.PELAKSANA: "Pelaksana",
    Employment.PPPK_PART_TIME: "PPPK paruh waktu",
    Employment.NON_ASN: "Non-ASN",
    Status.ACTIVE: "Aktif",
    Status.STUDY_LEAVE: "Tugas belajar",
    Status.UNPAID_LEAVE: "Cuti di luar tanggungan negara (CLTN)",
    Status.SECONDED: "Diperbantukan/dipekerjakan",
    Status.SUSPENDED: "Diberhentikan sementara",
    Status.PRE_RETIREMENT: "Masa persiapan pensiun (MPP)",
    Direction.LATERAL: "Rotasi",
    Direction.PROMOTION: "Promosi",
    Direction.DEMOTION: "Penurunan",
    Direction.CHANGE_OF_FAMILY: "Alih jabatan",
    DutyKind.ACTING_PLT: "Plt.",
    DutyKind.ACTING_PLH: "Plh.",
    DutyKind.PJ: "Pj.",
    DutyKind.ADDITIONAL: "Tugas tambahan",
    UnitKind.SCHOOL: "Sekolah",
    UnitKind.HEALTH_CENTRE: "Puskesmas",
    UnitKind.HOSPITAL: "Rumah sakit",
    UnitKind.DISTRICT_OFFICE: "Kecamatan",
    UnitKind.DIVISION: "Bagian/bidang",
    UnitKind.POOL: "Penampungan sementara",
    UnitKind.OTHER: "Lainnya",
    LimitKind.MAX_MOVES: "Jumlah perpindahan",
    LimitKind.MONEY: "Biaya pindah",
    LimitKind.MONEY_OFFICE: "Biaya pindah perangkat daerah",
    LimitKind.LEAVERS: "Yang pergi dari satu unit",
    LimitKind.ARRIVALS: "Yang datang ke satu unit",
    LimitKind.GIVES: "Yang dilepas perangkat daerah",
    LimitKind.DONOR: "Bagian pemberi yang adil",
    LimitKind.DISTRICTS: "Antarkecamatan",
    LimitKind.EXPERIENCED: "Yang berpengalaman di satu unit",
    LimitKind.COUPLES: "Syarat pribadi",
    LimitKind.RELATIVES: "Syarat pribadi",
    LimitKind.TRAINING: "Kursi pelatihan",
    ImutStatus.DRAFT: "Input berkas",
    ImutStatus.FILES_CHECKED: "Verifikasi berkas",
    ImutStatus.PROPOSAL_LETTER: "Surat usulan",
    ImutStatus.LETTER_APPROVAL: "Approval surat",
    ImutStatus.RECEIVED: "Terima usulan",
    ImutStatus.NOT_ELIGIBLE: "TMS",
    ImutStatus.FILES_RETURNED: "Perbaikan dokumen",
    ImutStatus.VALIDATED: "Disetujui",
    ImutStatus.PERTEK_INITIALS: "Paraf pertek",
    ImutStatus.PERTEK_SIGNATURE: "Menunggu TTD pertek",
    ImutStatus.REFUSED: "Ditolak",
    ImutStatus.PERTEK_SIGNED: "Sudah TTD pertek",
    ImutStatus.DECREE_PREPARED: "Pembuatan SK",
    ImutStatus.DECREE_DONE: "SK berhasil",
    ImutStatus.PROFILE_UPDATED: "Profil diperbarui",
    ImutStatus.PERTEK_REOPENED: "Perbaikan pertek",
    ImutStatus.DECREE_REOPENED: "Perbaikan SK",
    ImutStatus.DELETED: "Usulan dihapus",
    "PEMULA": "Pemula",
    "TERAMPIL": "Terampil",
    "MAHIR": "Mahir",
    "PENYELIA": "Penyelia",
    "AHLI_PERTAMA": "Ahli Pertama",
    "AHLI_MUDA": "Ahli Muda",
    "AHLI_MADYA": "Ahli Madya",
    "AHLI_UTAMA": "Ahli Utama",
    "SANGAT_BAIK": "Sangat Baik",
    "BAIK": "Baik",
    "BUTUH_PERBAIKAN": "Butuh Perbaikan",
    "KURANG": "Kurang",
    "SANGAT_KURANG": "Sangat Kurang",
}


def label(code: str | None) -> str:
    """Indonesian label of a code; the code itself where it is its own label, "–" where absent.

    >>> label("AHLI_MUDA"), label("PNS"), label(None)
    ('Ahli Muda', 'PNS', '–')
    """
    return "–" if code is None else LABELS.get(code, str(code))
