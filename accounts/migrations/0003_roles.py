"""The newsroom's five groups, and the review that its stories go through.

A group of one of these names that is there already keeps what it may do. Wagtail's own
two groups and their review go, where nobody uses them.
"""

from django.db import migrations

# Each role may do what the one before it may.
ROLES = {
    "Contributor": {("wagtailadmin", "admin"): ["access_admin"]},
    "Reporter": {
        ("news", "articlepage"): ["see_drafts"],
        ("hashtags", "hashtag"): ["add_hashtag"],
    },
    "Editor": {
        ("news", "articlepage"): ["override_stop_marker"],
        ("news", "author"): ["add_author", "change_author"],
        ("hashtags", "hashtag"): ["view_hashtag"],
        ("sources", "outlet"): ["add_outlet", "change_outlet"],
        ("sources", "source"): ["add_source", "change_source"],
        ("search", "promotion"): [
            *("add_promotion", "change_promotion", "delete_promotion"),
        ],
    },
    "Managing editor": {
        ("news", "articlepage"): ["lift_embargo"],
        ("news", "author"): ["delete_author"],
        ("news", "historysettings"): ["change_historysettings"],
        ("hashtags", "hashtag"): ["change_hashtag"],
        ("home", "brandsettings"): ["change_brandsettings"],
        ("wagtailredirects", "redirect"): [
            *("add_redirect", "change_redirect", "delete_redirect"),
        ],
        ("wagtailcore", "workflow"): [
            *("add_workflow", "change_workflow", "delete_workflow"),
        ],
        ("wagtailcore", "task"): ["add_task", "change_task", "delete_task"],
    },
    "Owner": {
        ("news", "storyversion"): ["withhold_version"],
        ("accounts", "user"): ["add_user", "change_user", "delete_user"],
        ("auth", "group"): ["add_group", "change_group", "delete_group"],
    },
}
# Of all pictures and documents.
IN_THE_LIBRARY = {
    "Contributor": ["choose"],
    "Reporter": ["add"],
    "Editor": ["change"],
    "Managing editor": [],
    "Owner": [],
}
COLLECTIONS = ["add_collection", "change_collection", "delete_collection"]
KEEP_COLLECTIONS = {"Managing editor", "Owner"}
EVERY_PAGE = [
    *("add_page", "bulk_delete_page", "change_page"),
    *("lock_page", "publish_page", "unlock_page"),
]
# On the front page, and so on every page below it.
ON_THE_FRONT_PAGE = {"Managing editor": EVERY_PAGE, "Owner": EVERY_PAGE}
IN_EACH_CATEGORY = {
    "Contributor": ["add_page"],
    "Reporter": ["add_page"],
    "Editor": ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
}
# What the database must name before the models' own migrations have named it.
NAMES = {
    "access_admin": "Can access Wagtail admin",
    "lift_embargo": "Can lift an embargo before its time",
    "override_stop_marker": "Can publish a story with a stop-marker in it",
    "see_drafts": "Can see what others have not published yet",
    "withhold_version": "Can destroy the text of a version",
}


def _permission(apps, app_label, model, codename):
    """The permission; Django makes those of new models only after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    action, _, what = codename.partition("_")
    name = NAMES.get(codename, f"Can {action} {what}")
    return apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )[0]


def make_roles(apps, schema_editor):
    _take_away_wagtails_own(apps)
    permissions, on_files = [], []
    for role, wanted in ROLES.items():
        permissions += [
            _permission(apps, *model, codename)
            for model, codenames in wanted.items()
            for codename in codenames
        ]
        on_files += [
            _permission(apps, app_label, model, f"{action}_{model}")
            for action in IN_THE_LIBRARY[role]
            for app_label, model in (
                ("wagtailimages", "image"),
                ("wagtaildocs", "document"),
            )
        ]
        group, new = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        if new:
            group.permissions.set(permissions)
            _let_into_the_library(apps, group, on_files)
            _let_write(apps, group)


def _let_into_the_library(apps, group, permissions):
    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    if group.name in KEEP_COLLECTIONS:
        permissions = permissions + [
            _permission(apps, "wagtailcore", "collection", codename)
            for codename in COLLECTIONS
        ]
    for permission in permissions:
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.create(
            group=group, collection=root, permission=permission
        )


def _let_write(apps, group):
    front_pages = apps.get_model("home", "HomePage").objects.filter(depth=2)
    categories = apps.get_model("news", "CategoryIndexPage").objects.all()
    for pages, wanted in (
        (front_pages, ON_THE_FRONT_PAGE),
        (categories, IN_EACH_CATEGORY),
    ):
        for page in pages:
            for codename in wanted.get(group.name, []):
                apps.get_model("wagtailcore", "GroupPagePermission").objects.create(
                    group=group,
                    page_id=page.pk,
                    permission=_permission(apps, "wagtailcore", "page", codename),
                )


def _take_away_wagtails_own(apps):
    for group in apps.get_model("auth", "Group").objects.filter(
        name__in=["Moderators", "Editors"], user=None
    ):
        tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects
        workflows = apps.get_model("wagtailcore", "Workflow").objects
        for task in tasks.filter(groups=group, task_states=None):
            workflows.filter(
                workflow_tasks__task=task, workflow_states=None
            ).delete()
            task.delete()
        if not tasks.filter(groups=group).exists():
            group.delete()


def make_review(apps, schema_editor):
    """Edit, legal review, publish: for every page below a front page without one."""
    front_pages = apps.get_model("home", "HomePage").objects.filter(depth=2)
    reviewed = apps.get_model("wagtailcore", "WorkflowPage").objects
    front_pages = front_pages.exclude(pk__in=reviewed.values("page"))
    if not front_pages.exists():
        return
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name="Review")
    for place, (model, name) in enumerate(
        (
            ("EditTask", "Edit"),
            ("LegalReviewTask", "Legal review"),
            ("PublishTask", "Publish"),
        )
    ):
        model = apps.get_model("accounts", model)
        content_types = apps.get_model("contenttypes", "ContentType").objects
        content_type, _ = content_types.get_or_create(
            app_label="accounts", model=model._meta.model_name
        )
        task = model.objects.create(name=name, content_type=content_type)
        if name == "Legal review":
            groups = apps.get_model("auth", "Group").objects
            task.groups.set(groups.filter(name__in=["Managing editor", "Owner"]))
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task=task, sort_order=place
        )
    for page in front_pages:
        reviewed.create(page_id=page.pk, workflow=workflow)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_review"),
        ("hashtags", "0001_initial"),
        ("home", "0004_standard_pages"),
        ("images", "0001_initial"),
        ("news", "0017_who_sees_drafts"),
        ("search", "0002_pins_and_counts"),
        ("sources", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]
    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop),
        migrations.RunPython(make_review, migrations.RunPython.noop),
    ]
