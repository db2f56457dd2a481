"""What the library tells the rooms above it."""

from django.dispatch import Signal

# A picture has a new ready set, in the transaction of its save. ``picture``.
ready_set_made = Signal()
# What readers see of these pictures changed, or does with this transaction.
# ``pictures``, a set of primary keys. Cached pages may name files that are gone.
public_pictures_changed = Signal()
