"""Official terms with a plain explanation: shown on hover and focus, and on the page "Istilah"."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

TERMS: Final[dict[str, tuple[Any, Any]]] = {
    "ABK": (
        _("Analisis beban kerja"),
        _("Cara menghitung berapa orang yang dibutuhkan, dari volume tugas dan waktunya."),
    ),
    "ASN": (_("Aparatur sipil negara"), _("PNS dan PPPK.")),
    "Aspirasi": (_("Keinginan pegawai"), _("Tempat yang diinginkan, diterima, atau tidak diinginkan seorang pegawai.")),
    "Batas aman": (
        _("Jumlah minimum agar layanan berjalan"),
        _("Sebuah formasi tidak pernah turun di bawah angka ini karena rencana."),
    ),
    "Bezetting": (_("Terisi"), _("Berapa orang yang sekarang menduduki suatu formasi.")),
    "BKPSDM": (
        _("Badan Kepegawaian dan Pengembangan Sumber Daya Manusia"),
        _("Perangkat daerah yang mengelola pegawai."),
    ),
    "BTL": (_("Berkas tidak lengkap"), _("Boleh diusulkan, tetapi ada dokumen atau persetujuan yang belum ada.")),
    "BUP": (_("Batas usia pensiun"), _("Umur saat seorang pegawai pensiun; bergantung pada jabatannya.")),
    "EJ": (_("Efektivitas jabatan"), _("Beban kerja nyata dibandingkan dengan kemampuan orang yang ada.")),
    "Formasi": (
        _("Jabatan pada sebuah unit"),
        _("Satu jenis jabatan di satu unit, dengan jumlah orang yang dibutuhkan."),
    ),
    "I-MUT": (_("Layanan mutasi BKN"), _("Sistem nasional tempat usul mutasi diproses; Penata menyiapkan paketnya.")),
    "JF": (
        _("Jabatan fungsional"),
        _("Jabatan dengan keahlian atau keterampilan tertentu, misalnya guru dan perawat."),
    ),
    "JPT": (_("Jabatan pimpinan tinggi"), _("Sekretaris daerah, kepala dinas, dan yang setingkat.")),
    "MS": (_("Memenuhi syarat"), _("Tidak ada aturan yang menghalangi dan tidak ada berkas yang kurang.")),
    "NIP": (
        _("Nomor induk pegawai"),
        _("Delapan belas angka: tanggal lahir, bulan pengangkatan, jenis kelamin, nomor urut."),
    ),
    "Pertek": (_("Pertimbangan teknis"), _("Pendapat BKN yang diperlukan sebelum suatu keputusan ditetapkan.")),
    "PPK": (
        _("Pejabat Pembina Kepegawaian"),
        _("Yang berwenang memutuskan mutasi: bupati, wali kota, atau gubernur."),
    ),
    "PPPK": (_("Pegawai pemerintah dengan perjanjian kerja"), _("ASN dengan masa kontrak.")),
    "Rantai": (_("Geser berantai"), _("Beberapa perpindahan yang saling membuka tempat.")),
    "SIASN": (_("Sistem informasi ASN"), _("Sistem data kepegawaian nasional; ekspornya dibaca Penata apa adanya.")),
    "SKP": (_("Sasaran kinerja pegawai"), _("Rencana dan penilaian kinerja seorang pegawai.")),
    "Tahap": (_("Tahap pelantikan"), _("Perpindahan yang berlaku pada hari yang sama.")),
    "TMS": (_("Tidak memenuhi syarat"), _("Ada aturan yang menghalangi; aturannya selalu disebut.")),
    "TMT": (_("Terhitung mulai tanggal"), _("Hari suatu keputusan mulai berlaku.")),
}
"""Term, what it stands for, what it means."""
