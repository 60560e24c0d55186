"""Our own checks: what a transfer plan needs of the data beyond the national index. They do not touch its score."""

from typing import Final

import polars as pl

from penata.intake.quality import nip
from penata.intake.quality.findings import EMPLOYEE, ORGANISATION, PLANNER, SIASN, UNIT_HEAD, Check
from penata.vocabulary import PNS_RANKS, Category, Employment, Stance

_EVERY: Final = pl.col("table").is_not_null()  # a bare literal cannot filter a frame that threads share
_PERSON: Final = "persons"
_HAS_POST: Final = pl.col("post").is_not_null()

PERSONS: Final = (
    Check("PEG_1", "NIP bukan 18 angka atau memuat tanggal yang mustahil", _PERSON, pl.col("asn"),
          ~nip.is_nip(pl.col("employee_id"))
          | nip.birth_date(pl.col("employee_id")).is_null()
          | nip.sex(pl.col("employee_id")).is_null(),
          pl.lit("bentuk NIP salah"), SIASN,
          "Tulis NIP sebagai teks 18 angka; bila datanya anonim, abaikan.", "tidak ada pegawai ASN"),
    Check("PEG_2", "Pegawai tercatat dua kali (nama dan tanggal lahir sama)", _PERSON,
          pl.col("same_person").is_not_null(), pl.col("same_person") > 1,
          pl.format("{} catatan dengan nama dan tanggal lahir yang sama", "same_person"), SIASN,
          "Pastikan satu orang satu catatan; hapus yang lama.", "tanggal lahir tidak ada"),
    Check("PEG_3", "Pegawai aktif tanpa formasi", _PERSON, pl.col("counted"), ~_HAS_POST,
          pl.lit("tidak duduk di formasi mana pun"), UNIT_HEAD,
          "Tetapkan unit dan jabatannya, atau biarkan rencana menempatkannya.", "tidak ada pegawai aktif"),
    Check("PEG_4", "TMT pada formasi tidak ada", _PERSON, pl.col("counted") & _HAS_POST,
          pl.col("in_post_since").is_null(), pl.lit("lama menjabat tidak dapat dihitung"), SIASN,
          "Isi TMT jabatan; aturan lama menjabat tidak dapat diuji tanpa itu.", "tidak ada pegawai aktif di formasi"),
    Check("PEG_5", "Tanggal lahir tidak ada", _PERSON, pl.col("counted"), pl.col("birth_date").is_null(),
          pl.lit("saat pensiun tidak dapat dihitung"), SIASN, "Isi tanggal lahir.", "tidak ada pegawai aktif"),
    Check("PEG_6", "Golongan tidak ada", _PERSON, pl.col("counted"), pl.col("rank").is_null(),
          pl.lit("golongan tidak terisi"), SIASN, "Isi golongan terakhir dan TMT-nya.", "tidak ada pegawai aktif"),
    Check("PEG_7", "Golongan tidak sesuai jenis kepegawaian", _PERSON,
          pl.col("rank").is_not_null() & pl.col("employment").is_in([Employment.PNS, Employment.CPNS, Employment.PPPK]),
          pl.col("rank").is_in(PNS_RANKS) == (pl.col("employment") == Employment.PPPK),
          pl.format("{} dengan golongan {}", "employment", "rank"), SIASN,
          "PNS bergolongan I/a–IV/e, PPPK bergolongan I–XVII; perbaiki salah satunya.", "golongan tidak ada"),
    Check("PEG_8", "Jenjang jabatan fungsional tidak diketahui", _PERSON,
          pl.col("counted") & (pl.col("category") == Category.FUNGSIONAL), pl.col("level").is_null(),
          pl.format("jabatan {} tanpa jenjang", "job"), SIASN,
          "Isi jabatan pegawai (job_id) lengkap dengan jenjangnya.", "tidak ada pejabat fungsional"),
    Check("PEG_9", "Urutan tanggal mustahil", _PERSON,
          pl.any_horizontal(pl.col("cpns_on", "pns_since", "in_post_since", "rank_since", "birth_date").is_not_null()),
          pl.any_horizontal(
              pl.col("cpns_on") > pl.col("pns_since"),
              pl.col("in_post_since") < pl.col("cpns_on"),
              pl.col("birth_date") >= pl.col("cpns_on"),
              pl.max_horizontal("in_post_since", "in_job_since", "rank_since", "cpns_on", "birth_date") > pl.col("on"),
          ),
          pl.concat_str(
              pl.when(pl.col("cpns_on") > pl.col("pns_since")).then(pl.lit("TMT CPNS sesudah TMT PNS")),
              pl.when(pl.col("in_post_since") < pl.col("cpns_on")).then(pl.lit("TMT jabatan sebelum TMT CPNS")),
              pl.when(pl.col("birth_date") >= pl.col("cpns_on")).then(pl.lit("lahir sesudah pengangkatan")),
              pl.when(
                  pl.max_horizontal("in_post_since", "in_job_since", "rank_since", "cpns_on", "birth_date")
                  > pl.col("on")
              ).then(pl.lit("tanggal sesudah tanggal berlaku")),
              separator="; ", ignore_nulls=True,
          ),
          SIASN, "Perbaiki tanggal yang keliru menurut SK.", "tidak ada tanggal sama sekali"),
    Check("PEG_10", "Akhir kontrak PPPK tidak ada", _PERSON, pl.col("pppk"), pl.col("contract_until").is_null(),
          pl.lit("masa perjanjian kerja tidak diketahui"), SIASN,
          "Isi tanggal akhir perjanjian kerja; proyeksi lima tahun memerlukannya.", "tidak ada PPPK"),
    Check("PEG_11", "Bidang pendidikan tidak ada", _PERSON, pl.col("counted"), pl.col("education_field").is_null(),
          pl.lit("kesesuaian pendidikan tidak dapat dinilai"), EMPLOYEE,
          "Isi program studi pendidikan terakhir.", "tidak ada pegawai aktif"),
)  # fmt: skip

