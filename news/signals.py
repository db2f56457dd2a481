"""What the news tells the rooms above it, which it may not import."""

from django.dispatch import Signal

# A story that readers can or could see was published, taken down, moved, made private
# or deleted, and the transaction is still open. Sent with ``story``, the ArticlePage as
# saved; ``event``, a name that no other change has; ``listings``, the (kind, key) of
# all listings that it was or is in.
public_story_changed = Signal()
# Something that stands on every page changed: a category, the front page, the brand.
# Sent with ``event``.
site_changed = Signal()
# All there is was written straight into the tables, and the transaction is still open:
# each room writes anew what it derives from that. Sent with nothing.
site_restored = Signal()
# The list of hashtags that rise is another one. Sent with ``event``.
rising_changed = Signal()
