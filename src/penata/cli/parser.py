"""The argument parser in Indonesian: argparse speaks English in its headings, its help of --help and its errors."""

import argparse
import re
from collections.abc import Iterable
from typing import Any, Final, NoReturn

_ERRORS: Final = (
    (r"the following arguments are required: (.+)", r"wajib diisi: \1"),
    (r"unrecognized arguments: (.+)", r"tidak dikenal: \1"),
    (r"argument ([^:]+): invalid choice: (.+?) \(choose from (.+)\)", r"\1: \2 tidak dikenal; pilih \3"),
    (r"argument ([^:]+): expected at least one argument", r"\1: isi paling sedikit satu"),
    (r"argument ([^:]+): expected one argument", r"\1: isi satu nilai"),
    (r"argument ([^:]+): invalid (?:\w+ )?value: (.+)", r"\1: \2 tidak dapat dibaca"),
    (r"argument ([^:]+): not allowed with argument (.+)", r"\1: tidak dapat bersama \2"),
    (r"argument ([^:]+): ignored explicit argument (.+)", r"\1: tidak memakai nilai (\2)"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 dapat berarti \2; tulis lengkap"),
    (r"argument ([^:]+): (.+)", r"\1: \2"),
)


class Parser(argparse.ArgumentParser):
    """An ``ArgumentParser`` whose every word is Indonesian; commands added to it are of the same kind."""

    def __init__(self, **options: Any) -> None:
        """As ``ArgumentParser``, with our own ``--help``."""
        super().__init__(**options, add_help=False, formatter_class=_Help)
        self._positionals.title = "argumen"
        self._optionals.title = "pilihan"
        self.add_argument("-h", "--help", action="help", help="tampilkan bantuan ini")

    def error(self, message: str) -> NoReturn:
        """Say how to call the command and what is wrong, and end with 2 (usage)."""
        self.exit(2, f"{self.format_usage()}{self.prog}: {in_indonesian(message)}; bantuan: {self.prog} --help\n")


def in_indonesian(message: str) -> str:
    """What argparse complains about, in Indonesian; a complaint that is not known is left as it is.

    >>> in_indonesian("the following arguments are required: DATASET, --out")
    'wajib diisi: DATASET, --out'
    """
    for pattern, words in _ERRORS:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, words, message, flags=re.DOTALL)
    return message


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "cara pakai: " if prefix is None else prefix)
