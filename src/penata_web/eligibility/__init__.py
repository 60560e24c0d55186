"""Aturan: the rules in plain words, confirmed by the legal office."""
