"""Every part of the look on one page, with rows that look real: only in development."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from penata_web.shared.charts import Chart, Dot, Link, Series
from penata_web.shared.icons import ICONS
from penata_web.shared.maps import Flow, Key, Map, Point
from penata_web.shared.widgets import FileDrop, Slider

LONG = "Dr. Hj. Siti Rahmawati Nurhalimah Kusumawardhani, S.Pd., M.Pd."
DISTRICTS = ("Seruyan Hulu", "Suling Tambun", "Batu Ampar", "Hanau", "Danau Sembuluh", "Seruyan Raya", "Seruyan Hilir")
GAPS = (-61, -38, -22, -14, 3, 17, 46)
YEARS = ("2027", "2028", "2029", "2030", "2031")
COLUMNS = (
    ("name", "Nama", "person"),
    ("post", "Jabatan pada unit", "text"),
    ("rank", "Golongan", "text"),
    ("retires", "BUP", "date"),
    ("points", "Nilai", "points"),
    ("state", "Syarat", "status"),
)
PEOPLE = (
    (LONG, "Guru Ahli Madya Bahasa Indonesia pada SMP Negeri 4 Satu Atap Hanau", "IV/b", "1 Mar 2031", "82,4", "MS"),
    ("Drs. Bambang Sutrisno", "Kepala SMP Negeri 1 Seruyan Hilir", "IV/a", "1 Mei 2027", "77,0", "BTL"),
    ("Yuni", "Perawat Terampil pada Puskesmas Telaga Pulang", "II/d", "1 Jan 2052", "–", "TMS"),
)
TONES = {"MS": "good", "BTL": "warn", "TMS": "stop"}


@dataclass(frozen=True)
class Sample:
    """A table as `shared/listing.html` wants it."""

    id: str
    title: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    query: str = ""
    is_narrowed: bool = False
    empty_title: str = "Belum ada pegawai"
    empty_text: str = "Daftar ini diisi dari ekspor SIASN."
    empty_url: str = "?"
    empty_action: str = "Impor data"
    reset_url: str = "?"
    query_name: str = "cari"

    @property
    def columns(self) -> list[dict[str, str]]:
        """Heads; the first is sorted."""
        return [
            {"name": name, "label": label, "kind": kind, "sort_url": f"?urut={name}", "sorted": "ascending" * (not at)}
            for at, (name, label, kind) in enumerate(COLUMNS)
        ]

    @property
    def total(self) -> int:
        """As if there were more than these."""
        return 1247 * len(self.rows) // 3

    first = 1
    last = 3
    export_url = "?berkas=xlsx"
    kept = (("urut", "name"),)
    pages = (("1", "?hal=1", True), ("2", "?hal=2", False), ("…", "", False), ("25", "?hal=25", False))
    filters = (
        {"name": "rank", "label": "Golongan", "options": [("IV/a", "IV/a", False), ("IV/b", "IV/b", True)]},
        {"name": "unit", "label": "Unit organisasi", "options": [("1", "Dinas Pendidikan dan Kebudayaan", False)]},
    )


@dataclass(frozen=True)
class SampleJob:
    """A job at some moment."""

    id: int
    title: str
    state: str
    words: str
    stage: str = ""
    done: int = 0
    total: int = 0
    error: str = ""
    result_url: str = ""
    cancel_asked: bool = False

    @property
    def is_over(self) -> bool:
        """Shown as finished, so that the gallery asks for nothing."""
        return self.state in {"DONE", "FAILED"}

    @property
    def percent(self) -> int:
        """How far."""
        return 100 * self.done // self.total if self.total else 0

    def get_state_display(self) -> str:
        """The state in words."""
        return self.words


class SampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label="Nama skenario", help_text="Nama yang Anda kenali bulan depan.")
    weight = forms.IntegerField(
        label="Bobot jarak ke rumah", widget=Slider(attrs={"min": 0, "max": 10}), initial=4, max_value=10,
        help_text="0 berarti jarak tidak diperhitungkan.",
    )  # fmt: skip
    day = forms.DateField(label="Per tanggal", widget=forms.DateInput(attrs={"type": "date"}))
    unit = forms.ChoiceField(label="Unit", choices=[("", "Pilih unit"), ("1", "Dinas Pendidikan dan Kebudayaan")])
    kind = forms.ChoiceField(
        label="Jenis mutasi",
        choices=[("r", "Rotasi"), ("p", "Promosi"), ("a", "Alih jabatan")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label="Alasan", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label="Saya sudah memeriksa daftar ini", help_text="Dicatat dalam jejak audit.")
    file = forms.FileField(label="Berkas", widget=FileDrop(attrs={"accept": ".xlsx,.csv"}), required=False)


def gallery(request: HttpRequest) -> HttpResponse:
    """The page; `?sunyi` leaves the messages out."""
    if "sunyi" not in request.GET:
        messages.success(request, "214 baris diambil alih. Anda dapat membatalkannya sebagai satu kesatuan.")
        messages.warning(request, "3 baris ditolak dan menunggu dalam daftar.")
    wrong = SampleForm({"weight": "4"})
    wrong.is_valid()
    context = {
        **_charts(), "place_map": _map(), "form": SampleForm(auto_id="contoh_%s"), "wrong": wrong, "icons": ICONS,
        "table": Sample("pegawai", "Pegawai", [_row(*person) for person in PEOPLE]),
        "none": Sample("kosong", "Formasi kosong"),
        "narrow": Sample("sempit", "Pegawai pensiun", query="zzz", is_narrowed=True, empty_title="Tidak ada"),
        "tabs": [("Ringkasan", "?", True), ("Tabel", "?t=2", False), ("Proyeksi lima tahun", "?t=3", False)],
        "steps": [("Pilih berkas", "done"), ("Periksa", "current"), ("Ambil alih", "todo")],
        "figures": [
            (214, "orang", "kekurangan dibanding kebutuhan (ABK)", "?a", ""),
            ("38", "dari 112", "unit di bawah jumlah minimum agar layanan berjalan", "?b", "warn"),
            (7, "orang", "tidak memenuhi syarat tetapi ada dalam usulan", "?c", "stop"),
            (0.184, "", "indeks keseimbangan; 0 berarti merata", "", ""),
            (1024, "orang", "pensiun sampai akhir 2031", "?d", ""),
        ],
        "facts": [("Nama", LONG), ("NIP", "19780412 200312 2 004"), ("Jabatan", PEOPLE[0][1]), ("Golongan", "IV/b"),
                  ("TMT jabatan", "1 April 2022"), ("Rumah", None)],
        "jobs": [
            SampleJob(1, "Mengambil alih ekspor SIASN", "DONE", "Selesai", result_url="?"),
            SampleJob(2, "Menghitung “Draf 3”", "FAILED", "Gagal", error="Berkas kebutuhan berubah setelah dikunci."),
            SampleJob(3, "Menghitung rencana “Draf 4”", "RUNNING", "Berjalan", "Mencari susunan", 3120, 8013),
        ],
        "as_of": timezone.localdate(), "version": "0.1.0",
    }  # fmt: skip
    return render(request, "shared/gallery.html", context)


def _row(*texts: str) -> dict[str, Any]:
    cells = [
        {"column": {"name": name, "label": label, "kind": kind}, "text": text, "url": "", "tone": TONES.get(text, "")}
        for (name, label, kind), text in zip(COLUMNS, texts, strict=True)
    ]
    return {"cells": cells, "url": "?orang=1", "tone": ""}


def _charts() -> dict[str, Chart]:
    return {**_of_amounts(), **_of_two_sides()}


def _of_amounts() -> dict[str, Chart]:
    return {
        "diverging": Chart(
            kind="diverging", title="Hulu kekurangan, hilir kelebihan", unit="orang", x=DISTRICTS,
            words="Terisi dikurangi kebutuhan, semua jabatan fungsional",
            series=(Series("Selisih", GAPS, tuple(f"?k={name}" for name in DISTRICTS)),),
        ),
        "lines": Chart(
            kind="lines", title="Tanpa pengangkatan, guru kelas habis dalam lima tahun", unit="orang", x=YEARS,
            series=(Series("Guru kelas", (512, 455, 391, 320, 248)), Series("Perawat", (188, 181, 170, 166, 151)),
                    Series("Kebutuhan guru", (560, 560, 565, 570, 570))),
        ),
        "bars": Chart(
            kind="bars", title="Kekurangan terbesar: guru kelas", unit="orang",
            x=("Guru Kelas SD", "Guru Bahasa Indonesia SMP", "Perawat", "Analis SDM Aparatur Ahli Muda", "Bidan"),
            series=(Series("", (88, 41, 32, 21, 9)),),
        ),
        "grouped": Chart(
            kind="bars", title="Kekurangan dulu dan kini", unit="orang", x=DISTRICTS[:4],
            series=(Series("Dulu", (61, 38, 22, 14), look="before"), Series("Kini", (20, 12, 9, 0), look="after")),
        ),
        "waterfall": Chart(
            kind="waterfall", title="Pindah lebih baik 11,5 poin daripada tetap", unit="poin",
            x=("Tetap", "Kebutuhan unit tujuan", "Kecocokan kompetensi", "Jarak ke rumah", "Lama di unit", "Pindah"),
            series=(Series("Poin", (62.0, 14.5, 6.0, -11.0, 2.0, 73.5)),),
        ),
    }  # fmt: skip


def _of_two_sides() -> dict[str, Chart]:
    return {
        "frontier": Chart(
            kind="frontier", title="Setelah 96 pindah, tiap orang berikutnya menutup sedikit",
            x_name="Orang yang pindah", y_name="Kekurangan yang tersisa",
            dots=(Dot("", 0, 214), Dot("Hemat", 48, 151, "?h", True), Dot("", 72, 128),
                  Dot("Draf 3", 96, 118, "?d", True), Dot("", 140, 110), Dot("Penuh", 190, 104, "?p", True)),
        ),
        "scatter": Chart(
            kind="scatter", title="Unit kecil paling berat kekurangannya",
            x_name="Kebutuhan (orang)", y_name="Terisi (%)",
            dots=tuple(Dot(f"SDN {n + 1} {DISTRICTS[n % 7]}", 6 + 3.1 * n, 52 + (n * 37 % 45)) for n in range(18)),
        ),
        "flow": Chart(
            kind="flow", title="Arus terbesar: dari Hilir ke Hulu", unit="orang",
            links=(Link("Seruyan Hilir", "Seruyan Hulu", 31, "?1"), Link("Seruyan Hilir", "Suling Tambun", 12),
                   Link("Seruyan Raya", "Seruyan Hulu", 9), Link("Seruyan Raya", "Batu Ampar", 7),
                   Link("Danau Sembuluh", "Hanau", 4)),
        ),
        "heat": Chart(
            kind="heat", diverging=True, title="Guru dan perawat kurang di hulu", unit="orang",
            x=("Guru Kelas", "Guru Mapel", "Perawat", "Bidan", "Dokter", "Administrasi", "Penyuluh"),
            series=tuple(
                Series(name, tuple(None if (row + at) % 11 == 10 else gap // 4 + (at * 5 % 7) - 3 for at in range(7)))
                for row, (name, gap) in enumerate(zip(DISTRICTS, GAPS, strict=True))
            ),
        ),
    }  # fmt: skip


def _map() -> Map:
    spots = (
        (-1.55, 112.2),
        (-1.75, 112.0),
        (-2.1, 112.3),
        (-2.45, 112.25),
        (-2.75, 112.4),
        (-2.6, 112.65),
        (-3.2, 112.5),
    )
    return Map(
        title="Yang kurang ada di hulu, yang lebih ada di hilir", unit="orang",
        words="Besar lingkaran: kebutuhan; warna: selisih terisi dan kebutuhan",
        points=tuple(
            Point(name, lat, lon, gap, 100 + 4 * abs(gap), f"?k={name}", f"terisi {100 + gap} dari 100")
            for name, gap, (lat, lon) in zip(DISTRICTS, GAPS, spots, strict=True)
        ),
        flows=(Flow("Seruyan Hilir", "Seruyan Hulu", 31), Flow("Seruyan Raya", "Batu Ampar", 7),
               Flow("Seruyan Hilir", "Suling Tambun", 12)),
        key=Key("kekurangan", "cukup", "kelebihan"),
    )  # fmt: skip
