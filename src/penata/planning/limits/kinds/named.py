"""Offices and districts that ``[limits]`` names must exist."""

import difflib
from collections.abc import Iterable

from penata.facts import Facts
from penata.planning.limits.kinds.moves import TO
from penata.policy import Policy
from penata.tables import Dataset, InputError

_MOST_NEAR = 5


def refuse_unknown(facts: Facts, dataset: Dataset, policy: Policy) -> None:
    """Raises InputError, with near matches, where a limit names an office or a district that is not there."""
    offices = facts.posts["office_id"].drop_nulls().unique().sort().to_list()
    districts = dataset["districts"]["district_id"].unique().sort().to_list()
    wrong = [
        _unknown("money_by_office", office, "perangkat daerah", offices)
        for office in sorted(set(policy.limits.money_by_office) - set(offices))
    ]
    for key in sorted(policy.limits.districts):
        parts = [part.strip() for part in key.split(TO)]
        if len(parts) != 2 or not all(parts):
            wrong.append(f'policy.toml, limits.districts: {key!r} bukan dua kecamatan; tulis "ASAL{TO}TUJUAN" = 3')
            continue
        wrong += [_unknown("districts", part, "kecamatan", districts) for part in parts if part not in districts]
    if wrong:
        raise InputError(wrong)


def _unknown(key: str, name: str, what: str, known: Iterable[str]) -> str:
    ids = list(known)
    near = difflib.get_close_matches(name, ids, n=_MOST_NEAR, cutoff=0.6) or [one for one in ids if name in one]
    hint = f"yang mirip: {', '.join(near[:_MOST_NEAR])}" if near else "pakai kode yang ada di dalam himpunan data"
    return f"policy.toml, limits.{key}: {what} {name!r} tidak ada; {hint}"
