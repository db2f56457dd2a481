"""Who is at the desk, and what is theirs, a colleague's and everybody's."""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page, Site, Task, Workflow, WorkflowTask

from desk.models import DraftLink
from hashtags.models import Hashtag
from hashtags.operations import describe
from home.models import BrandSettings, BreakingBanner, HomePage
from news.models import Author, HistorySettings, StoryVersion
from newsroom.demo import builders
from search.models import Promotion
from syndication.models import Webhook
from tests.accounts.people import editor_of, member
from tests.desk.admin_addresses import (
    NOT_WALKED,
    OF_ANYTHING,
    known,
    routes_of_the_admin,
)

ROLES = ["Contributor", "Reporter", "Politics editor", "Managing editor", "Owner"]
# Whose a thing is, and where: "elsewhere" is another category than one's own.
WHOSE = ["own", "draft", "published", "elsewhere"]
REPORT = "https://paper.example/lock"
SETTINGS = {
    "home/brandsettings": BrandSettings,
    "home/breakingbanner": BreakingBanner,
    "news/historysettings": HistorySettings,
}


@dataclass
class Things:
    """What one person made, in one category; ``reviewed`` is in review."""

    story: object
    reviewed: object
    picture: object
    document: object
    user: object


@dataclass
class World:
    """Everybody, and the things of each; what is everybody's by its kind."""

    people: dict = field(default_factory=dict)
    own: dict = field(default_factory=dict)
    others: dict = field(default_factory=dict)
    shared: dict = field(default_factory=dict)
    arguments: dict = field(default_factory=dict)

    def things(self, role: str, whose: str) -> Things:
        return self.own[role] if whose == "own" else self.others[whose]


def make_world() -> World:
    builders.front_page()
    politics, elsewhere = map(builders.make_category, ("Politics", "World"))
    world = World()
    world.people = {role: member(role) for role in ROLES if role != "Politics editor"}
    world.people["Politics editor"] = editor_of(politics)
    world.people["Reader"] = builders.make_user("reader", is_superuser=False)
    world.people["Root"] = builders.make_user("root")
    colleague = member("Reporter", "colleague")
    for role in ROLES:
        world.own[role] = _things_of(world.people[role], politics, "own")
    world.others = {
        "draft": _things_of(colleague, politics, "draft"),
        "published": _things_of(colleague, politics, "published", live=True),
        "elsewhere": _things_of(colleague, elsewhere, "elsewhere", live=True),
    }
    world.shared = _everybodys(world.others, politics, colleague)
    return world


def _things_of(person, category, what: str, live=False) -> Things:
    name = f"{person.username} {what}"
    drawing = Image.new("RGB", (24, 16))
    picture = builders.make_picture(
        f"Picture of {name}", drawing, uploaded_by_user=person
    )
    stories = [
        builders.make_article(
            f"Story of {name}{suffix}",
            category=category,
            user=person,
            publish=False,
            hashtags=["Canals"],
            sources=[REPORT],
            hero_image=picture,
            hero_decorative=True,
        )
        for suffix in ("", " in review")
    ]
    if live:
        for story in stories:
            story.get_latest_revision().publish()
    stories = [type(each).objects.get(pk=each.pk) for each in stories]
    stories[1].get_workflow().start(stories[1], person)
    document = get_document_model()(
        title=f"Document of {name}",
        file=ContentFile(b"minutes", name="minutes.txt"),
        uploaded_by_user=person,
    )
    document._set_document_file_metadata()  # as a form does: else who looks saves it
    document.save()
    return Things(*stories, picture, document, person)


def _everybodys(others, category, colleague) -> dict:
    """One of each kind that is nobody's own, by the name that routes give it."""
    story = others["published"].story
    (cited,) = story.source_references.all()
    (hashtag,) = story.hashtags.all()
    for form in (BrandSettings, BreakingBanner):
        form.for_site(Site.objects.get())
    HistorySettings.load()
    task = Task.objects.create(name="Legal")
    workflow = Workflow.objects.create(name="By the book")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    group = Group.objects.create(name="Interns")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return {
        "hashtag": hashtag,
        "operation": describe(hashtag, "Waterways.", colleague),
        "loose hashtag": Hashtag.objects.create(name="Docks"),
        "source": cited.source,
        "outlet": cited.source.outlet,
        "author": Author.objects.create(name="Ada Marsh"),
        "promotion": Promotion.objects.create(query="lock", folded="lock"),
        "webhook": Webhook.objects.create(
            name="Mirror", address="https://mirror.example/hook"
        ),
        "redirect": Redirect.objects.create(
            old_path="/old", redirect_link="https://paper.example/"
        ),
        "collection": Collection.get_first_root_node().add_child(name="Maps"),
        "site": Site.objects.get(),
        "group": group,
        "user": colleague,
        "workflow": workflow,
        "task": task,
        "version": StoryVersion.objects.of(story.pk).first(),
        "home": HomePage.objects.get(),
        "category": category,
        "categories": list(Page.objects.filter(slug__in=["politics", "world"])),
        "link": DraftLink.make(others["draft"].story, colleague, days=1),
    }


