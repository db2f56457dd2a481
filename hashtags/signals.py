"""What hashtags tell the rooms above them, which they may not import."""

from django.dispatch import Signal

# Somebody did something to hashtags, or undid it, and the transaction is still open.
# Sent with ``operation``, a HashtagOperation, and ``columns``, the names of what is
# another value now.
hashtags_changed = Signal()
