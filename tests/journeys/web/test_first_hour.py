"""The first hour of the head of the transfer section, who never saw it: from exports to two pages for the regent."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from web_cast import AS_OF

from penata.synthetic import synthesise
from penata.synthetic.siasn import write_siasn
from penata_web.registry import queries
from penata_web.registry.models import Batch, Employee
from penata_web.registry.operations import undo_batch
from penata_web.shared.acting import SYSTEM
from penata_web.shared.models import Account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "kata-sandi-jam-pertama"
PEOPLE = 300
NAMES = 30


@pytest.fixture
def exports(tmp_path: Path) -> list[Path]:
    """What the office has of SIASN and e-Formasi; the registry knows nothing yet."""
    undo_batch(batch=Batch.objects.get(), by=SYSTEM, at=timezone.now(), reason="Registri kosong untuk jam pertama")
    write_siasn(synthesise(seed=7, employees=PEOPLE, as_of=AS_OF), tmp_path)
    return sorted(file for file in tmp_path.iterdir() if file.suffix in {".xlsx", ".csv"})


def log_in(page: Page, host: str) -> None:
    account = Account.objects.get(username="analyst")
    account.set_password(PASSWORD)
    account.save()
    page.goto(host)
    page.locator("#id_login").fill("analyst")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def bring_in(page: Page, host: str, exports: list[Path]) -> None:
    page.goto(f"{host}/data/impor/baru")
    page.locator("#id_uploads").set_input_files(exports)
    page.locator("#id_as_of").fill(AS_OF.isoformat())
    page.get_by_role("button", name="Unggah dan periksa").click()
    expect(page.get_by_role("heading", name="Apakah semua baris terhitung?")).to_be_visible()


def test_first_hour(live_server, page: Page, cast, acting, exports: list[Path]) -> None:
    host = live_server.url
    log_in(page, host)

    bring_in(page, host, exports)
    (counts,) = [one for one in Batch.objects.latest("pk").found["counts"] if one["file"].startswith("Data_ASN")]
    row = page.get_by_role("row").filter(has_text="Data_ASN_Juni_2026.xlsx").first
    expect(row).to_contain_text(str(counts["read"]))
    assert counts["read"] == counts["kept"] + counts["refused"]
    assert counts["read"] >= PEOPLE
    page.get_by_role("link", name=re.compile("Cocokkan angka")).click()
    expect(page.locator("#angka")).to_contain_text(str(counts["kept"]))
    page.get_by_role("button", name="Ambil alih ke registri").click()
    expect(page.locator(".steps")).to_be_visible()
    assert Batch.objects.latest("pk").state == "TAKEN"
    assert Employee.objects.current().count() == counts["kept"]

    page.goto(f"{host}/data/formasi/?hanya=kosong")
    vacant = queries.vacant(acting("analyst"), on=timezone.localdate())
    expect(page.locator("main")).to_contain_text(re.compile(rf"\b{vacant.count()}\b"))
    seat = page.locator("main tbody tr").first.locator("a").first.inner_text()
    assert seat.split(" · ")[0] in set(vacant.values_list("job", flat=True))

    page.goto(f"{host}/kebutuhan/")
    page.get_by_role("button", name=re.compile("Hitung")).first.click()
    page.goto(f"{host}/kebutuhan/lima-tahun/nama/?bulan=12")
    leaving = queries.leaving(acting("analyst"), on=AS_OF)
    expect(page.locator("table").first).to_contain_text(leaving[0].name)

    data = Employee.objects.current().exclude(post_id=None).order_by("employee_id")
    seats = list(data.values_list("post_id", flat=True))
    people = list(data.values_list("employee_id", flat=True))[:NAMES]
    page.goto(f"{host}/rencana/usulan/baru/")
    page.locator("textarea").first.fill("\n".join(f"{one}\t{seats[-1 - n]}" for n, one in enumerate(people)))
    page.locator("main form button.primary").click()
    expect(page.locator("main table").first).to_be_visible()
    expect(page.locator("main")).to_contain_text(re.compile(rf"\b{NAMES} (nama|baris|orang)"))

    two_pages_for_the_regent(page, host)


def two_pages_for_the_regent(page: Page, host: str) -> None:
    page.goto(f"{host}/rencana/siklus/baru/")
    page.locator("#id_name").fill("Mutasi semester II 2026")
    page.locator("#id_as_of").fill(AS_OF.isoformat())
    page.locator("#id_effective_date").fill("2026-07-31")
    page.get_by_role("button", name="Buka dan bekukan data").click()
    page.get_by_role("link", name="Dasar").first.click()
    page.get_by_role("button", name="Hitung rencana").click()
    page.get_by_role("link", name="Buka rencana").click()
    expect(page.locator(".head .lead")).to_be_visible()
    page.goto(f"{page.url.split('?')[0]}ringkas/")
    expect(page.locator(".brief")).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 2
