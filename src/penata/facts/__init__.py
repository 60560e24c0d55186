"""What the tables say of each person and each post on one day, derived once for needs, rules, merit and plans."""

from penata.facts.distance import distance_km, pair_distance
from penata.facts.months import months_between, months_until
from penata.facts.scene import Facts, facts_of

__all__ = ["Facts", "distance_km", "facts_of", "months_between", "months_until", "pair_distance"]
