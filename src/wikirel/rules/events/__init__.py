"""Events: dated happenings in prose, typed."""

from wikirel.rules.events.rule import events

__all__ = ["events"]
