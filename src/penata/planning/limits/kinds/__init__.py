"""The kinds of side limits that ``[limits]`` of a policy can set, each as rows over the pairs of a problem."""

from penata.planning.limits.kinds.build import rows_of, spent_on_moves

__all__ = ["rows_of", "spent_on_moves"]
