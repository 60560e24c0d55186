"""Words for the settings of a policy, and the sections in which people meet them."""

from typing import Final

from django.utils.translation import gettext_lazy as _

SECTIONS: Final = (
    ("bobot", _("Bobot"), _("Berapa poin setiap hal dalam nilai sebuah perpindahan. Nol: tidak ikut menimbang."),
     ("weights.",)),
    ("tujuan", _("Tujuan"), _("Apa yang didahulukan, dan berapa yang boleh dilepas demi yang lain."),
     ("kinds", "shortage", "mode", "level_weights.", "tolerance.")),
    ("batas", _("Batas"), _("Yang tidak boleh dilampaui rencana. Kosong: tidak dibatasi."),
     ("limits.", "moving_cost.")),
    ("jangkauan", _("Jangkauan"), _("Formasi mana yang direncanakan, dan syarat mana yang boleh menyusul."),
     ("categories.", "gates_", "missing_need", "max_distance_km", "nearest")),
    ("pelaksanaan", _("Pelaksanaan"), _("Kapan perpindahan berlaku, dan tukar tempat sukarela."),
     ("transition.", "exchange.")),
    ("kecocokan", _("Kecocokan"), _("Bagian setiap unsur dalam kecocokan; hanya perbandingannya yang berarti."),
     ("merit.",)),
)  # fmt: skip

LABELS: Final = {
    "kinds": (_("Jenis perpindahan yang boleh diusulkan"), ""),
    "max_distance_km": (_("Jarak paling jauh dari rumah (km)"), _("Calon yang lebih jauh tidak dilihat.")),
    "nearest": (_("Calon terdekat per formasi"), _("Hanya sekian calon terdekat yang dilihat.")),
    "missing_need": (_("Formasi tanpa kebutuhan"), ""),
    "shortage": (_("Kekurangan mana yang didahulukan"), ""),
    "mode": (_("Kekurangan dan nilai"), ""),
    "level_weights.shortage": (_("Poin untuk satu formasi yang kosong seluruhnya"), _("Hanya bila ditimbang bersama.")),
    "tolerance.shortage": (_("Kekurangan boleh lebih buruk (per seribu)"), _("Demi nilai yang lebih tinggi.")),
    "tolerance.gain": (_("Nilai boleh berkurang (per seribu)"), _("Demi perpindahan yang lebih sedikit.")),
    "categories.JPT": (_("Jabatan pimpinan tinggi"), ""),
    "categories.ADMINISTRATOR": (_("Jabatan administrator"), ""),
    "categories.PENGAWAS": (_("Jabatan pengawas"), ""),
    "categories.FUNGSIONAL": (_("Jabatan fungsional"), ""),
    "categories.PELAKSANA": (_("Jabatan pelaksana"), ""),
    "gates_own": (_("Syarat berupa dokumen sendiri"), _("Bila belum ada saat rencana dibuat.")),
    "gates_outside": (_("Syarat berupa persetujuan instansi luar"), _("Sampai persetujuannya tercatat.")),
    "weights.fit": (_("Kecocokan dengan jabatan"), _("Cocok sepenuhnya di tempat baru, dikurangi di tempat lama.")),
    "weights.wish": (_("Keinginan pertama yang terkabul"), ""),
    "weights.wish_step": (_("Berkurang untuk setiap urutan keinginan berikutnya"), ""),
    "weights.accept": (_("Tempat yang bersedia diterima"), ""),
    "weights.refusal": (_("Biaya tempat yang ditolak"), ""),
    "weights.distance_per_10km": (_("Lebih dekat ke rumah, per 10 km"), _("Lebih jauh mengurangi sama besar.")),
    "weights.distance_cap": (_("Paling banyak untuk jarak"), ""),
    "weights.disruption": (_("Biaya setiap perpindahan"), ""),
    "weights.selection": (_("Kinerja dan pengalaman di tempat yang diperebutkan"), ""),
    "weights.release": (_("Berasal dari unit yang kelebihan"), _("Juga biaya memindahkan yang dilindungi.")),
    "weights.last_resort": (_("Biaya syarat yang menjadi jalan terakhir"), ""),
    "weights.development": (_("Jabatan pimpinan pertama bagi yang siap"), ""),
    "weights.rotation": (_("Terlalu lama di satu tempat"), ""),
    "weights.breadth": (_("Bidang dan unit yang baru baginya"), ""),
    "merit.absent": (_("Kinerja atau potensi yang tidak tercatat"), ""),
    "merit.fit.education_level": (_("Jenjang pendidikan"), ""),
    "merit.fit.education_field": (_("Bidang pendidikan"), ""),
    "merit.fit.experience": (_("Pengalaman"), ""),
    "merit.fit.subject": (_("Mata pelajaran"), ""),
    "merit.fit.certificates": (_("Sertifikat"), ""),
    "merit.fit.competencies": (_("Kompetensi"), ""),
    "limits.max_moves": (_("Paling banyak orang yang pindah"), ""),
    "limits.money": (_("Paling banyak biaya pindah (rupiah)"), _("Isi juga biaya satu perpindahan di bawah.")),
    "limits.leavers_percent": (_("Yang keluar dari satu unit (persen)"), ""),
    "limits.arrivals_percent": (_("Yang masuk ke satu unit (persen)"), ""),
    "limits.couples_km": (_("Suami dan istri tidak lebih jauh dari (km)"), ""),
    "limits.relatives_apart": (_("Kerabat tidak sejalur atasan-bawahan"), ""),
    "limits.experienced_percent": (_("Yang berpengalaman di setiap unit (persen)"), ""),
    "limits.experienced_years": (_("Berpengalaman berarti sekian tahun"), ""),
    "limits.gives_percent": (_("Yang dilepas satu perangkat daerah (persen)"), ""),
    "limits.donor_percent": (_("Bagian satu perangkat daerah dari semua yang dilepas (persen)"), ""),
    "limits.training": (_("Yang perlu pelatihan muat di kursi pelatihan"), ""),
    "moving_cost.base": (_("Biaya setiap perpindahan (rupiah)"), ""),
    "moving_cost.per_km": (_("Biaya per kilometer (rupiah)"), ""),
    "moving_cost.per_dependant": (_("Biaya per tanggungan (rupiah)"), ""),
    "transition.first_day": (_("Hari pertama perpindahan"), _("Kosong: sejak rencana berlaku.")),
    "transition.days_between_waves": (_("Hari antara dua tahap pelantikan"), ""),
    "transition.most_waves": (_("Paling banyak tahap"), _("Lebih dari itu: bertukar pada hari yang sama.")),
    "transition.handover_days": (_("Hari serah terima"), _("Pengganti mulai sekian hari lebih awal.")),
    "transition.school_calendar": (_("Sekolah hanya pada awal semester"), ""),
    "transition.school_days": (_("Awal semester berarti sekian hari"), ""),
    "transition.skip_weekends": (_("Tidak pada Sabtu dan Minggu"), ""),
    "transition.training": (_("Pelatihan sebelum bertugas"), ""),
    "exchange.mechanism": (_("Cara tukar tempat"), ""),
    "exchange.fit_tolerance": (_("Kecocokan boleh lebih rendah (persen)"), ""),
    "exchange.max_ring": (_("Paling banyak orang dalam satu tukar tempat"), ""),
    "exchange.vacancies": (_("Kursi kosong ikut ditukar"), ""),
    "exchange.first": (_("Tukar tempat sukarela lebih dahulu"), ""),
    "preset": (_("Paket"), ""),
    "rules_off": (_("Aturan yang dimatikan"), ""),
    "rules_on": (_("Aturan tambahan yang dinyalakan"), ""),
}  # fmt: skip

