"""`manage.py rebuild_listings`: write every listing anew from the stories."""

from django.core.management.base import BaseCommand

from news.listings import rebuild_listings
from news.models import ArticlePage, StoryListing


class Command(BaseCommand):
    help = "Writes every listing anew from the stories."

    def handle(self, *args, **options):
        rebuild_listings(ArticlePage.objects.all())
        self.stdout.write(f"{StoryListing.objects.count()} listing rows written.")
