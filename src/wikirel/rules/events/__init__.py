"""Placeholder until the rule is written (same day)."""

from wikirel.schema import Reading


def events(reading: Reading) -> list[object]:
    """Nothing yet."""
    return []
