"""The rule of missions: posts and accreditations, told in bullets, prose, tables, captions and infoboxes."""

from wikirel.rules.missions.rule import missions

__all__ = ["missions"]
