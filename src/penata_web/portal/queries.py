"""What waits for somebody, by role: the next steps on the first page."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata_web.needs.queries import is_stale, latest_reading
from penata_web.planning.enums import CycleState, PlanState
from penata_web.planning.models import Cycle
from penata_web.planning.queries.cycles import cycles
from penata_web.planning.queries.plans import visible_plans
from penata_web.registry.enums import BatchState
from penata_web.registry.models import Batch, RefusedRow
from penata_web.registry.queries.tasks import open_tasks
from penata_web.shared.acting import Acting
from penata_web.shared.enums import Role
from penata_web.shared.models import Job


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do or to read: what, why, where; ``tone`` warn where it waits."""

    title: str
    words: str
    url: str
    action: str
    tone: str = ""


def steps(acting: Acting, *, at: dt.datetime, today: dt.date) -> list[Step]:
    """What this capacity does next, the most pressing first."""
    found = list(_BY_ROLE[acting.role](acting, at, today)) if acting.role in _BY_ROLE else []
    return sorted(found, key=lambda step: step.tone != "warn")


def own_jobs(acting: Acting) -> list[Job]:
    """The last few jobs that one asked for."""
    return list(Job.objects.filter(account=acting.account)[:5])


def _analyst(acting: Acting, at: dt.datetime, today: dt.date) -> Iterator[Step]:
    if not Batch.objects.filter(state=BatchState.TAKEN).exists():
        yield Step(
            _("Masukkan data instansi"), _("Belum ada data. Mulai dari ekspor SIASN; tidak ada yang diketik ulang."),
            reverse("registry:import-new"), _("Impor data"), "warn",
        )  # fmt: skip
        return
    refused = RefusedRow.objects.filter(settled_at=None)
    if waiting := refused.values("batch", "file", "sheet", "row").distinct().count():
        yield Step(
            ngettext("%(n)d baris ditolak menunggu", "%(n)d baris ditolak menunggu", waiting) % {"n": waiting},
            _("Perbaiki di sumbernya, lalu unggah lagi; baris lain tidak terhambat."), reverse("registry:refused"),
            _("Lihat baris"), "warn",
        )  # fmt: skip
    yield from _disputes(acting, today)
    yield from _reading()
    yield Step(
        _("Formasi kosong dan yang akan pergi"),
        _("Nama dan tanggal: siapa pensiun atau habis kontrak dalam 12 bulan, formasi mana yang kosong."),
        reverse("registry:home"), _("Lihat nama"),
    )  # fmt: skip
    yield Step(
        _("Periksa daftar usulan"),
        _("Unggah daftar nama: setiap baris diperiksa, MS, TMS, atau BTL, dengan alasannya."),
        reverse("planning:reviews"), _("Periksa daftar"),
    )  # fmt: skip
    yield from _cycles(acting, at)


def _reading() -> Iterator[Step]:
    reading = latest_reading()
    if reading is None:
        yield Step(
            _("Kebutuhan belum dihitung"),
            _("Sekali tekan: kekurangan, kelebihan, dan siapa berhenti dalam lima tahun."),
            reverse("needs:home"), _("Ke kebutuhan"), "warn",
        )  # fmt: skip
    elif is_stale(reading):
        yield Step(
            _("Data berubah sejak kebutuhan dihitung"), _("Hitung ulang agar peta dan angka sama dengan data."),
            reverse("needs:home"), _("Ke kebutuhan"), "warn",
        )  # fmt: skip


def _unit_head(acting: Acting, at: dt.datetime, today: dt.date) -> Iterator[Step]:
    yield from _disputes(acting, today)
    yield Step(
        _("Kebutuhan unit Saudara"), _("Siapa ada, apa yang kurang, dan siapa pensiun dalam lima tahun."),
        reverse("needs:home"), _("Ke kebutuhan"),
    )  # fmt: skip
    yield Step(
        _("Lembar ABK unit Saudara"), _("Uraian tugas, volume, dan waktu; disetujui sebelum dipakai."),
        reverse("needs:sheets"), _("Ke lembar ABK"),
    )  # fmt: skip
    for plan in visible_plans(acting, at).filter(state=PlanState.DONE)[:3]:
        yield Step(
            f"{plan.scenario.cycle.name}: {plan.scenario.name}",
            _("Siapa datang ke unit Saudara, siapa pergi, dan apa yang tetap kurang."),
            reverse("planning:plan", args=[plan.pk]), _("Baca"),
        )  # fmt: skip


