"""How another site embeds a story: the provider's side of oEmbed (https://oembed.com).

The story is found by any address that leads a reader to it. What readers may not see
is answered as what never was.
"""

import xml.etree.ElementTree as ElementTree
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from delivery.problems import problem
from delivery.tags import picture_tag, story_tag, tag
from home.furniture import furniture_of
from news.models import ArticlePage
from syndication.addresses import place_of
from syndication.entries import in_xml
from syndication.share_cards.card import card_of

FORMATS = ("json", "xml")
# The frame that the embedded card is made for: its width, and its height with and
# without a picture. Narrower than STACKED, the picture lies above the text.
WIDTH, STACKED = 600, 480
HEIGHTS = {"wide": (292, 220), "stacked": (496, 320)}
# Seconds that a consumer may keep an answer.
KEPT = 3600


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The story at ``url`` as something to embed, in JSON or XML.

    400 for what is no question, 501 for a format that there is not, 404 for an address
    that leads to no public story, 401 where that address asks who is there.
    """
    response = _answer(request)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _answer(request: HttpRequest) -> HttpResponse:
    form = request.GET.get("format") or "json"
    if form not in FORMATS:
        return problem(501, "The formats are json and xml.")
    try:
        most = [_pixels(request, name) for name in ("maxwidth", "maxheight")]
    except ValueError as error:
        return problem(400, str(error))
    url = request.GET.get("url", "")
    if not url:
        return problem(400, "Say which story: url=https://…")
    place = place_of(url)
    story = place and (place.story() or place.moved_story())
    if story:
        return _written(_embedding(request, story, *most), form)
    if place and place.asks_who_is_there():
        response = problem(401, "This story is not open to everybody.")
        response["WWW-Authenticate"] = 'Form realm="private stories"'
        return response
    return problem(404, "There is no public story of this newsroom at that address.")


def _pixels(request: HttpRequest, name: str) -> int | None:
    """A number of the question; raises ValueError for what is no size."""
    asked = request.GET.get(name, "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and int(asked[:9])):
        raise ValueError(f"{name} is a number of pixels, 1 or more.")
    return int(asked[:9])


def _embedding(
    request: HttpRequest, story: ArticlePage, width: int | None, height: int | None
) -> dict:
    """The answer's fields, all texts plain but for ``html``."""
    tag(story_tag(story.pk), until=story.expire_at)
    furniture = furniture_of(request)
    names = [line.author.name for line in story.bylines.all()]
    root = furniture.site.root_url
    wide, high = _frame(story, width, height)
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": story.title,
        "url": story.full_url,
        "provider_name": furniture.brand.name,
        "provider_url": f"{root}/",
        "cache_age": _seconds_kept(story),
        "html": _html(story, wide, high),
        "width": wide,
        "height": high,
    }
    if names:
        answer["author_name"] = ", ".join(names)
    if len(names) == 1:
        author = story.bylines.all()[0].author
        answer["author_url"] = root + author.get_absolute_url()
    return answer | _thumbnail(story, furniture, width, height)


def _frame(story, width: int | None, height: int | None) -> tuple[int, int]:
    wide = min(WIDTH, width or WIDTH)
    shape = "wide" if wide >= STACKED else "stacked"
    high = HEIGHTS[shape][0 if story.hero_image else 1]
    return wide, min(high, height or high)


def _html(story: ArticlePage, wide: int, high: int) -> str:
    """A frame that may open links in a new window, and do nothing else."""
    return format_html(
        '<iframe src="{}embed/" title="{}" width="{}" height="{}" loading="lazy" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox" '
        'style="border:0;max-width:100%"></iframe>',
        *(story.full_url, story.title, wide, high),
    )


def _seconds_kept(story: ArticlePage) -> int:
    """No longer than the story may be seen."""
    if story.expire_at is None:
        return KEPT
    left = (story.expire_at - timezone.now()).total_seconds()
    return max(0, min(KEPT, int(left)))


def _thumbnail(story, furniture, width: int | None, height: int | None) -> dict:
    """The largest of the share card and the hero's JPEGs that is small enough."""
    card = card_of(story, furniture.brand)
    pictures = [(card.address, card.width, card.height)]
    if story.hero_image:
        tag(picture_tag(story.hero_image.pk))
        pictures += [
            (f"{settings.MEDIA_URL}{file['file']}", file["width"], file["height"])
            for file in story.hero_image.picture_set.get("card", [])
            if file["format"] == "jpeg"
        ]
    fitting = [
        each
        for each in pictures
        if each[1] <= (width or each[1]) and each[2] <= (height or each[2])
    ]
    if not fitting:
        return {}
    address, wide, high = max(fitting, key=lambda each: each[1])
    return {
        "thumbnail_url": urljoin(furniture.site.root_url, address),
        "thumbnail_width": wide,
        "thumbnail_height": high,
    }


def _written(answer: dict, form: str) -> HttpResponse:
    if form == "json":
        return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    document = ElementTree.Element("oembed")
    for name, value in answer.items():
        ElementTree.SubElement(document, name).text = in_xml(str(value))
    text = ElementTree.tostring(document, "utf-8", xml_declaration=True)
    return HttpResponse(text, content_type="text/xml; charset=utf-8")
