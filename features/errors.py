"""Every error that a person can cause: one line that says what, where and what to do next.

The message is the English entry of the catalogue and `values` fill its braces, so that
whoever shows it can show it in the reader's language.
"""


class LinkmatchError(Exception):
    """What a person can mend; its text is one line, lower case, without a full stop."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class DataError(LinkmatchError):
    """A folder, file, row or cell that cannot be read."""


class NotFoundError(LinkmatchError):
    """An id that names nothing in the loaded data."""


class SettingsError(LinkmatchError):
    """Weights or settings that contradict themselves."""


class StoreError(LinkmatchError):
    """A store that cannot be opened, read or written."""


class ChangedError(LinkmatchError):
    """A record that somebody else changed first; `difference` maps fields to (then, now, yours)."""

    def __init__(
        self, message: str, difference: dict[str, tuple[object, object, object]], **values: object
    ) -> None:
        super().__init__(message, **values)
        self.difference = difference


class DeniedError(LinkmatchError):
    """What somebody's role does not allow."""


class CancelledError(LinkmatchError):
    """A job that somebody stopped."""
