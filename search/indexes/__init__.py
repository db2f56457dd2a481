"""What the database looks words up in, one module a database, all with the same verbs.

``create`` and ``drop`` make and remove it, ``write``, ``remove`` and ``clear`` change
what is in it, ``newest`` gives back what matches, ``in_time`` ends what takes too long.
"""

from types import ModuleType

from django.db import connection

from search.indexes import postgres, sqlite

BY_VENDOR = {"postgresql": postgres, "sqlite": sqlite}


def index() -> ModuleType:
    """The module of this database."""
    return BY_VENDOR[connection.vendor]
