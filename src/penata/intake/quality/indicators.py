"""The indicators of the national index of ASN data quality whose text is known (law DQ-01), as data.

Of the 27 indicators (7 completeness, 6 timeliness, 10 accuracy, 4 consistency) thirteen are named by our corpus.
The others are listed as unknown: a score that invents them would not be the index's.
"""

from typing import Final

import polars as pl

from penata.intake.quality import nip
from penata.intake.quality.findings import EMPLOYEE, SIASN, Check
from penata.vocabulary import PNS_RANKS, Category, Employment, Sex, Status

_NIP: Final = pl.col("employee_id")
_IS_NIP: Final = pl.col("asn") & nip.is_nip(_NIP)
_IS_PNS: Final = pl.col("employment").is_in([Employment.PNS, Employment.CPNS])
_SEX_DIGIT: Final = pl.col("sex").replace_strict({Sex.MALE.value: "1", Sex.FEMALE.value: "2"}, default=None)

COMPLETENESS: Final = (
    Check(
        code="COM_1",
        name="SKP kosong",
        frame="persons",
        applies=pl.col("asn")
        & pl.col("appraised").is_not_null()
        & (pl.col("cpns_on").is_null() | (pl.col("cpns_on").dt.year() < pl.col("on").dt.year())),
        fails=~pl.col("appraised"),
        detail=pl.lit("tidak ada penilaian kinerja dalam dua tahun terakhir"),
        who=EMPLOYEE,
        remedy="Isi SKP dan hasil penilaian tahun terakhir; pejabat penilai menetapkannya.",
        lacking="tabel appraisals tidak ada dalam himpunan data",
    ),
    Check(
        code="COM_2",
        name="Jabatan kosong",
        frame="persons",
        applies=pl.col("asn"),
        fails=pl.col("job_id").is_null(),
        detail=pl.lit("jabatan tidak terisi"),
        who=SIASN,
        remedy="Lengkapi riwayat jabatan (SK dan TMT) di SIASN.",
        lacking="tidak ada pegawai ASN",
    ),
    Check(
        code="COM_3",
        name="Pendidikan kosong",
        frame="persons",
        applies=pl.col("asn"),
        fails=pl.col("education_level").is_null(),
        detail=pl.lit("tingkat pendidikan tidak terisi"),
        who=EMPLOYEE,
        remedy="Unggah ijazah terakhir pada riwayat pendidikan.",
        lacking="tidak ada pegawai ASN",
    ),
)

TIMELINESS: Final = (
    Check(
        code="TIM_1",
        name="Unor tidak aktif",
        frame="persons",
        applies=pl.col("asn") & pl.col("unit_active").is_not_null(),
        fails=~pl.col("unit_active"),
        detail=pl.format("ditempatkan pada unit yang tidak aktif: {}", "unit_id"),
        who=SIASN,
        remedy="Pindahkan ke unor penggantinya dengan riwayat unor baru.",
        lacking="tidak diketahui unit mana yang masih aktif (kolom units.active; diisi dari HierarkiUnor)",
    ),
    Check(
        code="TIM_4",
        name="Struktural ganda",
        frame="persons",
        applies=pl.col("asn") & pl.col("leading") & pl.col("holders").is_not_null(),
        fails=pl.col("holders") > pl.col("seats"),
        detail=pl.format("{}: {} orang pada {} kursi", pl.coalesce("job", "post_id"), "holders", "seats"),
        who=SIASN,
        remedy="Tetapkan satu pejabat definitif; yang lain dipindahkan atau dicatat sebagai Plt./Plh.",
        lacking="tidak ada jabatan struktural yang terisi",
    ),
    Check(
        code="TIM_5",
        name="Melewati BUP tetapi masih aktif",
        frame="persons",
        applies=pl.col("asn") & (pl.col("status") == Status.ACTIVE) & pl.col("retires_on").is_not_null(),
        fails=pl.col("retires_on") <= pl.col("on"),
        detail=pl.format("pensiun sejak {}", "retires_on"),
        who=SIASN,
        remedy="Proses pemberhentian dengan hak pensiun, atau perbaiki tanggal lahir/jabatan bila keliru.",
        lacking="tanggal lahir atau BUP jabatan tidak diketahui",
    ),
)