ORGANISATION_CHECKS: Final = (
    Check("FOR_1", "Formasi tanpa kebutuhan", "posts", _EVERY, pl.col("need").is_null(),
          pl.lit("tanpa kebutuhan, formasi dibekukan"), ORGANISATION,
          "Isi kebutuhan dari ABK, atau hitung dari norma: penata needs --write.", "tidak ada formasi"),
    Check("FOR_2", "Jumlah minimum di atas kebutuhan", "posts",
          pl.col("safe_minimum").is_not_null() & pl.col("need").is_not_null(),
          pl.col("safe_minimum") > pl.col("need"),
          pl.format("minimum {}, kebutuhan {}", "safe_minimum", "need"), ORGANISATION,
          "Turunkan jumlah minimum atau perbaiki kebutuhan.", "tidak ada formasi dengan jumlah minimum"),
    Check("FOR_3", "Kebutuhan nol tetapi ada pegawai", "posts", pl.col("need").is_not_null(),
          (pl.col("need") == 0) & (pl.col("filled") > 0), pl.format("{} orang pada kebutuhan 0", "filled"),
          ORGANISATION, "Pastikan 0 memang ditetapkan; bila tidak diketahui, kosongkan.", "tidak ada kebutuhan"),
    Check("FOR_4", "Formasi yang sama tercatat lebih dari sekali", "posts", _EVERY, pl.col("same_post") > 1,
          pl.format("unit {}, jabatan {}: {} formasi", "unit_id", "job_id", "same_post"), PLANNER,
          "Gabungkan menjadi satu formasi dengan jumlah kebutuhannya.", "tidak ada formasi"),
    Check("FOR_5", "Jabatan struktural dengan lebih dari satu kursi", "posts",
          pl.col("leading") & pl.col("need").is_not_null(), pl.col("need") > 1, pl.format("kebutuhan {}", "need"),
          ORGANISATION, "Satu jabatan struktural satu kursi; pisahkan menurut unitnya.",
          "tidak ada formasi struktural dengan kebutuhan"),
    Check("UNI_1", "Unit tanpa koordinat", "units", pl.col("posts") > 0, pl.col("place").is_null(),
          pl.lit("jarak ke unit ini tidak dapat dihitung"), PLANNER,
          "Isi koordinat unit atau kode kecamatannya.", "tidak ada unit dengan formasi"),
    Check("UNI_2", "Dua pejabat definitif memimpin satu unit", "units", pl.col("heads") > 0, pl.col("heads") > 1,
          pl.format("{} pemimpin: {}", "heads", "head_ids"), SIASN,
          "Tetapkan satu pemimpin definitif; penugasan lain dicatat sebagai Plt./Plh./tugas tambahan.",
          "tidak ada formasi yang ditandai memimpin unit (posts.leads_unit)"),
    Check("UNI_3", "Susunan unit melingkar", "units", pl.col("parent_id").is_not_null(), pl.col("circle"),
          pl.lit("atasan unit ini pada akhirnya adalah dirinya sendiri"), ORGANISATION,
          "Perbaiki ID atasan unit.", "tidak ada unit yang menyebut atasannya"),
    Check("JAB_1", "Jenis jabatan tidak diketahui", "jobs", pl.col("used"), pl.col("category").is_null(),
          pl.lit("pegawainya tidak dapat direncanakan"), PLANNER, "Isi jenis jabatan (category).",
          "tidak ada jabatan pada formasi"),
    Check("JAB_2", "Rumpun jabatan tidak diketahui", "jobs",
          pl.col("used") & pl.col("category").is_in([Category.FUNGSIONAL, Category.PELAKSANA]),
          pl.col("ladder").is_null() & pl.col("family").is_null(),
          pl.lit("hanya jabatan yang sama dapat dituju"), PLANNER, "Isi jabatan fungsional (ladder) atau rumpun.",
          "tidak ada jabatan fungsional atau pelaksana"),
    Check("SEK_1", "Jumlah guru sekolah tidak sama dengan daftar pegawai", "schools",
          pl.col("teachers").is_not_null(), pl.col("teachers") != pl.col("teachers_in_employees"),
          pl.format("Dapodik {}, daftar pegawai {}", "teachers", "teachers_in_employees"), UNIT_HEAD,
          "Cocokkan Dapodik dengan daftar pegawai; guru honorer hanya ada di Dapodik.",
          "tidak ada jumlah guru dari Dapodik"),
)  # fmt: skip

