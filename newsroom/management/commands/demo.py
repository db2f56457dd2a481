"""`manage.py demo`: build the demo newsroom, and say how to get in."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand

from news.models import ArticlePage
from newsroom.demo import builders
from newsroom.demo.build import build
from newsroom.demo.scale import add_stories

USERNAME = "editor"
# One of each role, with the same password.
ROLES = {
    "contributor": "Contributor",
    "reporter": "Reporter",
    "section-editor": "Editor",
    "managing-editor": "Managing editor",
    "owner": "Owner",
}


class Command(BaseCommand):
    help = (
        "Builds the demo newsroom where it is missing; changes nothing that is there."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="build only where there is no story yet",
        )
        parser.add_argument(
            "--scale",
            type=int,
            metavar="N",
            default=0,
            help="then add N generated stories, of words that nobody speaks",
        )

    def handle(self, *args, if_empty, scale, **options):
        sign_in = settings.VAR / "sign-in.txt"
        user = get_user_model().objects.filter(username=USERNAME).first()
        if user is None:
            password = secrets.token_urlsafe(9)
            user = builders.make_user(USERNAME, password)
            sign_in.parent.mkdir(parents=True, exist_ok=True)
            sign_in.touch(mode=0o600)
            sign_in.write_text(f"{USERNAME} / {password}\n")
            known = get_user_model().objects.values_list("username", flat=True)
            for username in ROLES.keys() - set(known):
                member = builders.make_user(username, password, is_superuser=False)
                member.groups.set(Group.objects.filter(name=ROLES[username]))
        if not (if_empty and ArticlePage.objects.exists()):
            built = build(user, say=self.stdout.write)
            self.stdout.write(f"{built} stories built.")
        if scale:
            add_stories(scale, owner=user, say=self.stdout.write)
        address = settings.BASE_URL
        self.stdout.write(f"\n  Site    {address}/\n  Admin   {address}/admin/")
        if sign_in.exists():
            self.stdout.write(f"  Sign in {sign_in.read_text()}")
            self.stdout.write(
                f"  or, to see the admin as a role, as {', '.join(ROLES)}"
            )
