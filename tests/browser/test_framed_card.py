"""A story's card fits the frame that other sites are told to make for it."""

from urllib.parse import quote, urlsplit

import pytest

from tests.delivery.listeners import answer, listening

# A headline of four lines, one in Japanese, one from right to left, one without a hero.
STORIES = [
    "/politics/aldermoor-residents-budget/",
    "/world/shione-tram-reopens/",
    "/world/mina-al-nour-solar-desalination/",
    "/business/pilots-meet-mediator/",
]
BEYOND = """() => {
    const page = document.documentElement;
    return [page.scrollWidth - innerWidth, page.scrollHeight - innerHeight];
}"""


@pytest.mark.parametrize("story", STORIES)
def test_the_card_fits_the_frame_at_every_width(reader, newsroom, story):
    """``reader`` fails the test at any script or request to another host."""
    host = urlsplit(newsroom.address).netloc
    for width in (280, 360, 479, 480, 600):
        url = quote(f"http://{host}{story}", safe="")
        told = reader.request.get(f"/oembed?url={url}&maxwidth={width}").json()
        reader.set_viewport_size({"width": width, "height": told["height"]})
        reader.goto(f"{story}embed/")
        beyond = reader.evaluate(BEYOND)
        assert max(beyond) <= 0, f"{width} px: {beyond} px too large"
    assert told["width"] == 600


def test_another_site_shows_the_card_and_its_link_opens_beside(
    browser, reader, newsroom
):
    """In the very frame that oEmbed hands out, from which nothing may run."""
    url = f"{newsroom.address}{STORIES[0]}"
    told = reader.request.get(f"/oembed?url={quote(url, safe='')}").json()
    site = f"<!DOCTYPE html><title>A blog</title>{told['html']}"
    with listening(answer(site.encode())) as blog:
        page, failed = browser.new_page(), []
        page.on("requestfailed", lambda request: failed.append(request.url))
        page.goto(blog.url)
        card = page.frame_locator("iframe")
        assert card.locator("h1").inner_text() == told["title"]
        card.locator("img").evaluate("img => img.decode()")
        with page.expect_popup() as opened:
            card.locator("h1 a").click()
        assert opened.value.url == url
        assert not failed
        opened.value.close()
        page.close()
