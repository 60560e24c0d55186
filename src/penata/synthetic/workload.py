"""Task rows of a workload analysis for some posts of the offices, in accord with the need that they state."""

from typing import Final

import numpy as np
import polars as pl

from penata.synthetic.chance import stream

MINUTES_PER_PERSON: Final = 75_000  # a year; the figure that the analyses of the synthetic offices were made with
TASKS: Final = (
    ("Menelaah dan menyusun bahan kebijakan teknis", 480.0, 0.34),
    ("Melayani pemohon dan memeriksa berkas", 45.0, 0.30),
    ("Mengolah data dan menyusun laporan bulanan", 240.0, 0.22),
    ("Mengikuti rapat dan kunjungan lapangan", 180.0, 0.14),
)
ANALYSED: Final = 0.4


def workload_table(posts: pl.DataFrame, seed: int) -> pl.DataFrame:
    """The table ``workload``: four tasks for each analysed post, whose minutes round to the post's need."""
    offices = posts.filter(pl.col("group").is_in(["technical", "general"]) & (pl.col("need") > 0)).sort("post_id")
    rng = stream(seed, 0, "workload")
    chosen = offices.filter(pl.Series(rng.random(offices.height) < ANALYSED)).select("post_id", "need")
    need = chosen["need"].to_numpy() + rng.uniform(-0.4, 0.4, chosen.height)
    frames = [
        chosen.select(
            "post_id", pl.lit(task).alias("task"), pl.lit("OUTPUT").alias("approach"),
            pl.Series("volume", np.round(need * MINUTES_PER_PERSON * share / minutes, 1)),
            pl.lit(minutes).alias("minutes"),
        )
        for task, minutes, share in TASKS
    ]  # fmt: skip
    return pl.concat(frames)
