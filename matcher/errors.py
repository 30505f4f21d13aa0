"""The errors that a person can cause, where users of `matcher` look for them."""

from features.errors import DataError, LinkmatchError, NotFoundError, SettingsError

__all__ = ["DataError", "LinkmatchError", "NotFoundError", "SettingsError"]
