"""A small newsroom with something at every public address, and those addresses."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.urls import URLResolver, get_resolver
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction, Site

from desk.models import DraftLink
from home.furniture import brand_of
from home.models import StandardPage
from newsroom.demo import builders
from newsroom.surfaces import PAGES, ROUTES
from syndication.api.service import api
from syndication.share_cards.card import plain_card

# What a stranger may ask in the admin: how to get in.
DOORS = ("login", "logout", "password_reset")
# Routes at which no story is seen, by the address that a reader would ask.
PLAIN = {
    "home.StandardPage": "/about/",
    "feeds": "/feeds/",
    "following": "/following/",
    "saved": "/saved/",
    "offline": "/offline/",
    "accents": "/accents.css",
    "robots": "/robots.txt",
    "security-txt": "/.well-known/security.txt",
    "api-1:categories": "/api/v1/categories",
    "api-1:category": "/api/v1/categories/general",
    "api-1:authors": "/api/v1/authors",
    "api-1:author": "/api/v1/authors/ada-marsh",
    "api-1:openapi-json": "/api/v1/openapi.json",
    "api-1:api-root": "/api/v1/",
    "api-nothing": "/api/",
    "alive": "/livez",
    "ready": "/readyz",
    "metrics": "/metrics",
    "still": "/media/stills/0.webp",
    "avatar": "/media/avatar_images/0.png",
    "indexnow-key": "/0123456789.txt",
    "sitemap-more-news": "/sitemaps/news-2.xml",
    "wagtailcore_login": "/_util/login/",
}
# What is there, but answers who asks plainly with something else than 200.
OTHERWISE = {
    "api-1:api-root": 404,
    "api-nothing": 404,
    "still": 404,
    "avatar": 302,
    "indexnow-key": 404,
    "sitemap-more-news": 404,
    "metrics": 404,
    "security-txt": 404,  # nobody is named
    "wagtailcore_login": 302,
    "wagtail_serve": 301,  # a former address
}


def build() -> dict[str, list[str]]:
    """Make the newsroom; the addresses of each surface, by its key in the registry."""
    front = builders.front_page()
    front.add_child(instance=StandardPage(title="About", slug="about"))
    drawing = Image.new("RGB", (90, 60), "#0B6B57")
    document = get_document_model().objects.create(
        title="Minutes", file=ContentFile(b"%PDF-1.7", name="minutes.pdf")
    )
    link = f'<p><a linktype="document" id="{document.pk}">Minutes</a></p>'
    picture = builders.make_picture("Harbour", drawing)
    image = {"image": picture.pk, "alt_text": "A", "caption": "", "decorative": False}
    story = builders.make_article(
        "Harbour vote",
        slug="harbour-vote",
        body=[("paragraph", link), ("image", image)],
        hashtags=["NATO"],
        authors=[builders.make_author()],
        sources=[{"url": "https://port.example/minutes", "title": "Minutes"}],
        corrections=[{"text": "It was Monday."}],
        hero_image=picture,
    )
    story.standfirst = "Six hours."
    story.save_revision().publish()
    Redirect.objects.create(old_path="/former", redirect_page=story)
    secret = builders.make_article("Private", slug="private")
    asked = PageViewRestriction.objects.create(
        page=secret, restriction_type="password", password="open"
    )
    return _addresses(story, secret, asked)


def _addresses(story, secret, asked) -> dict[str, list[str]]:
    surfaces = {**PAGES, **ROUTES}
    found = {
        name: surface.where(story)
        for name, surface in surfaces.items()
        if surface.where
    }
    found |= {name: [at] for name, at in PLAIN.items()}
    draft = _draft_link()
    found["draft"] = [f"/drafts/{draft.token}/"]
    found["draft-picture"] = [f"/drafts/{draft.token}{at}" for at in found["rendition"]]
    site = Site.objects.get(is_default_site=True)
    found["site-card"] = [plain_card(brand_of(site)).address]
    found["wagtailcore_authenticate_with_password"] = [
        f"/_util/authenticate_with_password/{asked.pk}/{secret.pk}/"
    ]
    return found | _doors()


def _draft_link() -> DraftLink:
    now = timezone.now()
    return DraftLink.objects.create(
        story=builders.make_article("Draft", slug="draft", publish=False),
        made_by=builders.make_user(),
        made_at=now,
        expires_at=now + timedelta(days=1),
    )


def _doors() -> dict[str, list[str]]:
    """How to get in: the admin's own addresses for it, and allauth's."""
    found = {}
    for route, name, view in _routes(get_resolver()):
        known = route.startswith(tuple(f"admin/{door}" for door in DOORS))
        module = getattr(view, "view_class", view).__module__
        if known or module.startswith(("allauth", "accounts")):
            found[f"door: {name or route}"] = ["/" + _filled(route)]
    return found


def _filled(route: str) -> str:
    while "<" in route:
        begin, _, rest = route.partition("<")
        route = begin + "1" + rest.partition(">")[2]
    return route.strip("^$")


def _routes(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern, route)
        else:
            yield route, pattern.name, pattern.callback


def parameters() -> list[str]:
    """Every name that a public view reads in an address, and some that none does."""
    names = {name for each in ROUTES.values() for name in each.parameters or ()}
    for path in api.get_openapi_schema()["paths"].values():
        for operation in path.values():
            names |= {each["name"] for each in operation.get("parameters", [])}
    return sorted(
        names
        | {"q", "order", "format", "category", "author", "from", "to", "hashtag"}
        | {"next", "lang", "preview", "utm_source", "callback", "_method", "debug"}
    )
