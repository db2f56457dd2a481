"""The front page's form as the admin sends it, and whoever sends it."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.models import HomePage, Slot


def place(home, *slots) -> HomePage:
    """Publish the front page with these slots: stories, or dicts of their fields."""
    home = HomePage.objects.get(pk=home.pk)
    home.slots = [
        Slot(**(slot if isinstance(slot, dict) else {"story": slot})) for slot in slots
    ]
    home.save_revision().publish()
    return HomePage.objects.get(pk=home.pk)


def front_form(home, slots, *, action="publish", **fields) -> dict:
    """What the editor posts; each slot is a dict of its fields."""
    stored = list(home.slots.all())
    blank = {"id": "", "headline": "", "image": "", "expire_at": "", "story": ""}
    data = {
        "title": home.title,
        "slug": home.slug,
        "introduction": home.introduction,
        "slots": inline_formset(
            [blank | slot for slot in slots], initial=min(len(stored), len(slots))
        ),
        "comments": inline_formset([]),
    } | fields
    if action:
        data[f"action-{action}"] = "1"
    return nested_form_data(data)


def send(client, home, slots, **fields):
    """The answer of the editor to these slots."""
    address = reverse("wagtailadmin_pages:edit", args=[home.pk])
    return client.post(address, front_form(home, slots, **fields))


def errors_of(answer) -> list[dict]:
    """The errors of each slot's form, by field."""
    return [form.errors for form in answer.context["form"].formsets["slots"].forms]
