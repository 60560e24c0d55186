"""From a file to a locked proposal, through the pages: import, needs, cycle, scenario, run, what if, compare, lock."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from playwright.sync_api import Page, expect
from web_cast import AS_OF, regency

from penata_web.planning.models import Cycle, Plan
from penata_web.registry.models import Batch, Employee
from penata_web.shared.models import Act

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NEXT = AS_OF + dt.timedelta(days=1)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The people of the next day: one of them has another name."""
    people = regency()["employees"].select("employee_id", "employment", "name")
    file = tmp_path / "employees.csv"
    people.with_columns(
        name=pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("Nama Baru")).otherwise("name")
    ).write_csv(file)
    return file


def test_from_a_file_to_a_locked_proposal(live_server, sit_down: Callable[[str], Page], cast, newer: Path) -> None:
    host = live_server.url
    page = sit_down("analyst")
    import_changes(page, host, newer)
    read_needs(page, host)
    cycle = open_cycle(page, host, cast.committee)
    first = run(page)
    second = run_other_scenario(page, host, cycle)
    try_what_if(page, host, first)
    compare(page, host, first, second)
    lock(sit_down("committee"), host, first)
    verbs = set(Act.objects.values_list("verb", flat=True))
    assert {"TAKE_BATCH", "READ_NEEDS", "OPEN_CYCLE", "FREEZE_DATASET", "START_RUN", "FREEZE_PLAN"} <= verbs


def import_changes(page: Page, host: str, file: Path) -> None:
    page.goto(f"{host}/data/impor/baru")
    page.locator("#id_uploads").set_input_files(file)
    page.locator("#id_as_of").fill(NEXT.isoformat())
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.get_by_role("link", name=re.compile("Perbedaan")).click()
    expect(page.locator("#perbedaan")).to_contain_text("Nama Baru")
    page.get_by_role("button", name="Ambil alih ke registri").click()
    expect(page.get_by_role("button", name="Batalkan impor")).to_be_visible()
    assert Batch.objects.latest("pk").state == "TAKEN"
    assert Employee.objects.current().filter(name="Nama Baru").count() == 1


def read_needs(page: Page, host: str) -> None:
    page.goto(f"{host}/kebutuhan/")
    page.get_by_role("button", name=re.compile("Hitung")).first.click()
    page.goto(f"{host}/kebutuhan/")
    expect(page.locator(".head .lead")).to_contain_text(re.compile(r"\d+ orang"))


def open_cycle(page: Page, host: str, member: object) -> Cycle:
    page.goto(f"{host}/rencana/siklus/baru/")
    page.locator("#id_name").fill("Mutasi semester II 2026")
    page.locator("#id_as_of").fill(NEXT.isoformat())
    page.locator("#id_effective_date").fill("2026-07-31")
    page.get_by_label(str(member), exact=True).check()
    page.get_by_role("button", name="Buka dan bekukan data").click()
    page.get_by_role("link", name="Dasar").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dasar")
    return Cycle.objects.get()


def run(page: Page) -> Plan:
    page.get_by_role("button", name="Hitung rencana").click()
    expect(page.get_by_role("link", name="Buka rencana")).to_be_visible()
    return Plan.objects.latest("pk")


def run_other_scenario(page: Page, host: str, cycle: Cycle) -> Plan:
    page.goto(f"{host}/rencana/siklus/{cycle.pk}/skenario/baru/")
    page.locator("#id_name").fill("Pengembangan")
    page.locator('input[name="preset"][value="development"]').check()
    page.locator("main form button.primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pengembangan")
    return run(page)


def try_what_if(page: Page, host: str, plan: Plan) -> None:
    page.goto(f"{host}/rencana/hasil/{plan.pk}/perpindahan/")
    person = page.locator('main a[href*="/pegawai/"]').first
    who = (person.get_attribute("href") or "").strip("/").split("/")[-1]
    page.goto(f"{host}/rencana/hasil/{plan.pk}/andai/?jenis=PIN")
    page.locator("#orang").press_sequentially(who)
    page.locator(f'#pilih-orang input[value="{who}"]').check()
    page.get_by_role("button", name="Coba").click()
    expect(page.locator(".head .lead")).to_contain_text("tetap di tempat")
    expect(page.locator("#jawaban")).to_contain_text(re.compile(r"dijawab dalam \d"), timeout=60_000)


def compare(page: Page, host: str, first: Plan, second: Plan) -> None:
    page.goto(f"{host}/rencana/bandingkan/?rencana={first.pk}&rencana={second.pk}")
    expect(page.locator("main")).to_contain_text("Pengembangan")
    told = page.get_by_role("row").filter(has_text="Orang yang pindah")
    for plan in (first, second):
        expect(told).to_contain_text(str(plan.figures["counts"]["moves"]))


def lock(page: Page, host: str, plan: Plan) -> None:
    page.goto(f"{host}/rencana/hitungan/{plan.pk}/kunci/")
    page.locator("#id_reason").fill("Paling banyak mengisi kekurangan guru.")
    unconfirmed = page.locator("#id_unconfirmed_reason")
    if unconfirmed.count():
        unconfirmed.fill("Bagian hukum mencocokkan naskah sampai akhir bulan.")
    page.locator("main form button.primary").click()
    expect(page.locator(".head .lead")).to_contain_text("Usulan untuk konsultasi: Dasar")
    plan.refresh_from_db()
    assert plan.scenario.frozen_plan_id == plan.pk
    assert plan.scenario.cycle.state == "PROPOSED"
