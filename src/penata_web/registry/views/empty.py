"""What a list without rows says: nothing was brought in yet, or not yet on that day."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from penata_web.registry.views.day import Day
from penata_web.shared.listing import Empty


def nothing_known(day: Day, otherwise: Empty) -> Empty:
    """Why a list is empty, and what to do first."""
    if day.since is None:
        return Empty(
            _("Belum ada data"),
            _("Impor dulu data pegawai, unit, jabatan, dan formasi; setelah itu daftar ini terisi."),
            day.url("registry:home"),
            _("Ke halaman Data"),
        )
    if day.is_before:
        since = date_format(day.since, "j F Y")
        return Empty(
            _("Belum ada data per tanggal ini"),
            _("Penata mengenal keadaan sejak %(since)s; sebelum itu tidak ada yang diimpor.") % {"since": since},
            f"?per={day.since.isoformat()}",
            _("Lihat keadaan %(since)s") % {"since": since},
        )
    return otherwise
