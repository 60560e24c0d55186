"""Exports of the national system SIASN: people, units, jobs."""
