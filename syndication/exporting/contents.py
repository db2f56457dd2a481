"""What of the database an export holds, column by column, and what it leaves out.

Every model of the project is in ``EXPORTED`` or in ``LEFT_OUT``, and every column of an
exported one is named here: `manage.py check` fails for what is not, so that nothing is
forgotten and no new secret leaves the house. Whoever adds a column adds it here, and
raises ``FORMAT``.
"""

import secrets
from collections.abc import Callable

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db.models import Field, Model
from wagtail.models import Page

FORMAT = 1

EXPORTED = {
    "accounts.EditTask": "task_ptr",
    "accounts.EditTaskState": "taskstate_ptr asks_for_legal_review",
    "accounts.LegalReviewTask": "task_ptr",
    "accounts.LegalReviewTask_groups": "id legalreviewtask group",
    "accounts.PublishTask": "task_ptr",
    "accounts.User": """
        id last_login is_superuser username first_name last_name email is_staff
        is_active date_joined
    """,
    "accounts.User_groups": "id user group",
    "accounts.User_user_permissions": "id user permission",
    "auth.Group": "id name",
    "auth.Group_permissions": "id group permission",
    "hashtags.Hashtag": "id name slug folded status merged_into description created_at",
    "hashtags.HashtagChange": "id operation hashtag before after",
    "hashtags.HashtagOperation": """
        id kind what into made_by made_at undone_by undone_at
    """,
    "hashtags.NotADuplicate": "id first second",
    "home.BrandSettings": """
        id site name tagline logo contact_email footer_note x_handle facebook_url
        linkedin_url mastodon_url bluesky_url
    """,
    "home.BreakingBanner": "id site text story ends_at",
    "home.HomePage": "introduction",
    "home.Slot": "id sort_order page story headline image expire_at pinned placed_at",
    "home.StandardPage": "introduction body policy",
    "images.NewsImage": """
        id collection title file description width height created_at uploaded_by_user
        focal_point_x focal_point_y focal_point_width focal_point_height file_size
        file_hash caption credit licence rights_expire_on picture_set
    """,
    "images.NewsRendition": "id filter_spec file width height focal_point_key image",
    "images.ShownPicture": "id place picture",
    "news.ArticlePage": """
        category wanted_category recategorised_at outlet word_count reading_minutes
        excerpt published_at redated_at updated_at embargo_until embargo_changed_at
        republish_as republish_note republish_chosen_at told_at is_retracted
        withdrawn_at withdrawn_because card_headline standfirst kicker story_type
        paid_for_by language hero_image hero_alt hero_decorative hero_caption body
        original_reporting share_text
    """,
    "news.Author": """
        id name slug role bio photo email website mastodon bluesky linkedin
    """,
    "news.Byline": "id sort_order article author role",
    "news.CategoryIndexPage": "introduction accent_light accent_dark",
    "news.Correction": "id article kind made_at told_at text",
    "news.Embed": """
        id key url title author provider text still asked_at fetched_at failed_at
        gone_at error
    """,
    "news.HistorySettings": "id public",
    "news.RelatedPick": "id sort_order article story",
    "news.SourceReference": """
        id sort_order url role title author published source article
    """,
    "news.StoryHashtag": "id tag sort_order content_object",
    "news.StoryVersion": """
        id story number at who change note content correction_pks readable_from
        content_hash chain_hash withheld_at withheld_for
    """,
    "news.TypedEmbargo": "id page user until before",
    "search.PromotedStory": "id sort_order promotion story",
    "search.Promotion": "id query folded until",
    "search.SearchCount": "id day query searches stories_found",
    "sources.Outlet": "id name slug description url",
    "sources.OutletDomain": "id domain outlet",
    "sources.Source": """
        id link_state link_note moved_to checked_at next_check_at tries gone_since
        trail archive_url url canonical key outlet title author created_at
    """,
    "syndication.Announcement": "story_id sequence address is_there",
    "syndication.ImportedAddress": "id key imported",
    "syndication.ImportedCategory": "id category",
    "syndication.ImportedPicture": "id key picture",
    "syndication.ImportedStory": """
        id key identifier story fingerprint revision_pk was_published awaited_links
        missing_pictures
    """,
    "taggit.Tag": "id name slug",
    "taggit.TaggedItem": "id tag content_type object_id",
    "wagtailcore.Collection": "id path depth numchild name",
    "wagtailcore.CollectionViewRestriction": "id restriction_type collection",
    "wagtailcore.CollectionViewRestriction_groups": """
        id collectionviewrestriction group
    """,
    "wagtailcore.Comment": """
        id page user text contentpath position created_at updated_at revision_created
        resolved_at resolved_by
    """,
    "wagtailcore.CommentReply": "id comment user text created_at updated_at",
    "wagtailcore.GroupApprovalTask": "task_ptr",
    "wagtailcore.GroupApprovalTask_groups": "id groupapprovaltask group",
    "wagtailcore.GroupCollectionPermission": "id group collection permission",
    "wagtailcore.GroupPagePermission": "id group page permission",
    "wagtailcore.GroupSitePermission": "id group site permission",
    "wagtailcore.Locale": "id language_code",
    "wagtailcore.ModelLogEntry": """
        id content_type label action data timestamp uuid user revision content_changed
        deleted object_id
    """,
    "wagtailcore.Page": """
        id path depth numchild translation_key locale latest_revision live
        has_unpublished_changes first_published_at last_published_at live_revision
        go_live_at expire_at expired locked locked_at locked_by title draft_title slug
        content_type url_path owner latest_revision_created_at alias_of show_in_menus
        seo_title search_description
    """,
    "wagtailcore.PageLogEntry": """
        id content_type label action data timestamp uuid user revision content_changed
        deleted page
    """,
    "wagtailcore.PageSubscription": "id user page comment_notifications",
    "wagtailcore.PageViewRestriction": "id restriction_type page",
    "wagtailcore.PageViewRestriction_groups": "id pageviewrestriction group",
    "wagtailcore.Revision": """
        id content_type base_content_type object_id created_at user object_str content
        approved_go_live_at
    """,
    "wagtailcore.Site": "id hostname port site_name root_page is_default_site",
    "wagtailcore.Task": "id name content_type active",
    "wagtailcore.TaskState": """
        id workflow_state revision task status started_at finished_at finished_by
        comment content_type
    """,
    "wagtailcore.Workflow": "id name active",
    "wagtailcore.WorkflowContentType": "content_type workflow",
    "wagtailcore.WorkflowPage": "page workflow",
    "wagtailcore.WorkflowState": """
        id content_type base_content_type object_id workflow status created_at
        requested_by current_task_state
    """,
    "wagtailcore.WorkflowTask": "id sort_order workflow task",
    "wagtaildocs.Document": """
        id collection title file created_at uploaded_by_user file_size file_hash
    """,
    "wagtailredirects.Redirect": """
        id old_path site is_permanent redirect_page redirect_page_route_path
        redirect_link automatically_created created_at
    """,
    "wagtailusers.UserProfile": """
        id user submitted_notifications approved_notifications rejected_notifications
        updated_comments_notifications preferred_language current_time_zone avatar
        dismissibles theme contrast density keyboard_shortcuts
    """,
}

