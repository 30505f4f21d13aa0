"""Access: who does something. Without a configuration there is one local planner."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Who acts; every action takes a person as its first argument."""

    name: str
    role: str


LOCAL_PLANNER = Person("local", "planner")
