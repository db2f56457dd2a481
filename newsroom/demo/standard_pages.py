"""The demo newsroom's pages about itself; what they say of it is so."""

from wagtail.models import Page, Site

from home.models import BrandSettings, StandardPage
from newsroom.demo import builders

CONTACT = "desk@newsclip.example"
NOTE = "Demonstration: all stories are invented"
POLICIES = {
    "About": StandardPage.Policy.PRINCIPLES,
    "Corrections policy": StandardPage.Policy.CORRECTIONS,
}

# Title, introduction, body.
PAGES = (
    (
        "About",
        "Newsclip reads what others report, keeps what matters, and says where it "
        "comes from.",
        [
            (
                "paragraph",
                "<p>A clip is short. It tells what happened and why it matters, and "
                "names the report that it rests on, with its address, so that you "
                "can read that one, too.</p>",
            ),
            ("heading", {"text": "How stories are found", "level": "h2"}),
            (
                "paragraph",
                "<p>Every story carries hashtags: the subjects it is about. Follow "
                "one, and its stories come to you; nobody asks for your name.</p>",
            ),
            ("heading", {"text": "What you see here", "level": "h2"}),
            (
                "paragraph",
                "<p>This is a demonstration. The countries, people, outlets and "
                "stories are invented, the pictures are drawn by a program, and "
                "addresses that end in .example lead nowhere.</p>",
            ),
        ],
    ),
    (
        "Contact",
        "Write to the newsroom about a story, a mistake, or something we should know.",
        [
            (
                "paragraph",
                f'<p>Write to <a href="mailto:{CONTACT}">{CONTACT}</a>. Under each '
                "story, ‘Report a mistake’ opens a letter that names it. In this "
                "demonstration the address leads nowhere.</p>",
            ),
            (
                "paragraph",
                "<p>Each author’s page says how to reach the author.</p>",
            ),
        ],
    ),
    (
        "Privacy",
        "You can read everything here without being watched.",
        [
            (
                "bulleted_list",
                "<ul><li>Readers get no cookies.</li>"
                "<li>Pages load nothing from other sites. A video or a post from "
                "elsewhere stays a still until you ask for it; then its provider "
                "learns that you did.</li>"
                "<li>What you follow and save, and whether you read by day or by "
                "night colours, is kept in your browser and never sent to us. To "
                "show you what is new, your browser asks for the public feeds of "
                "what you follow.</li>"
                "<li>We count which words are searched for, each day, and keep nothing "
                "of who searched.</li>"
                "<li>The links that share a story are plain links. The network "
                "learns of you when you open one.</li></ul>",
            ),
            (
                "paragraph",
                "<p>Like every web server, ours is told your address with each "
                "request.</p>",
            ),
        ],
    ),
    (
        "Corrections policy",
        "When we are wrong, we say so where we were wrong.",
        [
            (
                "numbered_list",
                "<ol><li>A mistake of fact is put right in the story, and a note "
                "under it says what was wrong, what is right, and when we changed "
                "it.</li>"
                "<li>Where the facts were right and the words misled, the note is "
                "called a clarification.</li>"
                "<li>Notes stay. All of them are listed, newest first, on the page "
                "of corrections.</li></ol>",
            ),
            (
                "paragraph",
                "<p>Spelling and style are put right without a note. If you see a "
                "mistake, report it: the link is under each story.</p>",
            ),
        ],
    ),
)


def build_standard_pages() -> None:
    """Add those pages that are missing, and a brand where there is none."""
    home = builders.front_page()
    known = set(Page.objects.child_of(home).values_list("title", flat=True))
    for title, introduction, body in PAGES:
        if title not in known:
            page = StandardPage(title=title, introduction=introduction)
            page.body = builders.stream(body)
            page.policy = POLICIES.get(title, "")
            home.add_child(instance=page)
            page.save_revision().publish()
    BrandSettings.objects.get_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={"contact_email": CONTACT, "footer_note": NOTE},
    )
