"""One printable page for one person: the letter, and the figures behind it."""

from functools import cache, partial
from typing import Final

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from penata.explain.letters.account import Account
from penata.explain.letters.account_text import behind_words, what_if
from penata.explain.letters.catalogue import filled
from penata.explain.letters.facts import Case
from penata.explain.letters.text import with_what_if
from penata.report.letters import letter_body, letter_style
from penata.wording import Language, signed, whole

_MOVED: Final = (Case.MOVED, Case.PLACED, Case.RELEASED)


def person_page(account: Account, texts: pl.DataFrame, language: Language, agency: str) -> str:
    """The page as text; ``texts``: the one row of ``letter_texts`` about this person, in the same language."""
    say = partial(filled, language=language)
    texts = with_what_if(texts, {account.employee_id: what_if(account.asked, account.names, language)}, language)
    return _template().render(
        account=account,
        agency=agency,
        behind=partial(behind_words, language=language),
        employee_id=account.employee_id,
        language=language.value,
        letter=Markup(letter_body(texts, language).item()),
        moves=account.case in _MOVED,
        name=account.person["name"],
        parts=[(part, points) for part, points in account.parts.items() if points],
        say=say,
        seat=lambda post_id: say("page.no_post") if post_id is None else account.seat(post_id),
        style=letter_style(),
        unit=lambda post_id: say("page.no_post") if post_id is None else account.names.seats[post_id][1],
        total=sum(account.parts.values()),
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("penata.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters.update(whole=whole, signed=signed)
    return environment.get_template("orang.html.jinja")
