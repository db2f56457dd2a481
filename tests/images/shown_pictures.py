"""Pictures as a stranger meets them: their addresses, and what these answer."""

from pathlib import Path

from images.models import NewsImage


def addresses(picture) -> list[str]:
    """Every address of the ready set, in the database now."""
    picture = NewsImage.objects.get(pk=picture.pk)
    assert picture.ready_files
    return [f"/media/{file['file']}" for file in picture.ready_files]


def answers(client, picture) -> set[int]:
    """The statuses of all of a picture's addresses."""
    return {client.get(address).status_code for address in addresses(picture)}


def public_files(settings) -> set[str]:
    root = Path(settings.PUBLIC_MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def in_body(picture) -> list[tuple]:
    use = {"image": picture.pk, "alt_text": "Cranes", "decorative": False}
    return [("paragraph", "<p>The board met.</p>"), ("image", use)]
