"""What the front page and a story may cost a reader, measured as they are served."""

import budgets
import pytest
from pages import PAGES

KB = 1000


@pytest.fixture(scope="module")
def weights(browser, newsroom):
    """Each measured page's weight, weighed once."""
    return {
        name: budgets.weigh(browser, newsroom.address, PAGES[name].address)
        for name in budgets.MEASURED
    }


@pytest.fixture(params=budgets.MEASURED)
def weight(request, weights) -> budgets.Weight:
    return weights[request.param]


def test_html_css_and_javascript_are_50_kb_compressed(weight):
    assert 0 < weight.text <= 50 * KB, weight.transfers


def test_pages_travel_compressed(browser, newsroom):
    """Each text of a page, whoever serves it: Django, or WhiteNoise from the disk."""
    context = browser.new_context(base_url=newsroom.address)
    page, answers = context.new_page(), []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(PAGES["article"].address, wait_until="networkidle")
    texts = ("document", "stylesheet", "script")
    plain = [
        answer.url
        for answer in answers
        if answer.request.resource_type in texts
        and "content-encoding" not in answer.headers
        and len(answer.body()) > KB
    ]
    context.close()
    assert plain == []


def test_javascript_is_15_kb_compressed(weight):
    assert weight.size("script") <= 15 * KB, weight.transfers


def test_fonts_are_110_kb(weight):
    assert weight.size("font") <= 110 * KB, weight.transfers


def test_a_page_is_12_requests_without_the_pictures_below(weight):
    assert len(weight.transfers) <= 12, weight.transfers


def test_no_third_party_is_asked(weight):
    assert weight.third_party == ()


def test_nothing_is_inline_but_data(weight):
    assert weight.inline == ()


def test_a_reader_gets_no_cookie(weight):
    assert weight.cookies == ()


def test_only_the_remembered_theme_holds_up_painting(weight):
    """One script of 500 bytes at most, from the site itself."""
    assert [sent for sent in weight.blocking if "/js/theme." not in sent.address] == []
    assert sum(sent.size for sent in weight.blocking) <= 500


def test_nothing_moves_while_a_page_is_read_to_its_end(weight):
    assert weight.shift <= 0.002


def test_the_largest_thing_is_there_in_1800_ms_on_slow_4g(weight):
    assert 0 < weight.paint <= 1.8, weight.painted


@pytest.mark.parametrize("page_name", ["article", "article-most-authors"])
def test_a_phone_shows_the_top_of_the_hero_at_once(reader, page_name):
    reader.set_viewport_size(budgets.PHONE)
    reader.goto(PAGES[page_name].address)

    hero = reader.locator(".hero img").bounding_box()
    assert hero["y"] < budgets.PHONE["height"]


def test_a_desk_shows_the_lead_headline_at_once(reader):
    reader.set_viewport_size(budgets.DESK)
    reader.goto(PAGES["front"].address)

    bottom = budgets.bottom_of(reader, ".front__lead .card__headline")
    assert bottom <= budgets.DESK["height"]
