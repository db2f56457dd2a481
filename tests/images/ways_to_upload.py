"""The three ways in which an editor puts a picture into the library."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

# What the chooser's form prefixes its fields with.
CHOOSER = "image-chooser-upload"


def by_form(desk, name: str, data: bytes, **fields) -> list[str]:
    """Errors of the single upload's form on the file, as the page shows them."""
    upload = SimpleUploadedFile(name, data)
    fields = {"title": "Harbour", "file": upload} | fields
    response = desk.post(reverse("wagtailimages:add"), fields)
    return _shown_errors(response, response.content.decode())


def by_chooser(desk, name: str, data: bytes, **fields) -> list[str]:
    """Errors of the chooser's upload tab on the file, as its modal shows them."""
    upload = SimpleUploadedFile(name, data)
    fields = {"title": "Harbour", "file": upload} | fields
    response = desk.post(
        reverse("wagtailimages_chooser:create"),
        {f"{CHOOSER}-{name}": value for name, value in fields.items()},
    )
    answer = response.json()
    if answer["step"] == "chosen":
        return []
    assert answer["step"] == "reshow_creation_form"
    return _shown_errors(response, answer["htmlFragment"])


def by_multiple(desk, name: str, data: bytes, **fields) -> list[str]:
    """The error that the page for many files shows beside one of them."""
    response = desk.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "Harbour", "files[]": SimpleUploadedFile(name, data)} | fields,
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    answer = response.json()
    return [] if answer["success"] else answer["error_message"].split("\n")


def _shown_errors(response, page: str) -> list[str]:
    if response.status_code == 302:
        return []
    errors = response.context["form"].errors
    assert list(errors) == ["file"]
    assert all(error in page for error in errors["file"])
    return list(errors["file"])
