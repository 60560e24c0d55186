"""Help and complaints about arguments are Indonesian."""

import re

import pytest

from penata.cli.main import COMMANDS, main

ENGLISH = re.compile(
    r"(?<![-\w])(usage|options|positional|arguments?|show this|error|required|invalid|unrecognized|expected)\b"
)


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        *([name, "--help"] for name in COMMANDS),
        *(["law", name, "--help"] for name in ("list", "show", "transfers", "test")),
    ],
)
def test_help_is_indonesian(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith(f"cara pakai: {' '.join(['penata', *words[:-1]])} [-h]")
    assert ENGLISH.findall(said) == []


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "penata: wajib diisi: PERINTAH; bantuan: penata --help"),
        (["plan"], "penata plan: wajib diisi: DATASET, --out; bantuan: penata plan --help"),
        (["check", "data", "--out"], "penata check: --out: isi satu nilai; bantuan: penata check --help"),
        (["verify", "a", "b", "--fast"], "penata: tidak dikenal: --fast; bantuan: penata --help"),
        (["check", "data", "--as-of", "x"], "penata check: --as-of: 'x' bukan tanggal; tulis seperti 2026-01-31; "
                                            "bantuan: penata check --help"),
    ],
)  # fmt: skip
def test_complaint_is_indonesian(words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1] == complaint


@pytest.mark.parametrize("words", [["plant"], ["plan", "data", "--out", "x", "--format", "xls"]])
def test_unknown_choice_names_the_choices(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    said = capsys.readouterr().err.splitlines()[-1]
    assert ended.value.code == 2
    assert f"'{words[-1]}' tidak dikenal; pilih " in said
    assert ENGLISH.findall(said) == []
