"""Every text of the screens has its English, and the compiled catalogues are those of the texts."""

import importlib.util
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

ROOT = Path(__file__).parents[2]
SPEC = importlib.util.spec_from_file_location("catalogues", ROOT / "scripts" / "catalogues.py")
assert SPEC is not None
assert SPEC.loader is not None
catalogues = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(catalogues)


@pytest.mark.parametrize("stage", catalogues.stages())
def test_every_text_has_its_english(stage: str) -> None:
    assert catalogues.untranslated(catalogues.merged(stage)) == []


@pytest.mark.parametrize("stage", catalogues.stages())
def test_compiled_catalogue_says_what_the_readable_one_says(stage: str) -> None:
    written = said(catalogues.merged(stage))
    if not written:
        return
    with catalogues.po_file(stage).with_suffix(".mo").open("rb") as file:
        compiled = said(read_mo(file))
    assert {key: compiled.get(key) for key in written} == written


def said(catalogue) -> dict[tuple[str, str | None], object]:
    """Text and context with its English; of a plural both."""

    def plain(value: object) -> object:
        return tuple(value) if isinstance(value, list | tuple) else value

    return {(str(plain(message.id)), message.context): plain(message.string) for message in catalogue if message.id}
