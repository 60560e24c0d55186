"""A folder of tables is replaced in one step: whoever reads it sees the old one or the new one, whole."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """A new folder beside ``target`` to fill; it takes the place of ``target`` when the block ends without an error.

    What else lies in ``target`` is for the caller to carry over. Two programs that write into one place do it one
    after the other. What a killed program left behind is cleared away, and an old folder that it had put aside is
    put back. Raises OSError where the place cannot be written.
    """
    target = target.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(target.parent):
        _recover(target)
        beside = Path(tempfile.mkdtemp(prefix=_new(target), dir=target.parent))
        try:
            beside.chmod(0o755)
            yield beside
            _swap(beside, target)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise


def carry(path: Path, folder: Path) -> None:
    """Copy a file or a folder into a folder, under its own name."""
    copy = shutil.copytree if path.is_dir() else shutil.copy2
    copy(path, folder / path.name)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """A lock on the folder that ends with the process, however it ends."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _new(target: Path) -> str:
    return f".{target.name}-baru-"


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}-lama")


def _recover(target: Path) -> None:
    old = _old(target)
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (old, *target.parent.glob(f"{_new(target)}*")):
        shutil.rmtree(left, ignore_errors=True)


def _swap(beside: Path, target: Path) -> None:
    """Put the new folder in place; the old one stands beside until the new one is there."""
    if not target.exists():
        beside.rename(target)
        return
    old = _old(target)
    target.rename(old)
    try:
        beside.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old)