DERIVED = "Derived from the stories; written anew on import."
NAMES = "Made by migrate; the export names them: news.articlepage."
LETS_IN = "Who has it may come in."
PASSING = "What somebody has open at the moment."
UNUSED = "Holds nothing in this project."
LEFT_OUT = {
    "account.EmailAddress": UNUSED,
    "account.EmailConfirmation": UNUSED,
    "auth.Permission": NAMES,
    "contenttypes.ContentType": NAMES,
    "delivery.Beat": "When the clock last ran.",
    "delivery.Effect": "What is to follow a change here, once.",
    "desk.DraftLink": LETS_IN,
    "desk.StoryMark": DERIVED,
    "mfa.Authenticator": LETS_IN,
    "news.Listing": DERIVED,
    "news.RisingHashtag": DERIVED,
    "news.ScheduleProblem": "The clock tries again, and writes it anew.",
    "news.StoryListing": DERIVED,
    "search.AdminDocument": DERIVED,
    "search.Misspelling": DERIVED,
    "search.StoryDocument": DERIVED,
    "search.Word": DERIVED,
    "sessions.Session": LETS_IN,
    "sources.Host": "Whose turn it is to be asked, and robots.txt of that day.",
    "syndication.Service": "How the services answered that the environment names.",
    "syndication.Webhook": LETS_IN,  # and a copy of the newsroom tells nobody outside
    "wagtailadmin.Admin": UNUSED,
    "wagtailadmin.EditingSession": PASSING,
    "wagtailadmin.FormState": PASSING,
    "wagtailcore.APIToken": LETS_IN,
    "wagtailcore.ReferenceIndex": DERIVED,
    "wagtailcore.UploadedFile": PASSING,
    "wagtailimages.Image": UNUSED,
    "wagtailimages.Rendition": UNUSED,
    "wagtailsearch.IndexEntry": UNUSED,
    "wagtailsearch.SQLiteFTSIndexEntry": UNUSED,
}

