"""No public surface holds anything that its policy would have to block."""

import re

from markup import offences
from wagtail.models import PageViewRestriction

from desk.models import DraftLink
from desk.withdrawing import withdraw
from news.models import ArticlePage
from newsroom.demo import builders
from newsroom.surfaces import PAGES, ROUTES

POLICY = "Content-Security-Policy"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
MARKUP = re.compile(r"text/html|xml")
NO_STORY = ["/robots.txt", "/livez", "/accents.css", "/no/such/", "/api/nothing"]


def addresses_of(story: ArticlePage) -> set[str]:
    """Each address of the registry where the story could be seen, and some more."""
    surfaces = [each for each in [*PAGES.values(), *ROUTES.values()] if each.where]
    return {at for surface in surfaces for at in surface.where(story)} | {*NO_STORY}


def test_every_surface_is_without_inline_scripts_and_styles(client, addresses, say):
    """Feeds in their form for browsers, too; every text of the story is hostile."""
    story = ArticlePage.objects.get(slug="vote-0")
    story.move(builders.make_category("World"), pos="last-child")
    read = {"pages": 0, "others": 0}
    for address in sorted(addresses_of(story) | {*addresses.values()}):
        for accept in ({}, BROWSER):
            answer = client.get(address, headers=accept)
            check(answer, address)
            kind = (
                "pages" if MARKUP.search(answer.get("Content-Type", "")) else "others"
            )
            read[kind] += 1
    say(f"{read['pages']} pages and feeds, {read['others']} others: nothing runs")
    assert read["pages"] > 60


def check(answer, address: str) -> None:
    """Fails where it says or holds what runs."""
    policy = answer[POLICY]
    assert "default-src 'none'" in policy, address
    assert not re.search("unsafe|nonce|sha256|data:", policy), address
    assert not answer.cookies or "authenticate" in address, address
    kind = answer.get("Content-Type", "")
    if kind.startswith("text/html"):
        assert offences(answer.text) == [], address
    elif MARKUP.search(kind) and not answer.streaming:
        assert "<script" not in answer.text, address


def test_what_is_no_surface_of_a_story_is_without_them(client, addresses):
    """A draft by its link, a withdrawn story, and the form that asks for a password."""
    editor = builders.make_user("sharer")
    draft = builders.make_article("Not out", publish=False)
    link = DraftLink.make(draft, editor, days=1)
    gone, secret = (ArticlePage.objects.get(slug=slug) for slug in ("vote-0", "vote-1"))
    withdraw([gone.pk], "We were wrong.", user=None)
    ArticlePage.objects.get(pk=gone.pk).unpublish()
    PageViewRestriction.objects.create(
        page=secret, restriction_type="password", password="x"
    )
    draft_page = client.get(f"/drafts/{link.token}/")
    assert draft_page.status_code == 200
    gone_page, form = client.get(gone.url), client.get(secret.url)
    assert gone_page.status_code == 410
    assert "password" in form.text
    for answer in (draft_page, gone_page, form):
        check(answer, "authenticate")
