"""Each kind of field: its label, hint, error and ids are wired together."""

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict

from pages.forms import FilterForm, PlainForm
from pages.gallery import SampleForm, sample_mistakes


@pytest.fixture
def fresh(parse):
    return parse(str(SampleForm()))


@pytest.fixture
def wrong(parse):
    return parse(str(sample_mistakes()))


SINGLE = ["name", "email", "value", "places", "reasons", "area", "sheet", "password", "certified"]


@pytest.mark.parametrize("field", SINGLE)
def test_label_points_at_its_input(fresh, field):
    labels = {attrs["for"] for attrs, _ in fresh.all("label")}
    assert f"id_{field}" in labels
    assert fresh.with_id(f"id_{field}")[0] in {"input", "select", "textarea"}


def test_no_id_is_used_twice(fresh):
    assert len(fresh.ids) == len(set(fresh.ids))


def test_every_description_exists(wrong):
    named = [
        one for _, attrs, _ in wrong.elements for one in attrs.get("aria-describedby", "").split()
    ]
    assert named
    assert set(named) <= set(wrong.ids)


def test_hint_and_error_describe_the_input(wrong):
    described = wrong.with_id("id_name")[1]["aria-describedby"]
    assert described == "id_name_helptext id_name_error"
    assert wrong.with_id("id_name")[1]["aria-invalid"] == "true"


@pytest.mark.parametrize(
    ("field", "css"),
    [
        ("name", "govuk-input--error"),
        ("reasons", "govuk-textarea--error"),
        ("area", "govuk-select--error"),
        ("sheet", "govuk-file-upload--error"),
    ],
)
def test_error_class_suits_the_control(wrong, field, css):
    assert css in wrong.with_id(f"id_{field}")[1]["class"]


def test_untouched_form_shows_no_error(fresh):
    assert not fresh.all("p", class_="govuk-error-message")


def test_money_has_a_pound_sign_and_the_right_keyboard(fresh):
    assert fresh.all("div", class_="govuk-input__prefix")[0][1] == "£"
    assert fresh.with_id("id_value")[1]["inputmode"] == "decimal"
    assert fresh.with_id("id_places")[1]["inputmode"] == "numeric"


def test_numbers_are_typed_as_text(parse):
    class Counted(PlainForm):
        n = forms.IntegerField(min_value=1)

    assert parse(str(Counted())).with_id("id_n")[1]["type"] == "text"


def test_text_with_a_limit_is_counted(fresh):
    area = fresh.with_id("id_reasons")[1]
    assert "maxlength" not in area
    assert "govuk-js-character-count" in area["class"]
    assert "300" in fresh.with_id("id_reasons-info")[2]


def test_choices_are_a_group_with_a_legend(fresh):
    assert fresh.with_id("id_kind_0")[1]["type"] == "radio"
    assert fresh.with_id("id_kind_0-hint")[2] == "Procurement law applies."
    assert "Kind of agreement" in [text for _, text in fresh.all("legend")]


def test_group_is_described_once_on_its_fieldset(wrong):
    groups = [attrs.get("aria-describedby", "") for attrs, _ in wrong.all("fieldset")]
    assert "id_levels_helptext id_levels_error" in groups


def test_day_marks_only_the_box_that_is_wrong(wrong):
    boxes = [wrong.with_id(f"id_closes_{n}")[1]["class"] for n in range(4)]
    assert ["--error" in box for box in boxes] == [False, True, False, False]


def test_day_keeps_what_was_typed(wrong):
    assert [wrong.with_id(f"id_starts_{n}")[1]["value"] for n in range(3)] == ["31", "2", "2027"]


def test_password_can_be_shown(fresh):
    button = fresh.all("button", aria_controls="id_password")[0][0]
    assert "govuk-js-password-input-toggle" in button["class"]


def test_hidden_field_has_no_label(fresh):
    assert fresh.with_id("id_token")[1]["type"] == "hidden"
    assert not fresh.all("label", for_="id_token")


def test_optional_is_said_except_on_a_filter(parse):
    class Narrow(FilterForm):
        words = forms.CharField(label="Name")

    assert "Target (optional)" in [text for _, text in parse(str(SampleForm())).all("label")]
    assert "Name" in [text for _, text in parse(str(Narrow())).all("label")]


def test_dashes_are_put_in_words(fresh):
    assert "Choose one" in [text for _, text in fresh.all("option")]


def test_field_left_empty_says_which_it_is():
    form = SampleForm(MultiValueDict())
    assert form.errors["name"] == ["Name: fill this in."]
    assert form.errors["kind"] == ["Kind of agreement: choose one."]
    assert form.errors["levels"] == ["Levels of need: choose at least one."]
    assert form.errors["sheet"] == ["Return workbook: choose a file."]


def test_what_a_person_types_is_escaped(parse):
    page = parse(str(SampleForm(MultiValueDict({"name": ['"><script>']}))))
    assert page.with_id("id_name")[1]["value"] == '"><script>'
    assert not page.all("script")