# Whose primary key an argument is, by the beginning of the route's name.
PK_OF = {
    "hashtags_hashtag": "hashtag",
    "hashtags_undo": "operation",
    "sources_outlet": "outlet",
    "sources_source": "source",
    "wagtailadmin_collections": "collection",
    "wagtailredirects": "redirect",
    "wagtailsites": "site",
    "wagtailsnippetchoosers_news_author": "author",
    "wagtailsnippets_news_author": "author",
    "wagtailsnippetchoosers_search_promotion": "promotion",
    "wagtailsnippets_search_promotion": "promotion",
    "wagtailusers_groups": "group",
    "webhooks": "webhook",
    "withhold_version": "version",
    "wagtailadmin_workflows:disable_task": "task",
    "wagtailadmin_workflows:edit_task": "task",
    "wagtailadmin_workflows:enable_task": "task",
    "wagtailadmin_workflows": "workflow",
}
# Routes of what is somebody's own, by the beginning of their names.
OWNED = {
    "wagtailadmin_api:documents": "document",
    "wagtailadmin_api:images": "picture",
    "wagtailadmin_api:pages": "story",
    "wagtailadmin_editing_sessions": "story",
    "wagtaildocs": "document",
    "wagtailimages": "picture",
    "wagtailusers_users": "user",
    "wagtailadmin_pages": "story",
    "wagtailadmin_explore": "story",
    "desk_draft_links": "story",
    "desk_end_draft_link": "story",
    "story_versions": "story",
    "wagtail_bulk_action:wagtailcore": "story",
    "wagtail_bulk_action:images": "picture",
    "wagtail_bulk_action:wagtaildocs": "document",
    "wagtail_bulk_action:accounts": "user",
}
BULK = {"hashtags": "loose hashtag", "news": "author", "search": "promotion"}


def all_routes() -> list[tuple[str, tuple[str, ...]]]:
    """The admin's routes; one for each bulk action and each form of settings, too."""
    found = []
    for name, arguments in routes_of_the_admin():
        if name == "wagtail_bulk_action":
            bulk_action_registry._scan_for_bulk_actions()
            found += [
                (f"{name}:{app}/{model}/{action}", arguments)
                for app, models in bulk_action_registry.actions.items()
                for model, actions in models.items()
                for action in actions
            ]
        elif name.startswith("wagtailsettings:"):
            found += [(f"{name}:{which}", arguments) for which in SETTINGS]
        elif name not in NOT_WALKED:
            found.append((name, arguments))
    return found


def thing_of(name: str) -> str | None:
    """What kind of a person's own things a route is about; None for everybody's."""
    begins = max((each for each in OWNED if name.startswith(each)), key=len, default="")
    return OWNED.get(begins)


def whose_of(name: str, arguments) -> list[str]:
    """Whose things a route is to be asked for."""
    kind = thing_of(name)
    if kind is None or not arguments:
        return ["everybody's"]
    return WHOSE if kind == "story" else ["own", "draft"]


def values_for(world: World, role: str, whose: str, name: str) -> dict[str, list]:
    """The arguments of a route, for the things of ``whose``."""
    things = world.things(role, "published" if whose == "everybody's" else whose)
    in_review = "workflow" in name
    story = things.reviewed if in_review else things.story
    if story.pk not in world.arguments:
        world.arguments[story.pk] = known(story, things.reviewed)
    values = dict(world.arguments[story.pk])
    kind = thing_of(name)
    begins = max((each for each in PK_OF if name.startswith(each)), key=len, default="")
    if kind:
        thing = things.reviewed if in_review else getattr(things, kind)
    else:
        thing = world.shared[PK_OF.get(begins, "home")]
    pk = thing.pk if thing else 1
    values |= {argument: [pk] for argument in OF_ANYTHING}
    values |= {
        "image_id": [things.picture.pk],
        "document_id": [things.document.pk],
        "doc_id": [things.document.pk],
        "collection_id": [world.shared["collection"].pk],
        "redirect_id": [world.shared["redirect"].pk],
        "link_id": [world.shared["link"].pk],
        "page_pk": [world.shared["home"].pk],
        "workflow_pk": [world.shared["workflow"].pk],
        "destination_id": [world.shared["category"].pk],
        "model_name": ["articlepage"],
        "app_label": ["news"],
    }
    if "task_chosen" in name:
        values["task_id"] = [world.shared["task"].pk]
    if "preview_on_add" in name or name == "wagtailadmin_pages:add":
        values["parent_page_id"] = [story.get_parent().pk]
    if name.startswith("wagtail_bulk_action:"):
        app, model, action = name.partition(":")[2].split("/")
        values |= {"app_label": [app], "model_name": [model], "action": [action]}
    if name.startswith("wagtailsettings:"):
        app, model = name.rpartition(":")[2].split("/")
        values |= {"app_name": [app], "model_name": [model]}
        one = HistorySettings.load() if "history" in model else world.shared["site"]
        values["pk"] = [one.pk]
    if name == "wagtailadmin_workflows:add_task":
        values |= {"app_label": ["wagtailcore"], "model_name": ["groupapprovaltask"]}
    return values


def query_of(world: World, role: str, whose: str, name: str) -> str:
    """What a route has to find after the question mark."""
    if name == "wagtailadmin_choose_page_chosen_multiple":
        return f"?id={world.others['draft'].story.pk}"
    if not name.startswith("wagtail_bulk_action:"):
        return ""
    app = name.partition(":")[2].split("/")[0]
    kind = thing_of(name)
    if kind is None:
        return f"?id={world.shared[BULK[app]].pk}"
    return f"?id={getattr(world.things(role, whose), kind).pk}"
