"""``{% kept %}``: parts of a story's page that other stories do not change."""

from django import template
from django.template.base import Node, NodeList
from wagtail.models import Site

from delivery.remembered import RememberedParts

register = template.Library()

# Parts that a process remembers, of up to 15 kB each: four of a story.
MOST = 200

_parts = RememberedParts(MOST)


@register.tag
def kept(parser, token) -> Node:
    """``{% kept "name" %}`` to ``{% endkept %}``: what the story ``page`` says itself.

    Made again when the story is another one, not when the lists beside it are: it may
    show nothing but the story, what that names, and what stands on every page. Of a
    story that not any reader may open, and of a preview, it is always made.
    """
    _, name = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(name.strip("\"'"), nodelist)


class KeptNode(Node):
    def __init__(self, name: str, nodelist: NodeList):
        self.name, self.nodelist = name, nodelist

    def render(self, context):
        story = context["page"]
        if not story.is_known_public:
            return self.nodelist.render(context)

        def make():
            story.tag_itself()
            return self.nodelist.render(context)

        site = Site.find_for_request(context["request"])
        return _parts((self.name, story.pk, site.pk), make)
