"""What the committee's questions are answered on: the registry as it is, or a cycle's frozen data; read once in a
process, with what the library derives of it.
"""

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from typing import Any, Final, TypeVar

import polars as pl

from penata.eligibility.shortlist import Shortlists
from penata.facts import Facts, facts_of
from penata.merit import shortlist_points, talent_boxes
from penata.merit.ip_asn import ip_asn
from penata.policy import Policy, parse_policy
from penata.tables import Dataset
from penata.vocabulary import LEADING
from penata_web.planning.frames.datasets import of_agency
from penata_web.planning.frames.folders import frozen_dataset
from penata_web.planning.frames.policies import default_policy
from penata_web.planning.models import Cycle
from penata_web.planning.queries.grounds import registry_state
from penata_web.registry.operations import dataset_on

KEPT: Final = 4
"""Grounds that a process keeps read."""
ANSWERS: Final = 64
"""Answers about single posts and persons that each of them keeps."""

T = TypeVar("T")


class Ground:
    """A dataset with the policy by which it is judged; whatever is derived of it is worked out when first asked for."""

    def __init__(self, dataset: Dataset, policy: Policy) -> None:
        """Keep both; nothing is computed yet."""
        self.dataset = dataset
        self.policy = policy
        self.told: dict[tuple[str, ...], Any] = {}

    @cached_property
    def facts(self) -> Facts:
        """The library's facts of persons and posts on the policy's day."""
        return facts_of(self.dataset, self.policy)

    @cached_property
    def boxes(self) -> pl.DataFrame:
        """The nine talent boxes, one row a person."""
        return talent_boxes(self.facts, self.dataset)

    @cached_property
    def index(self) -> pl.DataFrame:
        """IP-ASN, one row a civil servant; discipline is left open, for nobody here may see it."""
        return ip_asn(self.facts, self.dataset, discipline=False)

    @cached_property
    def shortlists(self) -> Shortlists:
        """What shortlists are made from."""
        return Shortlists.of(self.facts, self.dataset, self.policy)

    @cached_property
    def leading(self) -> pl.DataFrame:
        """The leading posts that the committee fills, as the facts have them."""
        codes = [category.value for category in LEADING]
        return self.facts.posts.filter(pl.col("category").is_in(codes) & (pl.col("treatment") == "shortlist"))

    @cached_property
    def points(self) -> pl.DataFrame:
        """Candidates of every leading post, as if it were free: post_id, place, employee_id, points."""
        pairs = self.shortlists.pairs(self.leading["post"].to_list())
        return shortlist_points(self.facts, self.dataset, self.policy, pairs)

    def kept(self, key: tuple[str, ...], make: "Callable[[], T]") -> "T":
        """What was worked out before for a key, else made now; the last ones asked for stay."""
        if key not in self.told:
            self.told[key] = make()
            while len(self.told) > ANSWERS:
                self.told.pop(next(iter(self.told)), None)
        found: T = self.told[key]
        return found


def ground_now(*, today: dt.date, on: dt.date, agency_id: str) -> Ground:
    """The registry as it is today, judged for a day, by Penata's own policy; cut to one agency where one is named."""
    key = ("registry", *registry_state(), today.isoformat(), on.isoformat(), agency_id)

    def read() -> Ground:
        dataset = dataset_on(today)
        cut = of_agency(dataset, agency_id) if agency_id else dataset
        return Ground(cut, parse_policy(default_policy(min(today, on), on)))

    return _kept(key, read)


def ground_of(cycle: Cycle) -> Ground:
    """The frozen data of a cycle under its own policy."""
    key = ("cycle", str(cycle.pk), cycle.digest)
    return _kept(key, lambda: Ground(frozen_dataset(cycle.pk), parse_policy(cycle.policy_text)))


_read: "OrderedDict[tuple[str, ...], Ground]" = OrderedDict()
_lock = threading.Lock()


def _kept(key: tuple[str, ...], read: Callable[[], Ground]) -> Ground:
    with _lock:
        if key not in _read:
            _read[key] = read()
            while len(_read) > KEPT:
                _read.popitem(last=False)
        _read.move_to_end(key)
        return _read[key]
