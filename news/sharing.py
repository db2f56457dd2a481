"""Addresses that open a network's own form, with a story filled in."""

import re
from urllib.parse import urlencode

MOST_HASHTAGS = 3
# Networks end a hashtag at the first character that is no letter, mark, digit or _.
_UNSHAREABLE = re.compile(r"[^\w]")


def share_links(story) -> list[tuple[str, str]]:
    """``(network, address)``, each carrying the canonical address of the story."""
    address = story.full_url or ""  # none yet in the preview of a new story
    names = [tag.name for tag in story.public_hashtags]
    hashtags = [name for name in names if not _UNSHAREABLE.search(name)][:MOST_HASHTAGS]
    post = {"text": story.share_text or story.title, "url": address}
    if hashtags:
        post["hashtags"] = ",".join(hashtags)
    return [
        ("X", f"https://x.com/intent/post?{urlencode(post)}"),
        (
            "Facebook",
            f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}",
        ),
        (
            "LinkedIn",
            "https://www.linkedin.com/sharing/share-offsite/?"
            + urlencode({"url": address}),
        ),
    ]
