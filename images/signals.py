"""What the library tells the rooms above it."""

from django.dispatch import Signal

# A picture has a new ready set, in the transaction of its save. ``picture``.
ready_set_made = Signal()
# After the commit: what readers see of these pictures changed. ``pictures``, a set of
# primary keys. Pages in a cache may still name files that are gone.
public_pictures_changed = Signal()
