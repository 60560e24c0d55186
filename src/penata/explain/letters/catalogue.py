"""The catalogue of sentences: every text in both languages, and a text as an expression over columns of facts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import polars as pl

from penata.shipped import shipped
from penata.wording import Language

CATALOGUES: Final = ("letter", "terms", "conditions", "page")
"""Files in ``texts/``; a key stands in one of them only."""

_NUMBER: Final = re.compile(r"\b\d+\b")
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Text:
    """One entry of the catalogue: the same said in both languages, with the same ``placeholders``."""

    key: str
    indonesian: str
    english: str

    def in_language(self, language: Language) -> str:
        """The text with its placeholders."""
        return self.indonesian if language is Language.INDONESIAN else self.english

    @property
    def placeholders(self) -> frozenset[str]:
        """Names of the facts that the Indonesian text speaks of."""
        return placeholders(self.indonesian)


@cache
def texts() -> Mapping[str, Text]:
    """All texts by key, in the order of the files.

    >>> texts()["head.you"].english
    'Why you'
    """
    found: dict[str, Text] = {}
    for name in CATALOGUES:
        raw = shipped("penata.explain.letters", f"texts/{name}.yaml")
        found |= {key: Text(key, entry["id"], entry["en"]) for key, entry in raw.items()}
    return found


def text(key: str, language: Language) -> str:
    """One text without placeholders.

    >>> text("head.you", Language.INDONESIAN)
    'Mengapa Saudara'
    """
    return texts()[key].in_language(language)


def filled(key: str, language: Language, **facts: str) -> str:
    """One text with its facts, for one person; facts that it does not speak of are ignored.

    >>> filled("near.some", Language.ENGLISH, km="7")
    'about 7 km'
    """
    return text(key, language).format(**facts)


def condition(rule_id: str, demand: str, language: Language, numbers_of: str) -> str:
    """What a rule asks, as a person is told it; its demand where the catalogue has no plainer words.

    The plain words take the numbers of ``numbers_of``, the Indonesian demand, in their order.

    >>> said = "sekurangnya 24 bulan pada formasi sekarang"
    >>> condition("MUT-03", said, Language.INDONESIAN, said)
    'Saudara harus sudah bekerja di tempat sekarang sekurangnya 24 bulan'
    """
    plain = texts().get(f"must.{rule_id}")
    numbers = dict(zip("abc", _NUMBER.findall(numbers_of), strict=False))
    if plain is None or not plain.placeholders <= numbers.keys():
        return demand
    return plain.in_language(language).format(**numbers)


def placeholders(template: str) -> frozenset[str]:
    """Names between braces.

    >>> sorted(placeholders("{a} dan {b_2}"))
    ['a', 'b_2']
    """
    return frozenset(_PLACEHOLDER.findall(template))


def said(key: str, language: Language, prefix: str = "") -> pl.Expr:
    """A text as a column: each placeholder is the column of that name (after ``prefix``), a text.

    Null wherever one of them is null: a sentence of which a fact is not known is not said.

    >>> facts = pl.DataFrame({"km": ["7", None]})
    >>> facts.select(said("near.some", Language.ENGLISH))["literal"].to_list()
    ['about 7 km', None]
    """
    pieces = _PLACEHOLDER.split(text(key, language))
    columns = [
        pl.col(f"{prefix}{piece}") if place % 2 else pl.lit(piece) for place, piece in enumerate(pieces) if piece
    ]
    return pl.concat_str(columns).alias("literal")


def together(*sentences: pl.Expr, separator: str = " ") -> pl.Expr:
    """Sentences as one paragraph, the null ones left out; null where none is left.

    >>> pl.select(together(pl.lit("A."), pl.lit(None, pl.String), pl.lit("B."))).item()
    'A. B.'
    """
    joined = pl.concat_str(*sentences, separator=separator, ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def paragraphs(*parts: pl.Expr) -> pl.Expr:
    """Paragraphs, each on a line of its own."""
    return together(*parts, separator="\n")


def worded(codes: pl.Expr, family: str, language: Language) -> pl.Expr:
    """A column of lists of codes as one text, their words separated by "; "; null where none is told.

    Words are the texts ``family.CODE``; codes without a text are left out.
    """
    known = {key.removeprefix(f"{family}."): one.in_language(language) for key, one in texts().items()
             if key.startswith(f"{family}.")}  # fmt: skip
    words = codes.list.eval(pl.element().replace_strict(known, default=None, return_dtype=pl.String).drop_nulls())
    return pl.when(words.list.len() > 0).then(words.list.join("; "))
