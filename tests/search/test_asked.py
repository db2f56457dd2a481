"""What the address of a search asks, and the addresses that are made of it."""

import pytest
from django.http import Http404, QueryDict
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.asked import Asked, page_number


def asked(query_string: str) -> Asked:
    return Asked.by(QueryDict(query_string))


def test_an_address_says_all_that_is_asked_and_nothing_else():
    search = asked("q=gas prices&category=world&year=2026&order=date&page=3&utm=x&q2=1")
    assert search.address() == (
        "/search/?q=gas+prices&category=world&year=2026&order=date"
    )
    assert search.address(page=4).endswith("&order=date&page=4")


def test_of_a_search_for_nothing_it_is_the_page_itself():
    assert asked("").is_empty
    assert asked("q=before:yesterday").is_empty
    assert asked("").address() == "/search/"


@pytest.mark.parametrize(
    "query", ["q=gas", "q=during:2026", "category=world", "q=-gas"]
)
def test_a_word_a_date_or_a_filter_is_something_to_look_for(query):
    assert not asked(query).is_empty


def test_a_filter_is_set_and_taken_off():
    assert asked("q=gas").address(category="world") == "/search/?q=gas&category=world"
    assert asked("q=gas&category=world").address(category="") == "/search/?q=gas"


def test_an_order_that_there_is_not_is_said_to_be_ignored():
    search = asked("q=gas&order=random")
    assert search.order == ""
    assert search.ignored == (
        "There is no order “random”. You see the best matches first.",
    )


@settings(max_examples=40)
@example({"category": "0 \x08"})
@example({"category": "0" * 199 + " 0"})
@given(
    st.dictionaries(
        st.sampled_from(["q", "category", "hashtag", "year", "order"]),
        st.text(max_size=40),
    )
)
def test_an_address_asks_what_it_was_made_of(parameters):
    query = QueryDict(mutable=True)
    query.update(parameters)
    search = Asked.by(query)
    address = search.address()
    again = asked(address.partition("?")[2])
    assert again.address() == address
    assert again.filters == search.filters
    assert len(address) < 10_000


@pytest.mark.parametrize(
    "page", ["0", "-1", "abc", "1.5", "9" * 31, "9" * 5000, "10^30", "1001", "\x00"]
)
def test_what_is_no_number_of_a_page_is_not_found(page):
    query = QueryDict(mutable=True)
    query["page"] = page
    with pytest.raises(Http404):
        page_number(query)


def test_the_page_is_the_first_unless_another_is_asked():
    assert page_number(QueryDict("")) == page_number(QueryDict("page=")) == 1
    assert page_number(QueryDict("page=7")) == 7
