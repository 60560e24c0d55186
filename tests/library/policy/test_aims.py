"""The aims of a policy: what can hold together, and what is said where it cannot."""

import pytest

from penata.policy import parse_policy
from penata.policy.aims import MOST_POINTS, LevelWeights
from penata.tables import InputError

DAY = "as_of = 2026-06-30\n"


def test_weighted_mode_reads_the_points_of_a_whole_post() -> None:
    policy = parse_policy(f'{DAY}mode = "weighted"\n[level_weights]\nshortage = 300')
    assert (policy.mode, policy.level_weights) == ("weighted", LevelWeights(300))
    assert parse_policy(f'{DAY}mode = "weighted"').level_weights == LevelWeights(1000)
    assert parse_policy(f"{DAY}[level_weights]\nshortage = 0").level_weights == LevelWeights(0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('mode = "weighted"\nshortage = "worst_first"', "policy.toml, shortage: worst_first ialah urutan"),
        ('mode = "weighted"\n[tolerance]\nshortage = 5', "policy.toml, tolerance: berlaku untuk tujuan yang berurutan"),
        ("[level_weights]\ngain = 2", "policy.toml, level_weights.gain: tidak ada: satu poin selalu berbobot satu"),
        ("[level_weights]\nmoves = 2", "policy.toml, level_weights.moves: tidak ada: bobot sebuah perpindahan"),
        (f"[level_weights]\nshortage = {MOST_POINTS + 1}", "policy.toml, level_weights.shortage: 1000001 lebih dari"),
        ('mode = "berbobot"', "policy.toml, mode: 'berbobot' tidak dikenal; pilih lexicographic, weighted"),
    ],
)
def test_aims_that_cannot_hold_are_refused_with_what_to_do(text: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_policy(DAY + text)
    assert len(caught.value.problems) == 1
    assert caught.value.problems[0].startswith(said)
