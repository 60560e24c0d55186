"""Letters on paper: plain text, one page with a letter after the other, and the facts for other programs."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import polars as pl
from markupsafe import Markup, escape

from penata.explain.letters.catalogue import filled
from penata.explain.letters.facts import LetterFacts
from penata.explain.letters.text import SECTIONS
from penata.tables import InputError
from penata.tables.folder import replaced
from penata.wording import Language

FACTS: Final = "surat.jsonl"
PAGES: Final = {Language.INDONESIAN: "surat-id.html", Language.ENGLISH: "surat-en.html"}
_OURS: Final = frozenset({FACTS, *PAGES.values()})


def letter_plain(texts: pl.DataFrame, language: Language) -> pl.Series:
    """One letter a row as plain text, its sections under their headings; ``texts`` as ``letter_texts`` gives them."""
    parts = [pl.col("name"), pl.col("employee_id"), pl.lit(""), _greeting(language), pl.lit(""), pl.col("open")]
    for section in SECTIONS[1:]:
        heading = filled(f"head.{section}", language)
        parts.append(pl.when(pl.col(section).is_not_null()).then(pl.format("\n{}\n{}", pl.lit(heading), section)))
    return texts.select(pl.concat_str(parts, separator="\n", ignore_nulls=True).alias("letter"))["letter"]


def letter_body(texts: pl.DataFrame, language: Language) -> pl.Series:
    """One letter a row as HTML: the seats before and after, the greeting, the sections."""
    labels = {
        side: str(escape(filled(key, language))) for side, key in (("before", "label.from"), ("after", "label.to"))
    }
    seats = [
        pl.when(pl.col(f"seat_{side}").is_not_null()).then(
            pl.format("<div><dt>{}</dt><dd>{}</dd></div>", pl.lit(word), _seat_lines(f"seat_{side}"))
        )
        for side, word in labels.items()
    ]
    some_seat = pl.any_horizontal(pl.col("seat_before", "seat_after").is_not_null())
    parts = [
        pl.when(some_seat).then(pl.format('<dl class="seats">{}</dl>', pl.concat_str(seats, ignore_nulls=True))),
        pl.format("<p>{}</p>", _greeting(language, escaped=True)), _section("open", ""),
    ]  # fmt: skip
    parts += [_section(one, f"<h2>{escape(filled(f'head.{one}', language))}</h2>") for one in SECTIONS[1:]]
    return texts.select(pl.concat_str(parts, separator="\n", ignore_nulls=True).alias("letter"))["letter"]


def write_letters(facts: LetterFacts, texts: dict[Language, pl.DataFrame], agency: str, folder: Path) -> Path:
    """Write the letters of everybody into ``folder``: one page a language, printed one letter a sheet, and the facts.

    The folder is replaced in one step. Raises InputError where it holds something that is not of this kind.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or {path.name for path in folder.iterdir()} - _OURS):
        raise InputError([f"{folder}: sudah ada dan bukan folder surat; beri folder kosong atau baru (--letters)"])
    with replaced(folder) as fresh:
        for language, frame in texts.items():
            (fresh / PAGES[language]).write_text(_page(frame, language, agency), encoding="utf-8")
        facts.letters.join(
            facts.answers.drop("words").group_by("employee_id", maintain_order=True)
            .agg(pl.struct(pl.exclude("employee_id")).alias("wishes")),
            on="employee_id", how="left", validate="1:1", maintain_order="left",
        ).write_ndjson(fresh / FACTS)  # fmt: skip
    return folder


@cache
def letter_style() -> Markup:
    """The style sheet of letters and of the page of one person."""
    return Markup(files("penata.report").joinpath("templates/orang.css").read_text(encoding="utf-8"))


def _page(texts: pl.DataFrame, language: Language, agency: str) -> str:
    head = texts.select(pl.format(
        "<header><p>{}</p><h1>{}</h1><p>{} {}</p></header>", pl.lit(str(escape(agency))), _titled(language),
        pl.lit(str(escape(filled("label.nip", language)))), "employee_id",
    ).alias("head"))["head"]  # fmt: skip
    letters = pl.DataFrame({"head": head, "body": letter_body(texts, language)})
    articles = letters.select(pl.format('<article class="letter">\n{}\n{}\n</article>', "head", "body").alias("one"))[
        "one"
    ]
    return (
        f'<!doctype html>\n<html lang="{language.value}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(agency)}</title>\n<style>{letter_style()}</style>\n</head>\n<body>\n"
        + "\n".join(articles)
        + "\n</body>\n</html>\n"
    )


def _greeting(language: Language, *, escaped: bool = False) -> pl.Expr:
    before, after = filled("open.greeting", language, name="\n").split("\n")
    return pl.concat_str(pl.lit(before), _escaped("name") if escaped else pl.col("name"), pl.lit(after))


def _titled(language: Language) -> pl.Expr:
    before, after = filled("head.title", language, name="\n").split("\n")
    return pl.concat_str(pl.lit(before), _escaped("name"), pl.lit(after))


def _section(name: str, heading: str) -> pl.Expr:
    """A section with its heading; lines become paragraphs, those of a list its points."""
    lines = (
        _escaped(name)
        .str.replace_all(r"(?m)^• (.*)$", "<li>$1</li>")
        .str.replace_all(r"(?m)^([^<\n].*)$", "<p>$1</p>")
        .str.replace_all(r"((?:<li>.*</li>\n?)+)", "<ul>$1</ul>")
    )
    return pl.when(pl.col(name).is_not_null()).then(
        pl.format(f'<section class="{name}">{{}}\n{{}}</section>', pl.lit(heading), lines)
    )


def _seat_lines(name: str) -> pl.Expr:
    """The post in strong letters, the place below it."""
    lines = _escaped(name).str.split("\n")
    rest = lines.list.eval(pl.format("<span>{}</span>", pl.element())).list.slice(1).list.join("")
    return pl.format("<strong>{}</strong>{}", lines.list.first(), rest)


def _escaped(name: str) -> pl.Expr:
    text = pl.col(name)
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.str.replace_all(mark, entity, literal=True)
    return text
