"""The errors that a person can cause, where users of `matcher` look for them."""

from features.errors import (
    CancelledError,
    ChangedError,
    DataError,
    DeniedError,
    LinkmatchError,
    NotFoundError,
    SettingsError,
    StoreError,
)

__all__ = [
    "CancelledError",
    "ChangedError",
    "DataError",
    "DeniedError",
    "LinkmatchError",
    "NotFoundError",
    "SettingsError",
    "StoreError",
]
