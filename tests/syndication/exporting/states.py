"""A newsroom with something in every corner, and the secrets that it keeps."""

from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.log_actions import log
from wagtail.models import (
    APIToken,
    Collection,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    Page,
    PageSubscription,
    PageViewRestriction,
    Site,
    Workflow,
    WorkflowContentType,
)
from wagtail.users.models import UserProfile

from delivery.times import newsroom_now
from desk.models import DraftLink
from desk.withdrawing import withdraw
from hashtags.models import Hashtag, NotADuplicate
from hashtags.operations import merge, rename
from home.models import BrandSettings, BreakingBanner, Slot, StandardPage
from news.models import ArticlePage, HistorySettings, StoryVersion, TypedEmbargo
from news.withholding import withhold
from newsroom.demo import builders
from search.models import PromotedStory, Promotion, SearchCount
from syndication.models import Announcement, Webhook

HOUR = timedelta(hours=1)
# What stands in every secret that is planted, and nowhere else.
SECRET = "Zqsecretx"
WITHHELD = "Zqwithheldx"


def plant(editor) -> None:
    """Add to a newsroom a story in every state, and a row of whatever else there is."""
    world, general = builders.make_category("World"), builders.make_category("General")
    picture = builders.make_picture("Harbour", credit="Photo: Ada")
    picture.tags.add("harbour")
    vote = _public_story(world, picture, editor)
    _versions_and_drafts(vote, general, editor)
    _hashtags(editor)
    _in_other_states(world, editor)
    _review(world, editor)
    _imported()
    _site(vote, picture)
    _people(editor, picture)
    _secrets(editor)


def _public_story(world, picture, editor) -> ArticlePage:
    paper = builders.make_author("Ada Marsh", photo=picture)
    builders.make_embed(
        "https://chorus.example/post", title="A post", still=_still(), text="Said so."
    )
    other = builders.make_article("Where ferries go", category=world, user=editor)
    return builders.make_article(
        "Harbour vote “postponed” – 港",
        category=world,
        user=editor,
        hero_image=picture,
        hero_alt="The harbour",
        hashtags=["NATO", "Energy", "Energie"],
        authors=[paper],
        picks=[other],
        sources=[{"url": "https://paper.example/a"}, "https://gazette.example/b"],
        corrections=[{"text": "It was Thursday."}],
        body=[
            ("paragraph", "<p>The board of the harbour met for six hours.</p>" * 8),
            ("embed", "https://chorus.example/post"),
        ],
    )


