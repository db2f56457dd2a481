"""The demo's stories as a set: how many of what, how old, how long, how they link."""

import itertools
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest

from news.blocks import BodyBlock
from newsroom.demo.content import Story
from newsroom.demo.pictures import PICTURES
from newsroom.demo.stories import STORIES
from newsroom.demo.world import AUTHORS, DEAD_SOURCE, OUTLETS

PUBLISHED = sorted(
    (story for story in STORIES if story.state == "published"),
    key=lambda story: story.age,
)
NEWEST = PUBLISHED[:18]
LONGEST_HEADLINE = max(PUBLISHED, key=lambda story: len(story.headline))
RUNNING = ("OstwickStorm", "TalmereVotes", "BailAlgorithm")


def blocks_of(story: Story, name: str) -> list:
    return [value for block, value in story.body if block == name]


def test_sixty_stories_are_published_and_no_category_is_thin():
    assert Counter(story.category for story in PUBLISHED) == {
        "General": 8,
        "World": 9,
        "Politics": 8,
        "Business": 7,
        "Technology": 7,
        "Science": 7,
        "Culture": 7,
        "Sport": 7,
    }


def test_no_two_stories_share_a_key_or_a_headline():
    assert len({story.key for story in STORIES}) == len(STORIES)
    assert len({story.headline for story in STORIES}) == len(STORIES)


def test_stories_wait_for_an_editor_for_their_hour_and_for_an_embargo():
    waiting = [story for story in STORIES if story.state != "published"]

    assert Counter(story.state for story in waiting) == {
        "draft": 1,
        "submitted": 2,
        "scheduled": 1,
        "embargoed": 1,
    }
    assert [story.ahead for story in waiting if story.state == "scheduled"] == [
        timedelta(hours=2)
    ]


def test_eighteen_stories_are_of_the_last_two_days():
    assert [story for story in PUBLISHED if story.age < timedelta(days=2)] == NEWEST


