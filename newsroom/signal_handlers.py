"""What follows from the environment is written to the database.

After each migration, and where a newsroom of another environment was restored.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from wagtail.models import Site

from news.signals import site_restored

DEFAULT_PORTS = {"http": 80, "https": 443}


@receiver(post_migrate)
def follow_a_migration(sender, **kwargs):
    """The home page is there by now."""
    if sender.label == "home":
        follow_the_base_url()


@receiver(site_restored)
def follow_the_base_url(**kwargs):
    """Canonical addresses begin with NEWSCLIP_BASE_URL, which Wagtail's Site holds."""
    address = urlsplit(settings.BASE_URL)
    Site.objects.filter(is_default_site=True).update(
        hostname=address.hostname,
        port=address.port or DEFAULT_PORTS[address.scheme],
    )
    Site.clear_site_root_paths_cache()
