"""What a browser would post at an address: the form that stands there, filled in."""

import json
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset

from tests.news.story_form import story_form

# Of pages, whose forms are made by scripts.
STORY_FORMS = (
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:revisions_revert",
)
CHANGED = " changed"


def form_of(name: str, story) -> dict:
    """The form of a story, under another headline."""
    slug = "a-new-story" if "add" in name else story.slug
    return story_form(title=f"{story.title}{CHANGED}", slug=slug)


def form_at(client, name: str, address: str) -> dict:
    """The form of an address as ``client`` is shown it, its words changed."""
    if name == "wagtailredirects:process_import":
        return _redirects_to_import(client)
    answer = client.get(address)
    html = b"".join(answer) if answer.streaming else answer.content
    if "json" in answer.get("Content-Type", ""):
        said = json.loads(html)
        html = said.get("html", "") if isinstance(said, dict) else ""
    path = urlsplit(address).path
    for form in BeautifulSoup(html, "html.parser").find_all("form"):
        there = urlsplit(form.get("action") or "").path
        if form.get("method", "").lower() == "post" and there in ("", path):
            return filled(form) | MORE.get(name, {})
    return dict(MORE.get(name, {}))


def _redirects_to_import(client) -> dict:
    """A file that was uploaded, on the page that asks whether it is to be taken."""
    file = SimpleUploadedFile("old.csv", b"from,to\n/was,https://paper.example/is/\n")
    asked = client.post(reverse("wagtailredirects:start_import"), {"import_file": file})
    (form,) = BeautifulSoup(asked.content, "html.parser").find_all(
        "form", action=reverse("wagtailredirects:process_import")
    )
    return filled(form) | {"from_index": "0", "to_index": "1"}


def filled(form) -> dict:
    """Its fields as they stand there; the first that is text says something else."""
    values, changed = {}, False
    for each in form.find_all(["input", "textarea", "select", "button"]):
        name, kind = each.get("name"), each.get("type", "text")
        if not name or kind in ("file", "submit", "button", "search"):
            continue
        if each.name == "select":
            options = each.find_all("option")
            chosen = each.find_all("option", selected=True) or options[-1:]
            values[name] = [one.get("value", "") for one in chosen][:1]
        elif each.name == "textarea":
            values[name] = each.text
            kind = "text"
        elif kind not in ("checkbox", "radio") or each.has_attr("checked"):
            ticked = "on" if kind in ("checkbox", "radio") else ""
            values[name] = each.get("value", ticked)
        if kind == "text" and not changed and name.rpartition("-")[2] in WORDS:
            values[name] = f"{values[name].strip()}{CHANGED}".strip()
            changed = True
    return values


def picked(name: str, world, story) -> dict:
    """What is chosen there, of what there is in the world."""
    (other,) = (
        each for each in world.shared["categories"] if each != story.get_parent()
    )
    action = name.rpartition("/")[2]
    return {
        "add_to_collection": {"collection": world.shared["collection"].pk},
        "assign_role": {"role": world.shared["group"].pk},
        "change_category": {"category": other.pk},
        "move": {"chooser": other.pk},
        "add_hashtags": {"hashtags": "Tugs"},
        "remove_hashtags": {"hashtags": "Canals"},
        "wagtailadmin_workflows:add_task": {"groups": world.shared["group"].pk},
    }.get(action, {})


WORDS = {"name", "title", "query", "first_name", "username", "site_name", "old_path"}
# What no form shows that stands there, or that a script fills in.
MORE: dict[str, dict] = {
    "hashtags_hashtag_modeladmin_create": {"name": "Tugs", "status": "active"},
    "desk_draft_links": {"days": "1"},
    "wagtail_bulk_action:hashtags/hashtag/merge": {
        **{"target": "Canals", "into": "Canals", "confirmed": "1"},
    },
    "wagtail_bulk_action:wagtailcore/page/unpublish": {"reason": "It was wrong."},
    "wagtailadmin_pages:unpublish": {"reason": "It was wrong."},
    "wagtailadmin_pages:copy": {"new_slug": "copied", "new_title": "Copied"},
    "wagtailadmin_pages:set_privacy": {"restriction_type": "login"},
    "wagtailadmin_account": {
        **{"name_email-email": "desk@paper.example", "name_email-last_name": "Marsh"},
    },
    "withhold_version": {"because": "7/26"},
    "wagtailadmin_workflows:add": {"name": "Fast", **inline_formset([])},
}
