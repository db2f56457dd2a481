"""What a drill does inside a newsroom: builds it, walks it, damages it.

``processes_of`` runs these in processes at the newsroom's own database and folder.
"""

import hashlib
import json
import os
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client, override_settings
from django.test.utils import setup_test_environment
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import PageViewRestriction

from delivery.models import Effect
from news.models import ArticlePage, StoryListing
from news.verification import faults_of_all
from newsroom import cache_headers
from newsroom.backup import restoring
from newsroom.backup.told_outside import TELLING
from newsroom.demo import builders
from syndication.models import Webhook
from tests.leaks.walk import SURFACES
from tests.syndication.exporting.answers import SITEWIDE, answers_to
from tests.syndication.exporting.states import HOUR, plant

FULL = os.environ.get("NEWSCLIP_DRILL") == "full"
PUBLIC = "zqpublicx"
HIDDEN = ("zqdraftx", "zqnewerx", "zqembargox", "zqprivatex", "zqunpublishedx")
SESSION = "zqsessionx"
PASSWORD = "a-password-of-this-drill"


def build() -> dict:
    """A newsroom with something in every corner; in full, the demo newsroom too."""
    call_command("migrate", verbosity=0)  # which says what the site's address is
    builders.front_page()
    editor = builders.make_user()
    plant(editor)
    if FULL:
        call_command("demo", verbosity=0)
    _mark(editor)
    session = SessionStore()
    session["said"] = SESSION
    session.save()
    return {"stories": ArticlePage.objects.count(), "session": session.session_key}


def _mark(editor) -> None:
    """A public story, and one that says so in each state that is not."""
    builders.make_user("drill", PASSWORD)
    # Later than oEmbed counts down to.
    expiring = ArticlePage.objects.filter(expire_at__isnull=False)
    expiring.update(expire_at=timezone.now() + 24 * 60 * HOUR)
    Webhook.objects.all().delete()
    Webhook.objects.create(name="Told", address="https://hooks.example/", secret="")
    world, make = builders.make_category("World"), builders.make_article
    minutes = Document.objects.create(
        title="Minutes", file=ContentFile(b"%PDF-1.4 minutes", name="minutes.pdf")
    )
    link = f'<p>See <a linktype="document" id="{minutes.pk}">the minutes</a>.</p>'
    picture = builders.make_picture("Quay", credit="Photo: Ada")
    story = make(
        f"Quay {PUBLIC}",
        category=world,
        user=editor,
        hero_image=picture,
        hero_alt="A quay",
        hashtags=["NATO"],
        body=[("paragraph", link)],
    )
    draft, newer, embargo, private, unpublished = HIDDEN
    story.title = f"Quay {newer}"
    story.save_revision(user=editor)
    shown = {"category": world, "hero_image": picture, "hero_alt": "A quay"}
    make(f"Quay {draft}", publish=False, **shown)
    make(f"Quay {embargo}", embargo_until=timezone.now() + 24 * HOUR, **shown)
    PageViewRestriction.objects.create(
        page=make(f"Quay {private}", **shown), restriction_type="login"
    )
    make(f"Quay {unpublished}", **shown).unpublish()


def walk() -> dict:
    """What the newsroom answers strangers, everywhere that it names, and what it is."""
    sessions = Session.objects.count()
    with _plainly():
        asked = _addresses()
        answers = {at: _brief(answer) for at, answer in answers_to(asked).items()}
        signs_in = Client().login(username="drill", password=PASSWORD)
    waiting = Effect.objects.filter(done_at=None)
    return {
        "answers": answers,
        "signs in": signs_in,
        "faults": list(faults_of_all()),
        "sessions": sessions,
        "to tell": waiting.filter(step__in=TELLING).count(),
        "listed": sorted(StoryListing.objects.values_list("listing", "story")),
    }


def read(*asked: str) -> list[list]:
    """What a stranger is answered at each of these."""
    with _plainly():
        return [_brief(answer) for answer in answers_to(list(asked)).values()]


@contextmanager
def _plainly():
    """Static files by their own names; and no page says that it took long.

    Nobody may keep one that a busy machine took long for.
    """
    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with (
        override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}),
        patch.object(cache_headers, "QUICK", 600),
    ):
        yield


def _addresses() -> list[str]:
    """Of every story, public or not, on every surface; and what the sitemaps name."""
    stories = list(ArticlePage.objects.filter(alias_of=None).order_by("pk"))
    found = [*SITEWIDE, "/sitemap.xml"]
    for story in stories:
        found += [at for each in SURFACES.values() for at in each.where(story)]
    found += _named_by_sitemaps()
    return list(dict.fromkeys(found))


def _named_by_sitemaps() -> list[str]:
    named, todo = [], ["/sitemap.xml"]
    for at in todo:
        body = next(iter(answers_to([at]).values())).body
        locs = [part.split("</loc>")[0] for part in body.split("<loc>")[1:]]
        locs = [loc.removeprefix(settings.BASE_URL) for loc in locs]
        todo += [loc for loc in locs if loc.endswith(".xml")]
        named += locs
    return named


def _brief(answer) -> list:
    """Status, headers, digest and length of the body, and the words that it says.

    How long a copy may be kept counts down to an expiry, by the second.
    """
    said = unquote(answer.body).lower() + str(answer.headers).lower()
    words = [word for word in (PUBLIC, *HIDDEN) if word in said]
    headers = re.sub(r"max-age=\d+", "max-age", json.dumps(answer.headers))
    return [
        answer.status,
        headers,
        hash_of(answer.body),
        len(answer.body),
        words,
    ]


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def damage() -> list[str]:
    """What a bad restore could do; returns the addresses at which it shows.

    One byte of a public picture is another, one row of a public story, and a draft is
    public.
    """
    story = ArticlePage.objects.get(title__endswith=PUBLIC)
    name = story.hero_image.ready_files[0]["file"]
    path = Path(settings.PUBLIC_MEDIA_ROOT) / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    rows = ArticlePage.objects.filter(pk=story.pk)
    rows.update(reading_minutes=F("reading_minutes") + 1)
    draft = ArticlePage.objects.get(title=f"Quay {HIDDEN[0]}")
    draft.get_latest_revision().publish()
    return [f"/media/{name}", story.url, draft.url]


def fail_late(file: str, key: str) -> dict:
    """Restore, where the disk fills after the database was written; what is left."""

    def fail():
        raise OSError("No space left on device")

    said = ""
    with patch.object(restoring, "drop_what_waits", fail):
        try:
            call_command("restore", file, identity=Path(key))
        except CommandError as error:
            said = str(error)
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return {
        "said": said,
        "files": len(files),
        "stories": ArticlePage.objects.count(),
        "users": get_user_model().objects.count(),
    }


def main() -> None:
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
