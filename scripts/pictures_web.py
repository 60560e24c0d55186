"""The pictures of the web application for README and handbook, from a demonstration that is being served.

python scripts/pictures_web.py http://localhost:8000 FOLDER     writes needs.png plan.png whatif.png phone.png
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

WIDE = ViewportSize(width=1440, height=960)
PHONE = ViewportSize(width=390, height=844)
PASSWORD = "penata-demo-2026"
PLAN = "/rencana/hasil/1/"


def main(base: str, folder: Path) -> None:
    """Log in as the analyst, once at a desk and once on a telephone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        desk = _enter(browser, base, WIDE, scale=1)
        _take(desk, base + "/kebutuhan/", folder / "needs.png")
        _take(desk, base + PLAN, folder / "plan.png")
        _ask_what_if(desk, base)
        desk.screenshot(path=folder / "whatif.png")
        _take(_enter(browser, base, PHONE, scale=2), base + PLAN, folder / "phone.png")
        browser.close()


def _enter(browser: Browser, base: str, size: ViewportSize, *, scale: float) -> Page:
    page = browser.new_context(
        viewport=size, device_scale_factor=scale, locale="id-ID", color_scheme="light", reduced_motion="reduce"
    ).new_page()
    page.goto(base + "/akun/login/")
    page.fill("input[name=login]", "analis")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "login" not in url)
    return page


def _take(page: Page, address: str, file: Path) -> None:
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=file)


def _ask_what_if(page: Page, base: str) -> None:
    """What if the first person of the list stays?"""
    page.goto(base + PLAN + "perpindahan/", wait_until="networkidle")
    employee_id = str(page.locator("main table a[href*='/pegawai/']").first.get_attribute("href")).split("/")[-2]
    page.goto(base + PLAN + "andai/")
    page.get_by_role("link", name="Tetap di tempat").click()
    page.fill("#orang", employee_id)
    page.wait_for_selector(f"input[name=pegawai][value='{employee_id}']")
    page.check(f"input[name=pegawai][value='{employee_id}']")
    page.get_by_role("button", name="Coba", exact=True).click()
    page.wait_for_selector("#jawaban table, #jawaban .figures", timeout=180_000)
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
