"""Solvers: whether what plans are made with is there; a brand-new Python may not have it yet."""

import sys
from importlib.util import find_spec

from features.language import mark
from matcher.errors import SettingsError

_NEEDED = ("ortools", "pysat")
_MISSING = mark(
    "plans need the package {package}, which is not there for Python {version}; "
    "use an older Python, such as 3.14, or install the package"
)


def require_solvers() -> None:
    """Refuse to plan without the solvers.

    Raises
    ------
    SettingsError
        Which package is missing, for which Python.
    """
    for package in _NEEDED:
        if find_spec(package) is None:
            version = ".".join(map(str, sys.version_info[:2]))
            raise SettingsError(_MISSING, package=package, version=version)
