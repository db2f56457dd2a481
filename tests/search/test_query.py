"""What readers type is read as they mean it, and nothing they type is an error."""

import time
from datetime import date
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import (
    LONGEST,
    MOST_PARTS,
    Either,
    Named,
    Phrase,
    Query,
    Tag,
    Word,
    parse,
    written,
)

TODAY = date(2026, 2, 1)


def read(text: str) -> Query:
    return parse(text, TODAY)


def parts(text: str) -> list:
    return list(read(text).parts)


READ = {
    "": [],
    "gas prices": [Word("gas"), Word("prices")],
    "東京都": [Word("東京都")],
    "C++ C# U.S. cease-fire it’s": [
        Word("C++"),
        Word("C#"),
        Word("U.S."),
        Word("cease-fire"),
        Word("it’s"),
    ],
    "gas, oil; coal?": [Word("gas"), Word("oil"), Word("coal")],
    "gas & oil – coal": [Word("gas"), Word("oil"), Word("coal")],
    "ada@example.org": [Word("ada@example.org")],
    "foo:bar": [Word("foo:bar")],
    "(gas (prices))": [Word("gas"), Word("prices")],
    "gas AND oil and coal": [Word("gas"), Word("oil"), Word("and"), Word("coal")],
    # Phrases
    '"gas prices" oil': [Phrase("gas prices"), Word("oil")],
    "“gas prices”": [Phrase("gas prices")],
    "„gas prices“": [Phrase("gas prices")],
    "«gas prices»": [Phrase("gas prices")],
    "»gas prices«": [Phrase("gas prices")],
    "「東京」": [Phrase("東京")],
    "“gas prices": [Phrase("gas prices")],
    'gas "': [Word("gas")],
    '"" " " "!"': [],
    'har"bour vote"': [Word("har"), Phrase("bour vote")],
    'צה"ל בעזה': [Word('צה"ל'), Word("בעזה")],
    # Excluded
    "-gas": [Word("gas", excluded=True)],
    '-"gas prices"': [Phrase("gas prices", excluded=True)],
    "-author:Marsh": [Named("author", "Marsh", excluded=True)],
    "-OR": [Word("OR", excluded=True)],
    "－gas": [Word("gas", excluded=True)],
    "-5 - gas --oil": [Word("5"), Word("gas"), Word("oil")],
    # Hashtags
    "#NATO ＃EU -#UN": [Tag("NATO"), Tag("EU"), Tag("UN", excluded=True)],
    "#NATO#EU, #UN!": [Tag("NATO"), Tag("EU"), Tag("UN")],
    "#Energy Prices": [Tag("Energy"), Word("Prices")],
    '#"Energy Prices"': [Tag("Energy Prices")],
    "#C# #C++": [Tag("C#"), Tag("C++")],
    "# ## #!": [],
    # Either
    "gas OR oil | coal price": [
        Either((Word("gas"), Word("oil"), Word("coal"))),
        Word("price"),
    ],
    'gas|#oil|"brown coal"': [Either((Word("gas"), Tag("oil"), Phrase("brown coal")))],
    "OR gas OR": [Word("gas")],
    "gas OR OR oil": [Either((Word("gas"), Word("oil")))],
    "gas or oil": [Word("gas"), Word("or"), Word("oil")],
    # Names
    'author:"Ada Marsh" x': [Named("author", "Ada Marsh"), Word("x")],
    "Author:Marsh CATEGORY:World": [
        Named("author", "Marsh"),
        Named("category", "World"),
    ],
    "ｆｒｏｍ：bbc.com": [Named("from", "bbc.com")],
    "from:bbc.com,": [Named("from", "bbc.com")],
    # Addresses
    "https://www.bbc.com/news/x": [Named("from", "https://www.bbc.com/news/x")],
    "from:https://a.com/b_(c)": [Named("from", "https://a.com/b_(c)")],
    "(see https://a.com/b?c=d|e).": [
        Word("see"),
        Named("from", "https://a.com/b?c=d|e"),
    ],
    "-https://a.com": [Named("from", "https://a.com", excluded=True)],
    "(https://a.com/b_(c)).": [Named("from", "https://a.com/b_(c)")],
    "http://": [Word("http://")],
    "https:///": [],
}


@pytest.mark.parametrize("text", READ)
def test_query_is_read_as_readers_mean_it(text):
    query = read(text)
    assert list(query.parts) == READ[text]
    nothing = (f"There is nothing to look for in “{query.text}”.",)
    assert query.ignored == (() if query.parts or not query.text else nothing)
    assert (query.after, query.before) == (None, None)


IGNORED = {
    "before:yesterday": "We ignored before:yesterday. Try before:2026-01-31.",
    "before:2026-13": "We ignored before:2026-13. Try before:2026-01-31.",
    "During:2026-02-30": "We ignored During:2026-02-30. Try during:2026-01-31.",
    "after:0000": "We ignored after:0000. Try after:2026-01-31.",
    "after:99999": "We ignored after:99999. Try after:2026-01-31.",
    "after:2026-1-1": "We ignored after:2026-1-1. Try after:2026-01-31.",
    "before:0001": "We ignored before:0001. Try before:2026-01-31.",
    "after:9999": "We ignored after:9999. Try after:2026-01-31.",
    'after:"last week"': 'We ignored after:"last week". Try after:2026-01-31.',
    "before:": "We ignored before: because no date follows. Try before:2026-01-31.",
    "-during:2026": "We ignored -during:2026: days cannot be left out.",
    "author:": "We ignored author: because no name follows. Try author:Smith.",
    'from:""': 'We ignored from:"" because no name follows. Try from:bbc.com.',
    "-category:!": "We ignored -category:! because no name follows. "
    "Try category:World.",
}


