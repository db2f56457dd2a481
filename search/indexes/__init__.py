"""What the database looks words up in, one module a database, all with the same verbs.

``create`` and ``drop`` make and remove it; ``write``, ``add`` and ``clear`` change what
is in it, ``filling`` is around very many of these; ``newest`` gives back what matches,
and ``in_time`` ends what takes too long.
"""

from types import ModuleType

from django.db import connection

from search.indexes import postgres, sqlite

BY_VENDOR = {"postgresql": postgres, "sqlite": sqlite}


def index() -> ModuleType:
    """The module of this database."""
    return BY_VENDOR[connection.vendor]
