"""What no chooser offers is refused on its field, whatever it is.

Wagtail's choosers, and the blocks that hold one, look up what was posted as it is, and
fail where the database knows no such number.
"""

from functools import wraps

from wagtail.admin.widgets import BaseChooser

NONE = "0"
DIGITS = 18

chosen = BaseChooser.value_from_datadict


@wraps(chosen)
def chosen_or_none(chooser, data, files, name):
    """The primary key that was posted; that of nothing for what can be none."""
    key = chosen(chooser, data, files, name)
    if key is None or (key.isascii() and key.isdecimal() and len(key) <= DIGITS):
        return key
    return NONE


BaseChooser.value_from_datadict = chosen_or_none
