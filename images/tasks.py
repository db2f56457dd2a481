"""What follows a change of pictures, after its commit; retried where it fails."""

from django_tasks import task

from images import publicity


@task()
def sync_pictures(picture_pks: list[int]) -> None:
    """Make the public root right for these pictures."""
    publicity.sync(picture_pks)


@task()
def follow_place(place: str, picture_pks: list[int]) -> None:
    """Make it right for what a place shows, and what it showed before."""
    publicity.follow(place, picture_pks)


@task()
def hide_files(names: list[str]) -> None:
    """Remove the public copies of renditions that are no more."""
    publicity.hide(names)