CHOICES: Final = {
    "balance": _("Seimbang"),
    "development": _("Pengembangan"),
    "rotation": _("Penyegaran"),
    "merit": _("Merit"),
    "wishes": _("Aspirasi"),
    "LATERAL": _("Setara (rotasi)"),
    "CHANGE_OF_FAMILY": _("Alih jabatan"),
    "PROMOTION": _("Promosi"),
    "OTHER_AGENCY": _("Antarinstansi"),
    "freeze": _("Dibiarkan: tidak ada yang datang atau pergi"),
    "filled": _("Jumlah sekarang dianggap kebutuhannya"),
    "squared": _("Yang paling banyak kurang di satu tempat"),
    "worst_first": _("Yang paling parah dibanding kebutuhannya"),
    "lexicographic": _("Kekurangan dahulu, lalu nilai"),
    "weighted": _("Ditimbang bersama menjadi satu nilai"),
    "plan": _("Direncanakan"),
    "shortlist": _("Daftar calon untuk Tim Penilai Kinerja"),
    "keep": _("Dibiarkan"),
    "allow": _("Boleh menyusul"),
    "last_resort": _("Jalan terakhir"),
    "forbid": _("Menghalangi"),
    "middle": _("Dianggap tengah"),
    "lowest": _("Dianggap terendah"),
    "to_be": _("Kecocokan pemegang dijaga"),
    "ttc": _("Kecocokan tidak dilihat"),
}


PARAMETERS: Final = {
    "mut.min_months": _("Paling singkat di formasi sebelum pindah (bulan)"),
    "mut.max_months": _("Di atas ini perpindahan wajib dipertimbangkan (bulan)"),
    "mut.min_months_jpt": _("Paling singkat di jabatan pimpinan tinggi (bulan)"),
    "mut.min_months_jpt_reason": _("Di bawah ini perlu alasan tercatat, jabatan pimpinan tinggi (bulan)"),
    "bup.min_months_left": _("Sisa masa kerja paling sedikit (bulan)"),
    "guru.sd.minimum": _("Guru kelas paling sedikit di satu SD (orang)"),
    "guru.sd.minimum.special": _("Guru kelas paling sedikit di SD daerah khusus (orang)"),
    "review.retirement_months": _("Catatan pada daftar usulan bila pensiun dalam (bulan)"),
    "due.retirement_months": _("Masuk daftar yang akan pensiun dalam (bulan)"),
    "due.contract_months": _("Masuk daftar PPPK yang habis perjanjian dalam (bulan)"),
}
"""Legal values that the law leaves to the agency, by their id in the library."""


def preset_words(name: str, sentence: str) -> str:
    """A preset with what it wants."""
    return f"{CHOICES.get(name, name)}: {sentence}"


def words(path: str) -> str:
    """The label of a setting; a legal parameter or a table of an expert is called by its path."""
    if path.startswith("parameters."):
        return str(PARAMETERS.get(path.removeprefix("parameters."), path))
    known = LABELS.get(path)
    return str(known[0]) if known else path