def _committee(acting: Acting, at: dt.datetime, _today: dt.date) -> Iterator[Step]:
    yield Step(
        _("Jabatan pimpinan yang lowong"), _("Calon disandingkan; pilihan tim dicatat dengan alasannya."),
        reverse("planning:vacancies"), _("Ke jabatan lowong"),
    )  # fmt: skip
    yield from _cycles(acting, at)


def _decider(acting: Acting, at: dt.datetime, _today: dt.date) -> Iterator[Step]:
    ready = visible_plans(acting, at).filter(state=PlanState.DONE, scenario__cycle__state=CycleState.OPEN)
    if ready.exists():
        yield Step(
            _("Rencana menunggu keputusan"), _("Bandingkan skenario; satu dikunci sebagai usulan untuk konsultasi."),
            reverse("planning:home"), _("Ke rencana"), "warn",
        )  # fmt: skip
    yield from _cycles(acting, at)


def _employee(acting: Acting, at: dt.datetime, _today: dt.date) -> Iterator[Step]:
    if not acting.employee_id:
        yield Step(
            _("Akun ini belum terhubung dengan NIP"), _("Minta pengelola sistem menghubungkannya."),
            reverse("capacity"),
            _("Lihat peran"), "warn",
        )  # fmt: skip
        return
    yield Step(
        _("Data Saudara"), _("Periksa setiap isian: benarkan, atau sanggah bila keliru."),
        reverse("registry:person", args=[acting.employee_id]), _("Ke data saya"),
    )  # fmt: skip
    for plan in visible_plans(acting, at).filter(state=PlanState.DONE)[:3]:
        yield Step(
            _("Saudara dalam “%(plan)s”") % {"plan": plan.scenario.cycle.name},
            _("Apa yang diusulkan bagi Saudara, mengapa, dan apa yang dapat Saudara lakukan."),
            reverse("planning:plan-person", args=[plan.pk, acting.employee_id]), _("Baca"),
        )  # fmt: skip


def _auditor(acting: Acting, at: dt.datetime, _today: dt.date) -> Iterator[Step]:
    yield Step(
        _("Jejak audit"), _("Siapa berbuat apa, kapan, dalam peran apa, dan mengapa."),
        reverse("acts"), _("Ke jejak audit"),
    )  # fmt: skip
    yield from _cycles(acting, at)


def _admin(acting: Acting, at: dt.datetime, today: dt.date) -> Iterator[Step]:
    yield Step(
        _("Akun dan peran"), _("Berikan peran dengan surat tugasnya; akhiri bila selesai."), reverse("accounts"),
        _("Ke akun"),
    )  # fmt: skip
    if not Batch.objects.filter(state=BatchState.TAKEN).exists():
        yield from _analyst(acting, at, today)


def _disputes(acting: Acting, today: dt.date) -> Iterator[Step]:
    if count := open_tasks(acting, on=today).count():
        yield Step(
            ngettext("%(n)d sanggahan data menunggu", "%(n)d sanggahan data menunggu", count) % {"n": count},
            _("Pegawai menyanggah isian datanya; jawab satu per satu."), reverse("registry:tasks"), _("Jawab"), "warn",
        )  # fmt: skip


def _cycles(acting: Acting, at: dt.datetime) -> Iterator[Step]:
    found: list[Cycle] = list(cycles(acting, at)[:3])
    for cycle in found:
        plans = visible_plans(acting, at).filter(scenario__cycle=cycle, state=PlanState.DONE).count()
        yield Step(
            cycle.name,
            _("%(state)s; %(n)d rencana selesai dihitung.")
            % {"state": cycle.get_state_display().capitalize(), "n": plans},
            reverse("planning:cycle", args=[cycle.pk]), _("Buka"),
        )  # fmt: skip
    if not found and acting.has(Role.ANALYST, Role.ADMIN):
        yield Step(
            _("Buka siklus mutasi"),
            _("Data dibekukan pada satu tanggal; skenario dihitung dan dibandingkan di dalamnya."),
            reverse("planning:home"), _("Ke rencana"),
        )  # fmt: skip


_BY_ROLE = {
    Role.ANALYST: _analyst, Role.UNIT_HEAD: _unit_head, Role.COMMITTEE: _committee, Role.DECIDER: _decider,
    Role.EMPLOYEE: _employee, Role.AUDITOR: _auditor, Role.ADMIN: _admin,
}  # fmt: skip