@pytest.mark.parametrize("text", IGNORED)
def test_what_cannot_be_used_is_ignored_and_said(text):
    query = read(f"gas {text} oil")
    assert query.parts == (Word("gas"), Word("oil"))
    assert (query.after, query.before) == (None, None)
    assert query.ignored == (IGNORED[text],)


@pytest.mark.parametrize("other", ["-oil", "author:Marsh", "before:2026"])
def test_or_that_joins_nothing_it_can_is_said(other):
    query = read(f"gas OR {other} coal")
    assert query.parts[0] == Word("gas")
    assert query.parts[-1] == Word("coal")
    assert query.ignored == (
        "We ignored OR: it joins only words, phrases and hashtags.",
    )


@pytest.mark.parametrize("separator", [" ", " OR ", "|"])
def test_words_beyond_the_most_are_ignored_and_said(separator):
    query = read(separator.join("w" * 40))
    assert written(query.parts[0]).count("w") == (1 if separator == " " else MOST_PARTS)
    assert query.without(None).count("w") == MOST_PARTS
    assert query.ignored == ("We ignored all but the first 32 words.",)


def test_operators_count_behind_the_last_word_that_does():
    assert read("w " * 40 + "before:2026").before == date(2025, 12, 31)


def test_long_text_is_cut_and_said():
    query = read("a" * (LONGEST + 1))
    assert query.text == "a" * LONGEST
    assert query.ignored == ("We ignored all that follows the first 200 characters.",)
    assert read("a" * LONGEST).ignored == ()
    assert read("a" * (LONGEST - 1) + " b").text == "a" * (LONGEST - 1)


def test_text_is_one_line_of_what_can_be_seen():
    dirty = " har\x00bour\t\ud800\u202e \x07\r\nvote\ufeff\uffff "
    assert read(dirty).text == "harbour vote"
    assert read("می\u200cخواهم").text == "می\u200cخواهم"


def test_without_a_part_the_rest_stays():
    query = read('gas -"oil price" OR x author:"Ada Marsh" during:2026-01 #NATO')
    assert query.without(Named("author", "Ada Marsh")) == (
        'gas -"oil price" x #NATO during:2026-01'
    )
    assert read("a OR b c").without(Word("c")) == "a OR b"
    assert read("a").without(Word("a")) == ""


# Properties

SYNTAX = st.lists(
    st.sampled_from(
        [
            *"\"'“”„«»()|&!*:;,.?-–−+#＃＜ \\/%_^~{}[]0９aIİıß",
            *"\u3000\t\0\x1c\ud800\u200d\ufffe",
            *[
                " OR ",
                "ＯＲ",
                " AND ",
                " | ",
                "author:",
                "-from:",
                "ｆｒｏｍ：",
                "Category:",
            ],
            *[
                "before:",
                "after:",
                "during:",
                "2026",
                "-01",
                "-31",
                "yesterday",
                "９９",
            ],
            *[
                "https://",
                "http://a.b/(c)",
                "www.bbc.com",
                "NATO",
                "#",
                'צה"ל',
                "東京都",
            ],
            *["'; DROP TABLE", "<->", ":*", "a & !b", "NEAR(a b, 2)", "{c} :"],
        ]
    ),
    max_size=60,
).map("".join)
ANY_CHARACTER = st.characters(exclude_categories=())
ANY_TEXT = st.text(ANY_CHARACTER) | SYNTAX


@given(text=ANY_TEXT, today=st.dates(date(1970, 1, 1)))
def test_any_text_is_read(text, today):
    query = parse(text, today)
    assert len(query.text) <= LONGEST
    assert query.text == parse(query.text, today).text
    assert not {"Cc", "Cs"} & {category(char) for char in query.text}
    assert not (query.after and query.before) or query.after <= query.before
    leaves = sum(len(getattr(part, "parts", [part])) for part in query.parts)
    assert leaves <= MOST_PARTS


@given(text=ANY_TEXT)
def test_written_query_is_read_as_the_same(text):
    query = read(text)
    again = read(query.without(None))
    if len(query.without(None)) <= LONGEST:
        assert again.parts == query.parts
        assert (again.after, again.before) == (query.after, query.before)
        assert again.ignored == ()


@given(text=ANY_TEXT, index=st.integers(0, MOST_PARTS))
def test_query_without_a_part_is_read_as_the_others(text, index):
    query = read(text)
    if index < len(query.parts) and len(query.without(None)) <= LONGEST:
        gone = query.parts[index]
        again = read(query.without(gone))
        assert again.parts == tuple(part for part in query.parts if part != gone)


NAMES = (
    st.text(ANY_CHARACTER, min_size=1, max_size=40)
    .map(
        lambda text: (
            read(
                text.translate(str.maketrans("", "", '"“”„‟«»‹›「」『』〝〞〟＂'))
            ).text
        )
    )
    .filter(lambda text: any(char.isalnum() for char in text))
)


@given(name=NAMES, excluded=st.booleans())
def test_any_name_can_be_written(name, excluded):
    for part in [
        Phrase(name, excluded),
        Tag(name, excluded),
        Named("author", name, excluded),
    ]:
        assert parts(written(part)) == [part]


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000, "a " * 5_000, "(" * 10_000, '"' * 10_000, "-" * 10_000, "#" * 10_000,
     ":" * 10_000, "| " * 5_000, "\0" * 10_000, "before:x " * 1_100, "http://" * 1_400,
     "OR " * 3_300, "word " * 500],
)  # fmt: skip
def test_long_text_is_read_in_no_time(text):
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 0.05
