"""Placeholder until the rule is written (same day)."""

from wikirel.schema import Reading


def dyads(reading: Reading) -> list[object]:
    """Nothing yet."""
    return []


def row_events(reading: Reading) -> list[object]:
    """Nothing yet."""
    return []
