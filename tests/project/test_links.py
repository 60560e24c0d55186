"""Links between our own pages lead somewhere."""

import re
from pathlib import Path

LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
CODE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
INLINE_CODE = re.compile(r"`[^`\n]*`")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def test_relative_links_resolve(root: Path, files: list[Path]) -> None:
    broken = []
    for page in files:
        if page.suffix == ".md":
            broken += [f"{page.relative_to(root)}: {link}" for link in _links(page) if not _resolves(page, link, root)]
    assert broken == [], "\n".join(["these lead nowhere:", *broken])


def test_links_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    other = tmp_path / "other.md"
    other.write_text("# A heading, with `code`\n")
    page.write_text(
        "# Here\n[a](other.md) [b](other.md#a-heading-with-code) [c](#here) [d](none.md) [e](other.md#none)\n"
        "[f](https://example.org) ![g](none.png) `[h](code.md)`\n```\n[i](code.md)\n```\n"
    )
    links = _links(page)
    assert links == ["other.md", "other.md#a-heading-with-code", "#here", "none.md", "other.md#none", "none.png"]
    assert [link for link in links if not _resolves(page, link, tmp_path)] == ["none.md", "other.md#none", "none.png"]


def _links(page: Path) -> list[str]:
    text = INLINE_CODE.sub("", CODE.sub("", page.read_text("utf-8")))
    return [link for link in LINK.findall(text) if not ELSEWHERE.match(link)]


def _resolves(page: Path, link: str, root: Path) -> bool:
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists() or not target.is_relative_to(root):
        return False
    return not anchor or target.suffix != ".md" or anchor in _anchors(target)


def _anchors(page: Path) -> set[str]:
    headings = HEADING.findall(CODE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
