"""What one solve takes in memory, in a process that does nothing else."""

import argparse
import ctypes
import gc
import json
import subprocess
import sys
import tempfile
from dataclasses import fields
from pathlib import Path

import numpy as np

from benchmarks.hard import KINDS, hard
from penata.planning.engine.solve import scope_of, solve
from penata.planning.problem import Problem

STATUS = Path("/proc/self/status")
SMALL = 4_000


def main() -> None:
    """Print one JSON line: bytes at the peak of a solve beyond the bare process, the problem itself among them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("problem", type=Path)
    small = hard(KINDS["giant"], SMALL).problem
    solve(small, scope_of(small), threads=1)
    bare = calm()
    problem = load(parser.parse_args().problem)
    solve(problem, scope_of(problem), threads=1)
    print(json.dumps({"bytes": peak() - bare}))


def bytes_of(problem: Problem) -> int:
    """What a solve of this problem takes, the problem's own arrays among them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "problem.npz"
        save(problem, path)
        run = subprocess.run([sys.executable, "-m", "benchmarks.memory", str(path)], capture_output=True, text=True,
                             check=True)  # fmt: skip
    return int(json.loads(run.stdout.splitlines()[-1])["bytes"])


def save(problem: Problem, path: Path) -> None:
    """The arrays and whole numbers of a problem in a file; the aims are the default ones."""
    found = {field.name: getattr(problem, field.name) for field in fields(problem)}
    np.savez(path, **{name: value for name, value in found.items() if isinstance(value, np.ndarray | int)})


def load(path: Path) -> Problem:
    """The problem of such a file."""
    with np.load(path) as arrays:
        found = {name: arrays[name] for name in arrays.files}
    return Problem(**{name: array if array.ndim else int(array) for name, array in found.items()})


def resident(line: str = "VmRSS") -> int:
    """Bytes of this process now."""
    lines = dict(entry.split(":", 1) for entry in STATUS.read_text("utf-8").splitlines())
    return int(lines[line].split()[0]) * 1024


def calm() -> int:
    """Bytes of this process now, freed ones given back; from here on the peak counts anew."""
    gc.collect()
    ctypes.CDLL("libc.so.6").malloc_trim(0)
    (STATUS.parent / "clear_refs").write_text("5", "utf-8")
    return resident()


def peak() -> int:
    """Bytes of this process at most (unlike getrusage, without those of the process that started it)."""
    return resident("VmHWM")


if __name__ == "__main__":
    main()
