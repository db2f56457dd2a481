"""The admin speaks of the newsroom; what Wagtail adds for its own sake is not there."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.admin.menu import help_menu
from wagtail.models import Page, Site, Workflow

from home.models import BrandSettings
from newsroom.demo import builders
from tests.accounts.people import member


def opened(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def headings(client):
    """Of the panels of the first page."""
    page = opened(client, "/admin/")
    return [each.get_text(strip=True) for each in page.select(".w-panel__heading")]


def test_the_first_page_has_the_newsrooms_name_and_counts_nothing(client, home):
    brand = BrandSettings.for_site(Site.objects.get())
    brand.name = "The Harbour Post"
    brand.save()
    client.force_login(member("Managing editor"))
    page = opened(client, "/admin/")
    assert page.h1.get_text(strip=True) == "The Harbour Post"
    assert page.select(".w-summary") == []
    assert "guide.wagtail.org" not in page.decode()


@pytest.mark.parametrize("role", ["Contributor", "Managing editor"])
def test_a_story_in_review_is_told_once_as_my_own(client, home, role):
    author = member(role)
    story = builders.make_article("Harbour vote", user=author, publish=False)
    Workflow.objects.get().start(story, author)
    client.force_login(author)
    told = headings(client)
    assert "My stories" in told
    assert [each for each in told if "workflow" in each or "review" in each] == []


def test_recent_edits_are_for_who_edits_stories_of_others(client, home):
    author, editor = member("Contributor"), member("Managing editor")
    story = builders.make_article("Harbour vote", user=author, publish=False)
    for user in (author, editor):
        story.save_revision(user=user, log_action=True)
    client.force_login(author)
    assert headings(client) == ["Publishing", "My stories"]  # no clock runs here
    client.force_login(editor)
    assert "Your most recent edits" in headings(client)


def test_pages_begin_at_the_front_page(desk, home):
    front = reverse("wagtailadmin_explore", args=[home.pk])
    root = Page.get_first_root_node()
    for address in ("/admin/pages/", f"/admin/pages/{root.pk}/"):
        answer = desk.get(address, follow=True)
        assert answer.redirect_chain == [(front, 302)]
        assert "Configure a site" not in answer.content.decode()


def test_pages_begin_at_the_root_where_it_holds_several_sites(desk, home):
    Site.objects.create(hostname="other.example", root_page=home)
    assert desk.get("/admin/pages/").status_code == 200


@pytest.mark.parametrize(
    ("role", "is_led"),
    [("Contributor", False), ("Editor", False), ("Managing editor", True)],
)
def test_the_sidebar_leads_who_may_edit_it_to_the_front_page(
    client, home, role, is_led
):
    client.force_login(member(role))
    editor = reverse("wagtailadmin_pages:edit", args=[home.pk])
    assert (editor in client.get("/admin/").content.decode()) == is_led


def test_help_leads_to_no_guide_of_wagtails(rf, desk, home):
    request = rf.get("/admin/")
    request.user = member("Owner")
    names = [each.name for each in help_menu.menu_items_for_request(request)]
    assert names == ["keyboard-shortcuts-trigger"]


def test_only_what_has_pages_below_it_offers_to_sort_them(desk, home):
    category = builders.make_category("Politics")
    story = builders.make_article("Harbour vote", category=category)

    def offers(page, address):
        sorts = f"{reverse('wagtailadmin_explore', args=[page.pk])}?ordering=ord"
        return opened(desk, address).select(f'a[href="{sorts}"]') != []

    def editor(page):
        return reverse("wagtailadmin_pages:edit", args=[page.pk])

    assert offers(category, editor(category))
    assert offers(category, reverse("wagtailadmin_explore", args=[home.pk]))
    assert not offers(story, editor(story))
    explorer = reverse("wagtailadmin_explore", args=[category.pk])
    assert opened(desk, explorer).select(f'a[href^="{editor(story)}"]')
    assert not offers(story, explorer)
