"""A folder is replaced whole, whatever happens on the way."""

import threading
from pathlib import Path

import pytest

from penata.tables.folder import carry, replaced


def filled(target: Path, text: str) -> None:
    with replaced(target) as fresh:
        (fresh / "a.csv").write_text(text)


def interrupted(target: Path) -> None:
    with replaced(target) as fresh:
        (fresh / "a.csv").write_text("half")
        raise KeyboardInterrupt


def test_a_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    target = tmp_path / "data"
    filled(target, "old")
    filled(target, "new")
    assert (target / "a.csv").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_an_error_on_the_way_leaves_the_old(tmp_path: Path) -> None:
    target = tmp_path / "data"
    filled(target, "old")
    with pytest.raises(KeyboardInterrupt):
        interrupted(target)
    assert (target / "a.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_what_a_killed_program_put_aside_is_put_back(tmp_path: Path) -> None:
    target = tmp_path / "data"
    filled(target, "old")
    target.rename(tmp_path / ".data-lama")
    (tmp_path / ".data-baru-killed").mkdir()
    with pytest.raises(KeyboardInterrupt):
        interrupted(target)
    assert (target / "a.csv").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_two_at_once_take_turns(tmp_path: Path) -> None:
    target, inside, most = tmp_path / "data", [], []

    def write(text: str) -> None:
        with replaced(target) as fresh:
            inside.append(text)
            most.append(len(inside))
            (fresh / "a.csv").write_text(text)
            inside.remove(text)

    threads = [threading.Thread(target=write, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 8
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_carry_copies_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "from" / "deep").mkdir(parents=True)
    (tmp_path / "from" / "deep" / "x").write_text("x")
    (tmp_path / "to").mkdir()
    carry(tmp_path / "from", tmp_path / "to")
    assert (tmp_path / "to" / "from" / "deep" / "x").read_text() == "x"