def test_the_others_reach_back_fourteen_months_and_thin_out_on_the_way():
    ages = [story.age.days for story in PUBLISHED]
    by_quarter = Counter(age // 106 for age in ages)

    assert 395 <= ages[-1] <= 425
    assert max(later - age for age, later in itertools.pairwise(ages)) <= 61
    assert by_quarter[0] > by_quarter[1] >= by_quarter[2] >= by_quarter[3] > 0


def test_no_two_stories_came_out_in_the_same_minute():
    assert len({story.age // timedelta(minutes=1) for story in PUBLISHED}) == 60


@pytest.mark.parametrize("hashtag", RUNNING)
def test_a_running_story_has_parts_over_days_up_to_now(hashtag):
    parts = [story for story in PUBLISHED if hashtag in story.hashtags]

    assert 4 <= len(parts) <= 6
    assert parts[0].age < timedelta(days=2)
    assert parts[-1].age - parts[0].age > timedelta(days=3)
    keys = {story.key for story in parts}
    for part in parts[:-1]:
        assert keys & set(blocks_of(part, "related_story")), part.key


def test_a_story_links_only_to_published_ones_that_are_older():
    ages = {story.key: story.age for story in PUBLISHED}
    for story in PUBLISHED:
        for key in blocks_of(story, "related_story"):
            assert ages[key] > story.age, (story.key, key)


def test_every_block_of_a_body_is_used():
    used = {name for story in PUBLISHED for name, _ in story.body}

    assert used == set(BodyBlock().child_blocks)


def test_one_story_has_the_shape_of_a_long_read_of_seven_headings():
    shapes = [
        Counter(name for name, _ in story.body)
        for story in PUBLISHED
        if (story.category, len(story.hashtags), len(story.sources))
        == ("General", 5, 1)
    ]

    assert any(
        (shape["heading"], shape["quote"], shape["bulleted_list"]) == (7, 2, 1)
        for shape in shapes
    )


def test_a_story_that_is_not_a_clip_is_parted_by_headings():
    for story in PUBLISHED:
        paragraphs = len(blocks_of(story, "paragraph"))
        assert paragraphs <= 6 or blocks_of(story, "heading"), story.key


def test_five_stories_are_opinion_or_analysis_and_one_is_paid_for():
    kinds = Counter(story.story_type for story in PUBLISHED)

    assert kinds["opinion"] + kinds["analysis"] == 5
    assert [story.story_type for story in PUBLISHED if story.paid_for_by] == [
        "sponsored"
    ]
    assert kinds["sponsored"] == 1
    assert kinds["explainer"] >= 1
    assert all(story.authors for story in PUBLISHED if story.story_type == "opinion")


def test_a_kicker_does_not_repeat_the_type_that_stands_beside_it():
    for story in STORIES:
        assert story.kicker.lower() != story.story_type, story.key
        assert len(story.kicker.split()) <= 3, story.key


def test_one_story_each_is_in_arabic_japanese_and_russian():
    languages = Counter(story.language for story in PUBLISHED)

    assert languages == {"en": 57, "ar": 1, "ja": 1, "ru": 1}


def test_headlines_are_of_a_headlines_length_but_for_one():
    for story in STORIES:
        if story is not LONGEST_HEADLINE:
            assert 45 <= len(story.headline) <= 75, story.headline
    assert 105 <= len(LONGEST_HEADLINE.headline) <= 115
    assert 0 < len(LONGEST_HEADLINE.card_headline) <= 75


def test_five_authors_signed_one_story_and_nobody_unknown_signed_any():
    known = {author["slug"] for author in AUTHORS}

    assert [story.key for story in PUBLISHED if len(story.authors) > 3] == [
        "kest-dam-from-orbit"
    ]
    assert max(len(story.authors) for story in PUBLISHED) == 5
    assert {slug for story in STORIES for slug in story.authors} <= known


def test_six_stories_have_no_picture_and_the_others_one_that_exists():
    assert sum(not story.picture for story in PUBLISHED) == 6
    for story in STORIES:
        drawn = {value["picture"] for value in blocks_of(story, "image")}
        assert drawn | {story.picture} <= {"", *PICTURES}, story.key
        assert bool(story.picture) == bool(story.picture_alt), story.key


def test_no_picture_is_shown_twice_in_a_category_or_among_the_newest():
    heroes = Counter((story.category, story.picture) for story in PUBLISHED)
    newest = Counter(story.picture for story in NEWEST)

    assert [hero for hero, times in heroes.items() if hero[1] and times > 1] == []
    assert [hero for hero, times in newest.items() if hero and times > 1] == []


def test_every_source_is_of_an_invented_outlet_that_has_a_name():
    for story in STORIES:
        assert story.sources or story.original_reporting, story.key
        assert len(story.sources) <= 3
        for source in story.sources:
            address = urlsplit(source.url)
            assert address.scheme == "https"
            assert address.hostname.removeprefix("www.") in OUTLETS, source.url
            assert source.title


def test_a_source_is_older_than_the_story_that_clips_it():
    for story in PUBLISHED:
        for source in story.sources:
            assert source.published is None or source.published > story.age, story.key


def test_one_story_cites_a_page_that_is_gone():
    assert [
        story.key
        for story in PUBLISHED
        for source in story.sources
        if source.url == DEAD_SOURCE
    ] == ["insurers-leave-lower-sorrel"]


def test_readers_are_told_of_a_correction_a_clarification_and_an_update():
    told = [(story, note) for story in PUBLISHED for note in story.corrections]

    assert {note.kind for _, note in told} == {"correction", "clarification", "update"}
    assert all(note.age < story.age for story, note in told)


def test_stories_share_their_hashtags():
    uses = Counter(hashtag for story in PUBLISHED for hashtag in story.hashtags)

    assert all(3 <= len(story.hashtags) <= 5 for story in STORIES)
    assert max(uses.values()) <= 15
    assert sum(times >= 3 for times in uses.values()) >= 30


def test_two_spellings_of_one_hashtag_are_there_for_an_editor_to_merge():
    used = {hashtag for story in PUBLISHED for hashtag in story.hashtags}

    assert {"AI", "ArtificialIntelligence"} <= used
