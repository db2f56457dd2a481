"""What the news derives is written anew, where all it derives it from was restored."""

from django.core.management import call_command
from django.dispatch import receiver

from delivery.times import newsroom_now
from news.embeds import look_up_what_waits
from news.listings import rebuild_listings
from news.models import ArticlePage
from news.rising import refresh_rising
from news.signals import site_restored


@receiver(site_restored)
def write_anew(**kwargs):
    """Listings, what rises in them, who refers to what; what embeds still wait for."""
    rebuild_listings(ArticlePage.objects.all())
    refresh_rising(newsroom_now())
    call_command("rebuild_references_index", chunk_size=200, verbosity=0)
    look_up_what_waits()
