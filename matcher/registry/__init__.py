"""A registry that was read, fitted and indexed once, and is opened from its folder ever after."""

from matcher.registry.building import build
from matcher.registry.opening import MOST_SHOWN, Registry, open_registry, stamp_of

__all__ = ["MOST_SHOWN", "Registry", "build", "open_registry", "stamp_of"]
