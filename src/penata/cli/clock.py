"""How long each step of a command takes, for run.json."""

import datetime as dt
import os
import platform
import resource
import time
from typing import Any

from penata.cli.console import Console


class Clock:
    """Tells the console what begins, and keeps how long each step took."""

    def __init__(self, console: Console) -> None:
        """The clock of the first step begins now."""
        self.console = console
        self.began = time.perf_counter()
        self.marks: list[tuple[str, float]] = []

    def __call__(self, step: str) -> None:
        """A step begins."""
        self.marks.append((step, time.perf_counter()))
        self.console.progress(step)

    def run(self) -> dict[str, Any]:
        """What run.json says: seconds by step, peak memory, machine, time."""
        now = time.perf_counter()
        ends = [start for _, start in self.marks[1:]] + [now]
        return {
            "finished_at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "seconds": round(now - self.began, 3),
            "steps": [{"step": s, "seconds": round(e - b, 3)} for (s, b), e in zip(self.marks, ends, strict=True)],
            "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            "python": platform.python_version(),
            "machine": f"{platform.system()} {platform.machine()}",
            "processors": os.cpu_count(),
        }