def _imported() -> None:
    """A story of a file, with its picture, in a category that came with it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.joinpath("quay.jpg").write_bytes(_still())
        said = "category: Coast\nhero: quay.jpg\nurl: https://old.example/quay/"
        folder.joinpath("quay.md").write_text(f"---\n{said}\n---\nThe quay is open.\n")
        call_command("import_stories", "markdown", name, stdout=StringIO())


def _still() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (320, 180), "#123456").save(buffer, "JPEG")
    return buffer.getvalue()


def _versions_and_drafts(story, general, editor) -> None:
    """A version that was withheld, one that corrects, a newer draft, an alias."""
    story.standfirst = f"{WITHHELD} said so."
    story.save_revision(user=editor).publish(user=editor)
    story.standfirst = "The accused said so."
    story.save_revision(user=editor).publish(user=editor)
    named = StoryVersion.objects.of(story.pk)[1]
    withhold(named, "minor", "File 17", editor)
    story = ArticlePage.objects.get(pk=story.pk)
    story.create_alias(parent=general, update_slug="vote-again")
    story.title = "Harbour vote on Friday"
    draft = story.save_revision(user=editor, log_action=True)
    remark = Comment.objects.create(
        page=story, user=editor, text="Friday?", contentpath="title"
    )
    CommentReply.objects.create(comment=remark, user=editor, text="Friday.")
    Comment.objects.filter(pk=remark.pk).update(revision_created=draft)
    PageSubscription.objects.create(page=story, user=editor, comment_notifications=True)


def _hashtags(editor) -> None:
    tags = {tag.name: tag for tag in Hashtag.objects.all()}
    merge([tags["Energie"]], tags["Energy"], by=editor)
    rename(tags["NATO"], "Nato", by=editor)
    NotADuplicate.objects.create(first=tags["Energy"], second=tags["NATO"])


def _in_other_states(world, editor) -> None:
    now = timezone.now()
    make = builders.make_article
    make("Only a draft", category=world, publish=False, user=editor)
    make("Under embargo", category=world, embargo_until=now + HOUR, user=editor)
    soon = make("On time", category=world, go_live_at=now + HOUR, publish=False)
    soon.save_revision().publish()
    TypedEmbargo.objects.create(page=soon, user=editor, until=now + 2 * HOUR)
    make("It expires", category=world, expire_at=now + HOUR)
    gone = make("Deleted since", category=world)
    gone.delete()
    taken = make("Withdrawn since", category=world)
    withdraw([taken.pk], "It was not so.", editor)
    taken.refresh_from_db()
    taken.unpublish(user=editor)
    moved = make("Moved since", category=world)
    Redirect.objects.create(
        old_path="/old/moved", site=Site.objects.get(), redirect_page=moved
    )
    private = builders.make_category("Members")
    make("For members", category=private)
    PageViewRestriction.objects.create(
        page=private, restriction_type="password", password=SECRET
    )
    by_group = PageViewRestriction.objects.create(
        page=make("For a group", category=world), restriction_type="groups"
    )
    by_group.groups.add(Group.objects.get_or_create(name="Readers of this test")[0])


def _review(world, editor) -> None:
    story = builders.make_article("In review", category=world, publish=False)
    workflow = Workflow.objects.first() or Workflow.objects.create(name="Of this test")
    if workflow.workflow_tasks.exists():
        workflow.start(story, editor)
    WorkflowContentType.objects.create(
        content_type=ContentType.objects.get_for_model(Document), workflow=workflow
    )


def _site(story, picture) -> None:
    site = Site.objects.get()
    brand = {"name": "The Harbour", "logo": picture}
    BrandSettings.objects.update_or_create(site=site, defaults=brand)
    BreakingBanner.objects.create(
        site=site, text="Vote!", story=story, ends_at=timezone.now() + HOUR
    )
    HistorySettings.objects.create(public=True)
    front = builders.front_page()
    front.add_child(instance=StandardPage(title="About us", slug="about-us"))
    front.refresh_from_db()
    Slot.objects.create(page=front, story=story, image=picture, pinned=True)
    front.save_revision().publish()
    promotion = Promotion.objects.create(query="harbour", folded="harbour")
    PromotedStory.objects.create(promotion=promotion, story=story, sort_order=0)
    Announcement.objects.get_or_create(story_id=story.pk)
    SearchCount.objects.create(
        day=timezone.localdate(), query="harbour", searches=4, stories_found=1
    )


def _people(editor, picture) -> None:
    root = Collection.get_first_root_node()
    papers = root.add_child(name="Papers")
    Document.objects.create(
        title="Minutes",
        collection=papers,
        file=ContentFile(b"%PDF-1.4 of the harbour", name="minutes.pdf"),
    )
    readers = Group.objects.get(name="Readers of this test")
    shut = CollectionViewRestriction.objects.create(
        collection=papers, restriction_type="password", password=SECRET
    )
    shut.groups.add(readers)
    reporter = builders.make_user("reporter", is_superuser=False)
    reporter.groups.add(readers)
    reporter.user_permissions.add(Permission.objects.get(codename="see_drafts"))
    log(reporter, "wagtail.create", user=editor)
    profile = UserProfile.get_for_user(editor)
    profile.avatar.save("ada.jpg", ContentFile(_still()))


def _secrets(editor) -> None:
    """A recognisable one in every column that no export may hold."""
    type(editor).objects.filter(pk=editor.pk).update(password=SECRET)
    now, story = newsroom_now(), ArticlePage.objects.order_by("pk").first()
    Session.objects.create(
        session_key=SECRET, session_data=SECRET, expire_date=now + HOUR
    )
    Authenticator.objects.create(user=editor, type="totp", data={"secret": SECRET})
    APIToken.objects.create(user=editor, name="API", key_hash=SECRET, prefix="Zqse")
    DraftLink.objects.create(
        token=SECRET, story=story, made_by=editor, made_at=now, expires_at=now + HOUR
    )
    Webhook.objects.create(
        name="Archive", address=f"https://hooks.example/{SECRET}", secret=SECRET
    )
    apps.get_model("wagtailadmin.FormState").objects.create(
        data=SECRET,
        user=editor,
        content_type=ContentType.objects.get_for_model(Page),
        object_id=str(story.pk),
        parent_object_id="",
        last_updated_at=now,
    )
