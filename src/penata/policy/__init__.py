"""What a plan is asked to do: ``policy.toml`` of a dataset, every key with its default."""

from penata.policy.policy import MOVE_KINDS, Policy, parse_policy
from penata.policy.transition import Transition
from penata.policy.weights import PRESETS, FitShares, MeritPolicy, Preset, Weights

__all__ = [
    "MOVE_KINDS", "PRESETS", "FitShares", "MeritPolicy", "Policy", "Preset", "Transition", "Weights", "parse_policy",
]  # fmt: skip
