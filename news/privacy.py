"""Which pages are private, told by the database in the query that asks for pages."""

from django.db.models import Lookup

# The list of private sections is made once a query. `CROSS JOIN` keeps SQLite to that
# order, from the few aliases on.
LIES_IN_PRIVATE = """EXISTS (
    WITH RECURSIVE private (path) AS (
        SELECT section.path
        FROM wagtailcore_pageviewrestriction AS wall
        JOIN wagtailcore_page AS section ON section.id = wall.page_id
        UNION
        SELECT alias.path
        FROM wagtailcore_page AS alias
        CROSS JOIN wagtailcore_page AS original
        CROSS JOIN private
        WHERE alias.alias_of_id > 0 AND original.id = alias.alias_of_id
        AND original.path LIKE private.path || '%%'
    )
    SELECT 1 FROM private WHERE {path} LIKE private.path || '%%'
)"""


class LiesInPrivate(Lookup):
    """``path__private=True``: in a private section, or below an alias of what is.

    Also in aliases of such, which Wagtail's own ``private()`` leaves out.
    """

    lookup_name = "private"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        path, params = self.process_lhs(compiler, connection)
        return LIES_IN_PRIVATE.format(path=path), params
