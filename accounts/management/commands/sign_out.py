"""`manage.py sign_out NAME`: end somebody's sessions, when an account has leaked."""

import secrets

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import APIToken

from accounts import audit
from accounts.people import meant_by
from accounts.sessions import end_sessions


class Command(BaseCommand):
    help = "Signs somebody out everywhere, at once."

    def add_arguments(self, parser):
        parser.add_argument("name", help="user name or e-mail address")
        parser.add_argument(
            "--remove-second-factors",
            action="store_true",
            help="remove passkeys, authenticator app and recovery codes, too",
        )
        parser.add_argument(
            "--forget-password",
            action="store_true",
            help="then only a new password, asked for by mail, lets them in",
        )

    @transaction.atomic
    def handle(self, *args, name, remove_second_factors, forget_password, **options):
        user = meant_by(name)
        if user is None:
            raise CommandError(f"Nobody is called {name}.")
        if forget_password:
            user.set_password(secrets.token_urlsafe())
            user.save()
        sessions = end_sessions(user)
        tokens, _ = APIToken.objects.filter(user=user).delete()
        self.stdout.write(
            f"{user.username} is signed out: {sessions} sessions, {tokens} API tokens."
        )
        audit.write_down(user, audit.SIGNED_OUT, "")
        if remove_second_factors:
            Authenticator.objects.filter(user=user).delete()
            audit.write_down(user, audit.FACTOR_REMOVED, "")
            self.stdout.write("Their second factors are removed.")
        if forget_password:
            self.stdout.write("Their password is forgotten: they ask for a new one.")
