"""One post as the library sees it: how long each of its people has been there."""

import datetime as dt

from django.db.models import Q

from penata.tables import InputError, dataset_of
from penata_web.registry.frames.dataset import frame_of_rows
from penata_web.registry.frames.lines import facts_on
from penata_web.registry.models import DATED


def months_in_post(post_id: str, day: dt.date) -> dict[str, int | None]:
    """Full months on the post by employee; empty where the law of that day is not known."""
    frames = {
        "posts": frame_of_rows("posts", DATED["posts"].objects.on(day).filter(key=post_id)),
        "employees": frame_of_rows("employees", DATED["employees"].objects.on(day).filter(Q(post_id=post_id))),
    }
    for name, key in (("units", "unit_id"), ("jobs", "job_id")):
        wanted = frames["posts"][key].drop_nulls().to_list() or [""]
        frames[name] = frame_of_rows(name, DATED[name].objects.on(day).filter(key__in=wanted))
    try:
        facts = facts_on(dataset_of({name: frame for name, frame in frames.items() if frame.height}), day)
    except InputError:
        return {}
    return dict(facts.persons.select("employee_id", "months_in_post").iter_rows())
