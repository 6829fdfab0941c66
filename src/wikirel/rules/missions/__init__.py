"""Placeholder until the rule is written (same day)."""

from wikirel.schema import Reading


def missions(reading: Reading) -> list[object]:
    """Nothing yet."""
    return []
