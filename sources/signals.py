"""What this room tells those above it."""

from django.dispatch import Signal

# ``source``: readers of the stories that cite it are to see something else of it.
source_shown_changed = Signal()
