"""Access: who does something. Without a configuration there is one local planner."""

from matcher.people import LOCAL_PLANNER, Person

__all__ = ["LOCAL_PLANNER", "Person"]
