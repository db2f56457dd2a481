"""What each network's form is filled in with."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.html import escape

from news.sharing import share_links
from newsroom.demo import builders

pytestmark = pytest.mark.django_db


def filled_in(story) -> dict[str, dict[str, str]]:
    """The fields of each network's form."""
    links = share_links(story)
    return {
        label: {name: value for name, (value,) in _fields(address).items()}
        for label, address in [*links.first, *links.more]
    }


def _fields(address: str) -> dict:
    return parse_qs(urlsplit(address).query, strict_parsing=True)


@pytest.fixture
def story(home):
    return builders.make_article(
        "Ships & crews wait: 100% of berths are taken 🚢",
        hashtags=["NATO", "تحلية_المياه", "路面電車", "Energy"],
    )


def test_three_are_in_sight_and_the_others_behind_more(story):
    links = share_links(story)

    assert [label for label, _ in links.first] == ["X", "Facebook", "LinkedIn"]
    assert [label for label, _ in links.more] == [
        "Bluesky",
        "Threads",
        "WhatsApp",
        "Telegram",
        "Reddit",
        "E-mail",
    ]


def test_every_form_gets_the_canonical_address(story):
    for label, fields in filled_in(story).items():
        assert any(story.full_url in value for value in fields.values()), label


def test_three_hashtags_go_as_each_network_accepts_them(story):
    forms = filled_in(story)
    tagged = f"{story.title} #NATO #تحلية_المياه #路面電車"

    assert forms["X"] == {
        "text": story.title,
        "url": story.full_url,
        "hashtags": "NATO,تحلية_المياه,路面電車",
    }
    assert forms["Bluesky"]["text"] == f"{tagged} {story.full_url}"
    assert forms["Threads"] == {"text": tagged, "url": story.full_url}
    assert forms["WhatsApp"]["text"] == f"{tagged} {story.full_url}"
    assert forms["Telegram"] == {"text": tagged, "url": story.full_url}
    assert forms["Reddit"]["title"] == story.title
    assert forms["E-mail"] == {"subject": story.title, "body": story.full_url}


def test_the_share_text_is_said_instead_of_the_headline(home):
    story = builders.make_article(share_text="Ships are back")
    forms = filled_in(story)

    assert forms["X"]["text"] == forms["Bluesky"]["text"].rsplit(" ", 1)[0]
    assert forms["X"]["text"] == forms["E-mail"]["subject"] == "Ships are back"


def test_a_mail_programs_form_shows_no_plus_signs_for_spaces(story):
    mail = dict(share_links(story).more)["E-mail"]

    assert "+" not in mail
    assert "%20" in mail


@pytest.mark.parametrize(
    "words",
    [
        "قناة السويس تعود إلى العمل «بعد أسبوع»",
        "港の投票、木曜日まで延期へ――理事会",
        "R&D + C++: 50% of “it”, #1? a=b;c/d\\e|f <b>&amp;</b>",
        "👩‍🚀 lands 🏳️‍🌈 in Zürich ✅",
        "Line\u2028separator and\ttab",
    ],
)
def test_odd_words_arrive_as_they_were_written(home, words):
    story = builders.make_article(words, slug="odd")
    links = share_links(story)

    for label, fields in filled_in(story).items():
        said = fields.get("text") or fields.get("title") or fields.get("subject")
        if label not in ("Facebook", "LinkedIn"):  # they read the page instead
            assert said.startswith(words), label
    assert links.text == words
    for _, address in [*links.first, *links.more]:
        assert address.isascii()
        assert not set('<>" \\|') & set(address)


def test_the_longest_words_leave_room_for_an_address_and_are_cut_between_words(home):
    story = builders.make_article("Dredging " * 28, hashtags=["NATO", "Energy"])
    links = share_links(story)

    assert links.text.endswith("Dredging… #NATO #Energy")
    assert len(links.text) <= 250


def test_hashtags_that_do_not_fit_are_left_out(home):
    tags = ["A" * 30, "B" * 30, "Short"]
    story = builders.make_article("Words" + " words" * 32, hashtags=tags)

    assert share_links(story).text == f"{story.title} #{'A' * 30}"
    assert filled_in(story)["X"]["hashtags"] == "A" * 30


def test_hashtags_that_networks_break_are_left_out_and_marks_are_no_break(home):
    names = ["C++", "AT&T", "2026", "می\u200cخواهم", "हिन्दी", "ประเทศไทย", "G_20"]
    story = builders.make_article("Words", hashtags=names)

    assert filled_in(story)["X"]["hashtags"] == "हिन्दी,ประเทศไทย,G_20"


def test_a_story_without_hashtags_sends_none(home):
    story = builders.make_article("Words", hashtags=["C++"])

    assert "hashtags" not in filled_in(story)["X"]
    assert share_links(story).text == "Words"


def test_the_page_links_to_each_form_and_says_what_a_reader_shares(client, story):
    page = client.get(story.url).content.decode()
    links = share_links(story)

    for _, address in [*links.first, *links.more]:
        assert f'href="{escape(address)}"' in page
    assert f'data-text="{escape(links.text)}"' in page
    assert f'data-address="{links.address}"' in page