ACCURACY: Final = (
    Check(
        code="ACC_3",
        name="Struktural dengan masa kerja kurang dari 2 tahun",
        frame="persons",
        applies=_IS_PNS & pl.col("leading") & pl.col("months_in_service").is_not_null(),
        fails=pl.col("months_in_service") < pl.col("least_service"),
        detail=pl.format("masa kerja {} bulan", "months_in_service"),
        who=SIASN,
        remedy="Periksa TMT CPNS dan jabatan; salah satunya keliru.",
        lacking="tidak ada pejabat struktural dengan TMT CPNS",
    ),
    Check(
        code="ACC_6",
        name="Pendidikan di bawah syarat jabatan",
        frame="persons",
        applies=pl.col("asn") & pl.col("education_order").is_not_null() & pl.col("required_education").is_not_null(),
        fails=pl.col("education_order") < pl.col("required_education"),
        detail=pl.format("pendidikan {} di bawah syarat jabatan {}", "education_level", pl.coalesce("job", "job_id")),
        who=EMPLOYEE,
        remedy="Mutakhirkan pendidikan terakhir; bila memang di bawah syarat, BKPSDM meninjau jabatannya.",
        lacking="syarat pendidikan jabatan tidak diketahui",
    ),
    Check(
        code="ACC_10",
        name="JPT di bawah pangkat minimal",
        frame="persons",
        applies=(pl.col("category") == Category.JPT) & pl.col("rank").is_in(PNS_RANKS),
        fails=pl.col("rank_order") < pl.col("required_rank"),
        detail=pl.format("golongan {} pada JPT", "rank"),
        who=SIASN,
        remedy="Periksa golongan terakhir dan SK jabatan.",
        lacking="tidak ada JPT dengan golongan yang diketahui",
    ),
)

CONSISTENCY: Final = (
    Check(
        code="CON_1",
        name="TMT CPNS tidak sesuai angka 9–14 NIP",
        frame="persons",
        applies=_IS_NIP & _IS_PNS & pl.col("cpns_on").is_not_null(),
        fails=pl.col("cpns_on").dt.strftime("%Y%m") != nip.appointment_digits(_NIP),
        detail=pl.format("TMT CPNS {}, NIP menyebut {}", pl.col("cpns_on"), nip.appointment_digits(_NIP)),
        who=SIASN,
        remedy="Cocokkan dengan SK CPNS; perbaiki TMT, atau ajukan perbaikan NIP.",
        lacking="tidak ada PNS dengan NIP 18 angka dan TMT CPNS",
    ),
    Check(
        code="CON_2",
        name="Tanggal lahir tidak sesuai angka 1–8 NIP",
        frame="persons",
        applies=_IS_NIP & pl.col("birth_date").is_not_null(),
        fails=pl.col("birth_date").dt.strftime("%Y%m%d") != nip.birth_digits(_NIP),
        detail=pl.lit("tanggal lahir berbeda dari angka 1–8 NIP"),
        who=EMPLOYEE,
        remedy="Cocokkan dengan akta/ijazah; perbaiki tanggal lahir, atau ajukan perbaikan NIP.",
        lacking="tidak ada pegawai dengan NIP 18 angka dan tanggal lahir",
    ),
    Check(
        code="CON_3",
        name="Jenis kelamin tidak sesuai angka 15 NIP",
        frame="persons",
        applies=_IS_NIP & _SEX_DIGIT.is_not_null(),
        fails=nip.sex_digit(_NIP) != _SEX_DIGIT,
        detail=pl.lit("jenis kelamin berbeda dari angka 15 NIP"),
        who=EMPLOYEE,
        remedy="Perbaiki jenis kelamin di data utama, atau ajukan perbaikan NIP.",
        lacking="tidak ada pegawai dengan NIP 18 angka dan jenis kelamin",
    ),
    Check(
        code="CON_4",
        name="Tahun pengangkatan tidak sesuai angka 9–12 NI PPPK",
        frame="persons",
        applies=_IS_NIP & pl.col("pppk") & pl.col("cpns_on").is_not_null(),
        fails=pl.col("cpns_on").dt.strftime("%Y") != nip.appointment_year_digits(_NIP),
        detail=pl.format(
            "pengangkatan pertama {}, NI PPPK menyebut {}",
            pl.col("cpns_on").dt.year(),
            nip.appointment_year_digits(_NIP),
        ),
        who=SIASN,
        remedy="Cocokkan dengan SK pengangkatan pertama PPPK.",
        lacking="tidak ada PPPK dengan NI PPPK 18 angka dan tanggal pengangkatan pertama",
    ),
)

DIMENSIONS: Final = {
    "COM": ("Kelengkapan", COMPLETENESS),
    "TIM": ("Ketepatan waktu", TIMELINESS),
    "ACC": ("Keakuratan", ACCURACY),
    "CON": ("Konsistensi", CONSISTENCY),
}
"""Indonesian name and known indicators of each dimension; weights and counts are dated values of the law room."""
