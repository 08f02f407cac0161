"""The summary of mistakes: each line leads to an input that can take the focus."""

import pytest
from django import forms

from pages.forms import PlainForm
from pages.gallery import SampleForm, sample_mistakes

FOCUSABLE = {"input", "select", "textarea"}


@pytest.fixture
def page(draw, parse):
    return parse(draw("{% error_summary form %}{{ form }}", form=sample_mistakes()))


def links(page):
    return [attrs["href"].removeprefix("#") for attrs, _ in page.all("a", href="#id_")]


def test_every_link_leads_to_an_input(page):
    assert len(links(page)) >= 12
    assert {page.with_id(one)[0] for one in links(page)} <= FOCUSABLE


@pytest.mark.parametrize("target", ["id_kind_0", "id_levels_0", "id_starts_0", "id_certified"])
def test_group_is_entered_at_its_first_input(page, target):
    assert target in links(page)


def test_day_is_entered_at_the_box_that_is_wrong(page):
    assert "id_closes_1" in links(page)


def test_line_names_its_field(page):
    said = [text for attrs, text in page.all("a", href="#id_")]
    assert "Start date: the date must be a real date." in said
    assert "Reasons: fill this in." in said


def test_mistake_of_the_whole_form_is_said_without_a_link(page):
    said = [text for _, text in page.all("span", class_="ws-error-line")]
    assert said == ["The value and the number of families cannot both be unknown."]


def test_refusals_come_first(draw, parse):
    page = parse(draw("{% error_summary form said %}", form=sample_mistakes(), said=["Not yet."]))
    assert page.all("span", class_="ws-error-line")[0][1] == "Not yet."


def test_nothing_wrong_draws_nothing(draw):
    assert draw("{% error_summary form sentences %}", form=SampleForm()).strip() == ""
    assert draw("{% error_summary form sentences %}").strip() == ""


def test_formset_lists_the_mistakes_of_each_form(draw, parse):
    class Line(PlainForm):
        name = forms.CharField()

    rows = forms.formset_factory(Line, extra=0, min_num=2, validate_min=True)
    sent = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "a"}
    lines = rows(sent)
    lines.is_valid()
    page = parse(draw("{% error_summary form %}", form=lines))
    assert "#id_form-1-name" in [attrs["href"] for attrs, _ in page.all("a")] or page.all("span")
