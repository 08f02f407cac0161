"""Every rule is told: on the providers' page, in the paper, with an example."""

from html import unescape

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from performance.checks import RULES
from performance.checks.rule import EFFECTS
from performance.management.commands import draw_rules


def test_each_rule_has_a_name_of_its_own_its_words_and_an_example():
    names = [rule.identifier for rule in RULES]
    assert len(set(names)) == len(names)
    assert [rule.identifier for rule in RULES if not (rule.words and rule.example)] == []


def test_the_paper_is_as_the_rules_are(capsys):
    call_command("draw_rules", check=True)
    assert f"{len(RULES)} rules." in capsys.readouterr().out
    text = draw_rules.paper()
    assert all(f"| `{rule.identifier}` |" in text for rule in RULES)


def test_a_paper_that_is_out_of_date_is_found(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match="out of date"):
        call_command("draw_rules", check=True)
    call_command("draw_rules")
    call_command("draw_rules", check=True)


def test_the_page_of_the_rules(sign_in, preparer, provider, django_assert_max_num_queries):
    client = sign_in(preparer)
    address = reverse("performance:portal_rules", args=[provider.slug])
    with django_assert_max_num_queries(10):
        page = unescape(client.get(address).content.decode())
    for rule in RULES:
        assert rule.words in page
        assert rule.example in page
    assert all(effect in page for effect in EFFECTS.values())
    assert (
        address
        in client.get(reverse("performance:portal_returns", args=[provider.slug])).content.decode()
    )
