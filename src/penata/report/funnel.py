"""Why a post stays short: the funnel of candidates, in words, without telling on anybody."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from penata.report.wording import FEWEST_SHOWN, PERSONAL, whole

_STAGES: Final = ("agency", "category", "same_job", "considered", "candidates")
_OTHER_SEAT: Final = "ORIGIN"
_PERSONAL_KEY: Final = "PERSONAL"
_ENTRY: Final = re.compile(r"([A-Za-z][\w./-]*)\s*=\s*(\d+)")


@dataclass(frozen=True, slots=True)
class Funnel:
    """People left at the named stages, and how many each rule took out in between (rule ids).

    ``few``: a few people fell by a personal condition; neither they nor the stages that would tell their number by
    subtraction are in ``left`` and ``lost``.
    """

    left: Mapping[str, int]
    lost: Mapping[str, int]
    few: bool = False

    @staticmethod
    def of(text: str) -> "Funnel":
        """The funnel that posts.csv states: ``same_job=12; MUT-03=7; candidates=5``."""
        entries = [(key, int(number)) for key, number in _ENTRY.findall(text)]
        lost = {key: number for key, number in entries if key not in _STAGES and number}
        return Funnel({key: number for key, number in entries if key in _STAGES}, lost)

    def protected(self, sensitive: Collection[str]) -> "Funnel":
        """The same with personal conditions under one key, and a small number of them told apart by nothing.

        A small number is added to the most frequent other reason; where there is none, it is left out together with
        the number from which it could be had.
        """
        personal = sum(number for key, number in self.lost.items() if key in sensitive)
        others = {key: number for key, number in self.lost.items() if key not in sensitive}
        if not personal:
            return self
        if personal >= FEWEST_SHOWN:
            return replace(self, lost={**others, _PERSONAL_KEY: personal})
        if others:
            most = max(others, key=lambda key: (others[key], key))
            rest = {key: number for key, number in others.items() if key != most}
            return replace(self, lost={**rest, f"{most}/{_PERSONAL_KEY}": others[most] + personal})
        kept = {key: number for key, number in self.left.items() if key not in {"same_job", "considered"}}
        return Funnel(kept, {}, few=True)

    def text(self) -> str:
        """As posts.csv states it."""
        before = [f"{key}={number}" for key, number in self.left.items() if key != "candidates"]
        lost = [f"{key}={number}" for key, number in self.lost.items()] + [f"{_PERSONAL_KEY}=few"] * self.few
        after = [f"{key}={number}" for key, number in self.left.items() if key == "candidates"]
        return "; ".join([*before, *lost, *after])

    def words(self, titles: Mapping[str, str], filled: int) -> str:
        """In Indonesian; ``filled`` people sit on the post itself and are among its candidates.

        >>> Funnel.of("same_job=12; MUT-03=7; candidates=5").words({"MUT-03": "dua tahun"}, filled=5)
        'Dari 12 pegawai pada jabatan serumpun: 7 belum memenuhi “dua tahun”; dari tempat lain tidak ada yang boleh.'
        """
        said = [self._said(key, number, titles) for key, number in self.lost.items()]
        if self.few:
            said.append(f"beberapa belum memenuhi {PERSONAL}")
        if "candidates" in self.left:
            others = max(0, self.left["candidates"] - filled)
            said.append(
                f"{whole(others)} dari tempat lain boleh, tetapi dibutuhkan di tempatnya atau di formasi lain"
                if others
                else "dari tempat lain tidak ada yang boleh"
            )
        if not said:
            return "Tidak ada pegawai yang boleh dan dapat dilepas untuk formasi ini."
        text = "; ".join(said)
        start = self._start()
        return f"{start}: {text}." if start else f"{text[0].upper()}{text[1:]}."

    def _start(self) -> str:
        if "considered" in self.left:
            return f"Dari {whole(self.left['considered'])} pegawai yang dipertimbangkan"
        if "same_job" in self.left:
            return f"Dari {whole(self.left['same_job'])} pegawai pada jabatan serumpun"
        return ""

    def _said(self, key: str, number: int, titles: Mapping[str, str]) -> str:
        if key == _OTHER_SEAT:
            return f"{whole(number)} di formasi yang tidak direncanakan"
        if key == _PERSONAL_KEY:
            return f"{whole(number)} belum memenuhi {PERSONAL}"
        rule, _, personal = key.partition("/")
        also = f" atau {PERSONAL}" if personal else ""
        if rule == _OTHER_SEAT:
            return f"{whole(number)} di formasi yang tidak direncanakan{also}"
        return f"{whole(number)} belum memenuhi “{titles.get(rule, rule)}”{also}"


def protected_posts(posts: pl.DataFrame, sensitive: Collection[str]) -> pl.DataFrame:
    """posts.csv with funnels in which personal conditions cannot be counted."""
    if not sensitive:
        return posts
    touched = posts.select("funnel").unique().filter(pl.col("funnel").str.contains_any(sorted(sensitive)))["funnel"]
    told = {text: Funnel.of(text).protected(sensitive).text() for text in touched}
    return posts.with_columns(pl.col("funnel").replace(told)) if told else posts
