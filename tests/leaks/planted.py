"""A story with a word of its own in every field, in every state a story can be in."""

from datetime import timedelta
from io import BytesIO
from struct import pack

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import ExifTags, Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import PageViewRestriction

from desk.withdrawing import withdraw
from images.models import NewsImage
from news.models import ArticlePage, Byline, Correction, SourceReference
from news.schedule import run_schedule
from newsroom.demo import builders
from newsroom.story_addresses import aliases_of

HOUR = timedelta(hours=1)
# A leak names its field. All are as long, so that answers can be compared to the byte.
PLACES = [
    "headline", "card", "standfirst", "kicker", "paidfor", "herocaption", "heroalt",
    "credit", "body", "quote", "list", "table", "bodycaption", "bodyalt", "hashtag",
    "sourcetitle", "sourceaddress", "sourceauthor", "outlet", "byline", "correction",
    "share", "seotitle", "description", "slug", "document", "former", "metadata",
    "library",
]  # fmt: skip
WORDS = {place: f"zq{place:q<13}x" for place in PLACES}


def plant(**fields) -> ArticlePage:
    """A draft with all the words, linked to nothing that is public but its author."""
    story = builders.make_article(
        f"The {WORDS['headline']} story",
        slug=f"a-{WORDS['slug']}-story",
        publish=False,
        **story_fields(),
        **fields,
    )
    Byline.objects.filter(article=story).update(role=WORDS["byline"])
    story = ArticlePage.objects.get(pk=story.pk)
    story.save_revision()
    Redirect.objects.create(old_path=f"/{WORDS['former']}", redirect_page=story)
    alias = story.create_alias(parent=builders.make_category("World"))
    alias.create_alias(update_slug=f"again-{WORDS['slug']}")
    return story


def story_fields() -> dict:
    """What `builders.make_article` needs to put each word in its field."""
    drawing = Image.new("RGB", (90, 60), "#0B6B57")  # so that its set is small
    hero = picture_that_tells(drawing, credit=WORDS["credit"])
    in_body = builders.make_picture("In the body", drawing, credit=WORDS["credit"])
    return {
        "card_headline": f"{WORDS['card']} in short",
        "standfirst": WORDS["standfirst"],
        "kicker": WORDS["kicker"],
        "story_type": "sponsored",
        "paid_for_by": WORDS["paidfor"],
        "hero_image": hero,
        "hero_alt": WORDS["heroalt"],
        "hero_caption": WORDS["herocaption"],
        "share_text": WORDS["share"],
        "seo_title": WORDS["seotitle"],
        "search_description": WORDS["description"],
        "body": body_blocks(in_body),
        "hashtags": [WORDS["hashtag"], "NATO"],
        "sources": [
            {
                "url": f"https://{WORDS['outlet']}.example/{WORDS['sourceaddress']}",
                "title": WORDS["sourcetitle"],
                "author": WORDS["sourceauthor"],
            }
        ],
        "authors": [builders.make_author("Ada Marsh")],
        "corrections": [{"text": WORDS["correction"]}],
    }


def picture_that_tells(drawing: Image.Image, **fields) -> NewsImage:
    """A picture whose original has a word in its EXIF, XMP, IPTC and its comment."""
    word = WORDS["metadata"].encode()
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = exif[ExifTags.Base.ImageDescription] = word.decode()
    buffer = BytesIO()
    drawing.save(buffer, "JPEG", exif=exif, xmp=b"<x>%s</x>" % word, comment=word)
    byline = b"\x1c\x02\x50" + pack(">H", len(word)) + word
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + pack(">I", len(byline)) + byline
    data = buffer.getvalue()
    data = data[:2] + b"\xff\xed" + pack(">H", len(block) + 2) + block + data[2:]
    picture = NewsImage(title=WORDS["library"], **fields)
    picture.file = ContentFile(data, name="plain.jpg")
    picture._set_image_file_metadata()
    picture.prepare()
    picture.save()
    return picture


