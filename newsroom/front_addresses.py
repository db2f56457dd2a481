"""At which addresses a cache in front may hold a story: for those that know no tags."""

from django.conf import settings

from newsroom.surfaces import PAGES, ROUTES


def addresses_of(story) -> list[str]:
    """Absolute addresses at which readers see the story, by the registry of surfaces.

    None where no CDN is to be told: see ``delivery.front``. Later pages of lists, and
    other stories that show it, are not among them: a CDN keeps those for a minute.
    """
    if not settings.WAGTAILFRONTENDCACHE:
        return []
    site = story.get_site()
    root = site.root_url if site else settings.BASE_URL
    kept = [s for s in [*PAGES.values(), *ROUTES.values()] if s.policy.front]
    paths = {at for surface in kept if surface.where for at in surface.where(story)}
    return sorted(f"{root}{path}" for path in paths)
