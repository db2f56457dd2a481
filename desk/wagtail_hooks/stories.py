"""'Stories' in the sidebar; what is done to several at once."""

from wagtail import hooks

from desk.bulk_actions import AddHashtags, ChangeCategory, RemoveHashtags
from desk.stories import StoryList

hooks.register("register_admin_viewset", StoryList)
for action in (ChangeCategory, AddHashtags, RemoveHashtags):
    hooks.register("register_bulk_action", action)
