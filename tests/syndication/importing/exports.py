"""WordPress' export, in a line for each post."""

from html import escape

WXR = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old Harbour News</title><link>https://old.example</link>
<language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_login>ada</wp:author_login>
<wp:author_display_name><![CDATA[Ada Marsh]]></wp:author_display_name></wp:author>
{items}
</channel></rss>"""
FILED = {"category": "World", "author": "ada", "status": "publish", "kind": "post"}


def item(number=1, title="Harbour vote", text="<p>The board met.</p>", **given) -> str:
    """One post of WordPress' export; ``given`` overrides what it says of itself."""
    slug = given.get("slug", f"post-{number}")
    said = FILED | {
        "link": f"https://old.example/2020/01/{slug}/",
        "date": "2020-01-31 10:00:00",
        "tags": (),
        "extra": "",
        **given,
    }
    tags = "".join(
        f'<category domain="post_tag" nicename="t">{escape(tag)}</category>'
        for tag in said["tags"]
    )
    section = said["category"] and (
        f'<category domain="category" nicename="{said["category"].lower()}">'
        f"{escape(said['category'])}</category>"
    )
    return f"""<item><title>{escape(title)}</title><link>{said["link"]}</link>
<dc:creator>{said["author"]}</dc:creator>
<guid>https://old.example/?p={number}</guid>
<content:encoded><![CDATA[{text}]]></content:encoded>
<excerpt:encoded><![CDATA[{said.get("excerpt", "")}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>{said["date"]}</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{said["status"]}</wp:status>
<wp:post_type>{said["kind"]}</wp:post_type>{section}{tags}{said["extra"]}</item>"""
