"""A record is named in an address by letters that say nothing of its number."""

from itertools import pairwise

import pytest
from django.urls import NoReverseMatch, resolve, reverse

from workflow.addresses import Veiled, unveiled, veiled

NUMBERS = [0, 1, 2, 3, 1000, 987_654_321, 2**31, 2**62 - 1]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_number_comes_back(number):
    assert unveiled(veiled(number)) == number


def test_no_two_are_named_alike():
    assert len({veiled(number) for number in range(5000)}) == 5000


def test_the_order_is_not_told():
    """Of neighbours the later is named after the earlier about as often as before it."""
    names = [veiled(number) for number in range(2000)]
    rising = sum(one < other for one, other in pairwise(names))
    assert 900 < rising < 1100


def test_an_installation_names_them_its_own_way(settings):
    here = veiled(7)
    settings.SECRET_KEY = "another"
    assert veiled(7) != here


@pytest.mark.parametrize("number", [-1, 2**62])
def test_what_is_no_number_has_no_address(number):
    with pytest.raises(ValueError, match="no record's number"):
        veiled(number)
    with pytest.raises(NoReverseMatch):
        reverse("job_status", args=[number])


def test_an_address_is_read_as_the_number():
    assert resolve(reverse("job_status", args=[42])).kwargs == {"pk": 42}
    assert Veiled().to_url("42") == veiled(42)
