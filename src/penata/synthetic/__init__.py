"""A whole regency that never was, reproducible from a seed: to try, to teach and to test on."""

from penata.synthetic.world import World, synthesise

__all__ = ["World", "synthesise"]