# By model and column: what stands there after an import, until somebody sets another.
SECRETS: dict[str, dict[str, Callable[[], str]]] = {
    # One that nobody knows: without any, nobody could set another by mail.
    "accounts.User": {"password": lambda: make_password(secrets.token_urlsafe())},
    "wagtailcore.CollectionViewRestriction": {"password": secrets.token_urlsafe},
    "wagtailcore.PageViewRestriction": {"password": secrets.token_urlsafe},
}

# What lies in a page's own file beside the page, as lists of rows: by page type, the
# models, each with its column that names the page.
PARTS = {
    "home.HomePage": {"home.Slot": "page"},
    "news.ArticlePage": {
        "news.Byline": "article",
        "news.Correction": "article",
        "news.RelatedPick": "article",
        "news.SourceReference": "article",
        "news.StoryHashtag": "content_object",
    },
}
# Where a page type's files lie, if not in ``pages``.
FOLDERS = {"news.ArticlePage": "stories"}

# A new database has some of these; of anything else it has none.
MADE_BY_MIGRATIONS = {
    *("accounts.EditTask", "accounts.LegalReviewTask", "accounts.PublishTask"),
    *("accounts.LegalReviewTask_groups", "auth.Group", "auth.Group_permissions"),
    *("home.HomePage", "wagtailcore.Collection", "wagtailcore.Locale"),
    *("wagtailcore.GroupCollectionPermission", "wagtailcore.GroupPagePermission"),
    *("wagtailcore.Page", "wagtailcore.Site", "wagtailcore.Task"),
    *("wagtailcore.Workflow", "wagtailcore.WorkflowPage", "wagtailcore.WorkflowTask"),
}


def exported_models() -> list[type[Model]]:
    """Every exported model, in the order of their names."""
    return [apps.get_model(label) for label in sorted(EXPORTED)]


def page_types() -> list[type[Page]]:
    """Those that are pages: ``Page`` itself too, which the root of the tree is."""
    return [model for model in exported_models() if issubclass(model, Page)]


def row_models() -> list[type[Model]]:
    """Those whose rows lie in a file of the model's own."""
    in_pages = {part for parts in PARTS.values() for part in parts}
    return [
        model
        for model in exported_models()
        if not issubclass(model, Page) and model._meta.label not in in_pages
    ]


def columns(model: type[Model]) -> list[Field]:
    """What is exported of the model's own table; of a page type, without the page's."""
    names = EXPORTED[model._meta.label].split()
    return [model._meta.get_field(name) for name in names]


def columns_of_page(model: type[Page]) -> list[Field]:
    """What is exported of a page of that type, the columns of every page first."""
    own = [] if model is Page else columns(model)
    return columns(Page) + own


def own_columns(model: type[Model]) -> list[Field]:
    """The columns of the model's table that a row has to say something of."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if not (issubclass(model, Page) and _leads_to_page(field))
    ]


def _leads_to_page(field: Field) -> bool:
    return bool(field.remote_field and getattr(field.remote_field, "parent_link", 0))