def plant_edit(story) -> ArticlePage:
    """A newer version of ``story`` with all the words; the story itself has none."""
    edit = fresh(story)
    fields = story_fields()
    edit.title = f"The {WORDS['headline']} story"
    edit.slug = f"a-{WORDS['slug']}-story"
    edit.body = builders.stream(fields.pop("body"))
    edit.hashtags.set(fields.pop("hashtags"))
    edit.source_references = [SourceReference(**c) for c in fields.pop("sources")]
    edit.bylines = [
        Byline(author=a, role=WORDS["byline"]) for a in fields.pop("authors")
    ]
    edit.corrections = [Correction(**each) for each in fields.pop("corrections")]
    for name, value in fields.items():
        setattr(edit, name, value)
    return edit.save_revision().as_object()


def body_blocks(picture: NewsImage) -> list[tuple]:
    """A body with words in its text, a quote, a list, a table, a picture, a file."""
    document = get_document_model().objects.create(
        title=WORDS["document"],
        file=ContentFile(WORDS["document"].encode(), name="a.pdf"),
    )
    link = f'<a linktype="document" id="{document.pk}">it</a>'
    image = {
        "image": picture.pk,
        "alt_text": WORDS["bodyalt"],
        "caption": WORDS["bodycaption"],
        "decorative": False,
    }
    table = {
        "columns": [{"type": "text", "heading": "Port"}],
        "rows": [{"values": [WORDS["table"]]}],
        "caption": "",
    }
    return [
        ("paragraph", f"<p>{WORDS['body']} {link}</p>"),
        ("quote", {"text": WORDS["quote"], "attribution": "", "source_url": ""}),
        ("bulleted_list", f"<ul><li>{WORDS['list']}</li></ul>"),
        ("table", table),
        ("image", image),
    ]


def fresh(story) -> ArticlePage:
    return ArticlePage.objects.get(pk=story.pk)


def publish(story) -> ArticlePage:
    story.get_latest_revision().publish()
    return fresh(story)


# States: each takes a planted draft and brings it there ---------------------------


def draft(story):
    pass


def published(story):
    publish(story)


def embargo_passed(story):
    story.embargo_until = timezone.now() - HOUR
    story.save_revision().publish()


def expiry_to_come(story):
    story.expire_at = timezone.now() + HOUR
    story.save_revision().publish()


def scheduled(story):
    story.go_live_at = timezone.now() + HOUR
    story.save_revision().publish()


def embargoed(story):
    story.embargo_until = timezone.now() + HOUR
    story.save_revision().publish()


def embargoed_while_live(story):
    story = publish(story)
    story.embargo_until = timezone.now() + HOUR
    story.save()


def in_review(story):
    story.get_workflow().start(story, builders.make_user("submitter"))


def unpublished(story):
    publish(story).unpublish()


def withdrawn(story):
    publish(story)
    withdraw([story.pk], "We were wrong.", user=None)
    fresh(story).unpublish()


def expired_not_swept(story):
    story = publish(story)
    story.expire_at = timezone.now() - HOUR
    story.save(clean=False)


def expired(story):
    expired_not_swept(story)
    assert run_schedule().expired == [story.pk]


def deleted(story):
    publish(story)
    # Wagtail makes an alias of a deleted page a page of its own, which stays.
    for alias in reversed(aliases_of(story)):
        alias.delete()
    fresh(story).delete()


def restricted(story):
    publish(story)
    PageViewRestriction.objects.create(page=story, restriction_type="login")


def behind_a_password(story):
    publish(story)
    restriction = {"restriction_type": "password", "password": "x"}
    PageViewRestriction.objects.create(page=story, **restriction)


def below_a_private_category(story):
    publish(story)
    category = story.get_parent()
    PageViewRestriction.objects.create(page=category, restriction_type="login")


def private_and_expired(story):
    restricted(story)
    expired_not_swept(story)


SEEN = [published, embargo_passed, expiry_to_come]
# A reader who is let in may read these: their own address asks who is there.
ASK_WHO_IS_THERE = [restricted, behind_a_password, below_a_private_category]
# Its own address, and those of its history, say that it was there.
SAYS_THAT_IT_WAS = [withdrawn]
HIDDEN = [
    draft,
    scheduled,
    embargoed,
    embargoed_while_live,
    in_review,
    unpublished,
    withdrawn,
    expired_not_swept,
    expired,
    deleted,
    private_and_expired,
    *ASK_WHO_IS_THERE,
]
# What code did without a publish, or time: files follow at the clock's next round,
# read time hides pages to the second.
FILES_FOLLOW = [expired_not_swept]
