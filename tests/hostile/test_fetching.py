"""Some hostile addresses at each thing that fetches; `test_every_fetch.py` has all."""

import pytest

from tests.hostile import addresses
from tests.hostile.conftest import QUICK
from tests.hostile.fetchers import FETCHERS
from tests.hostile.fetching import walk

pytestmark = pytest.mark.django_db
SLOW = ["http://drips-headers.evil.example/x", "https://tls-silent.evil.example/x"]


def test_the_forms_are_many_and_each_is_another():
    forms = addresses.forms()

    assert len(forms) == len(set(forms)) > 200


@pytest.mark.parametrize(
    "number", range(len(FETCHERS)), ids=lambda n: FETCHERS[n].__name__
)
def test_a_sample_reaches_nothing_inside(number, web, patience):
    sample = [*addresses.forms()[number::60], SLOW[number % 2]]
    patience(QUICK)

    assert walk(FETCHERS[number], sample, web, QUICK).wrong == []