_PLACED: Final = pl.col("stance").is_in([Stance.WANT, Stance.ACCEPT])

WISHES: Final = (
    Check("ASP_1", "Aspirasi ke tempat atau oleh pegawai yang tidak dikenal", "wishes", _EVERY, pl.col("dangling"),
          pl.format("tujuan {}", pl.coalesce("post_id", "unit_id", "district_id", pl.lit("–"))), PLANNER,
          "Perbaiki NIP atau ID tujuan.", "tidak ada aspirasi"),
    Check("ASP_2", "Aspirasi tanpa tujuan atau dengan lebih dari satu tujuan", "wishes", _EVERY,
          pl.col("places") != 1, pl.format("{} tujuan dalam satu baris", "places"), PLANNER,
          "Isi tepat satu dari formasi, unit, atau kecamatan.", "tidak ada aspirasi"),
    Check("ASP_3", "Aspirasi tanpa urutan", "wishes", _PLACED, pl.col("rank").is_null(),
          pl.format("{} tanpa urutan", "stance"), PLANNER, "Isi urutan; 1 yang paling diinginkan.",
          "tidak ada aspirasi yang memerlukan urutan"),
    Check("ASP_4", "Aspirasi ke formasi sendiri", "wishes", pl.col("post_id").is_not_null(),
          pl.col("post_id") == pl.col("own_post_id"), pl.lit("tujuan sama dengan formasi sekarang"), EMPLOYEE,
          "Hapus, atau nyatakan ingin tetap kepada penyusun rencana.", "tidak ada aspirasi ke formasi"),
)  # fmt: skip

CHECKS: Final = (*PERSONS, *ORGANISATION_CHECKS, *WISHES)
