"""Rencana: reviewed lists, cycles, scenarios, plans."""
