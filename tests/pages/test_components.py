"""Component tags: what each says, in each condition."""

from datetime import UTC, date, datetime
from types import SimpleNamespace as Sample

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError

from pages.gallery import samples
from pages.tables import HeatCell, rating_of, stages


@pytest.fixture
def data():
    return samples({})


def test_status_tag_says_the_state(draw):
    record = Sample(state_label="In force", state_tone="green")
    assert draw("{% status_tag r %}", r=record) == (
        '<strong class="govuk-tag govuk-tag--green">In force</strong>'
    )


def test_a_step_that_asks_for_nothing_is_a_button_that_posts(draw, parse, data):
    page = parse(draw('{% actions actions "/p/x/tenders/1/" %}', csrf_token="t", **data))
    assert [attrs["action"] for attrs, _ in page.all("form", method="post")] == [
        "/p/x/tenders/1/step/publish/"
    ]
    assert page.all("input", name="csrfmiddlewaretoken")
    assert page.all("button", data_prevent_double_click="true")[0][1] == "Publish the tender"


def test_a_step_that_asks_is_a_link_to_its_page(draw, parse, data):
    page = parse(draw('{% actions actions "/t/1/" %}', **data))
    assert page.all("a", class_="govuk-button")[0][0]["href"] == "/t/1/step/change/"


def test_a_step_that_does_not_say_gets_its_page(draw, parse):
    step = Sample(name="award", label="Award", allowed=True, blocked=(), hint="")
    page = parse(draw('{% actions steps "/t/1/" %}', steps=[step]))
    assert page.all("a", href="/t/1/step/award/")
    assert not page.all("form")


def test_a_step_to_be_careful_with_comes_last_and_never_stands_out(draw, parse, data):
    page = parse(draw('{% actions actions "/t/1/" %}', csrf_token="t", **data))
    kinds = {text: attrs["class"] for attrs, text in page.all("a") + page.all("button")}
    assert kinds["Publish the tender"] == "govuk-button"
    assert "govuk-button--secondary" in kinds["Abandon the tender"]
    assert [attrs["href"] for attrs, _ in page.all("a")][-1] == "/t/1/step/abandon/"


def test_a_step_to_be_careful_with_does_not_stand_out_alone_either(draw, parse):
    step = Sample(name="drop", label="Drop", allowed=True, blocked=(), careful=True)
    page = parse(draw('{% actions steps "/t/1/" %}', steps=[step]))
    assert "govuk-button--secondary" in page.all("a")[0][0]["class"]


def test_a_blocked_step_shows_its_sentences_and_no_button(draw, data):
    html = draw('{% actions actions "/t/1/" %}', **data)
    assert "One panel member has not declared their interests." in html
    assert "step/open/" not in html


def test_a_step_of_another_names_who_is_next(draw, data):
    html = draw('{% actions actions "/t/1/" %}', **data)
    assert "Next for an approver: Decide the award" in html
    assert "step/decide/" not in html


def test_no_steps_draw_nothing(draw):
    assert draw('{% actions steps "/t/1/" %}', steps=[]).strip() == ""


def test_stages_before_the_current_are_passed():
    found = [one.standing for one in stages(["a", "b", "c"], "b")]
    assert found == ["passed", "current", "to come"]


def test_stepper_says_each_standing(draw, parse, data):
    page = parse(draw("{% stepper stages %}", **data))
    assert len(page.all("li", aria_current="step")) == 1
    hidden = [text for _, text in page.all("span", class_="govuk-visually-hidden")]
    assert hidden.count(", to come") == 3


def test_stepper_refuses_another_word(draw):
    with pytest.raises(TemplateSyntaxError):
        draw("{% stepper stages %}", stages=[("a", "skipped")])


def test_timeline_gives_when_who_and_why(draw, data):
    html = draw("{% timeline entries %}", **data)
    assert "by Tom Ellwood" in html
    assert "Meets the three priorities." in html
    assert "18 November 2026, 9:30am" in html


def test_timeline_without_entries_says_so(draw):
    assert "Nothing has happened yet." in draw("{% timeline entries %}", entries=[])


def test_due_carries_the_date_for_machines(draw):
    html = draw("{% due on at %}", on=date(2026, 11, 19), at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert 'datetime="2026-11-19"' in html
    assert "3 days late" in html
    assert draw("{% due on at %}", on=None, at=None) == ""


def test_an_empty_fact_says_not_recorded(draw):
    assert "Not recorded" in draw('{% facts %}{% fact "Notice" "" %}{% endfacts %}')
    assert "Not recorded" not in draw('{% facts %}{% fact "Count" 0 %}{% endfacts %}')


def test_a_fact_is_escaped_and_its_link_says_what_it_changes(draw):
    html = draw('{% facts %}{% fact "Notice" value "/x/" %}{% endfacts %}', value="<b>")
    assert "&lt;b&gt;" in html
    assert '<span class="govuk-visually-hidden"> notice</span>' in html


def test_summary_list_takes_rows(draw):
    html = draw("{% summary_list rows %}", rows=[("When", date(2026, 1, 2)), ("Who", "A", "/x/")])
    assert "2 January 2026" in html
    assert 'href="/x/"' in html


def test_table_is_captioned_and_can_be_scrolled_by_keyboard(draw, parse):
    page = parse(draw('{% data_table caption="A & B" %}<tbody></tbody>{% enddata_table %}'))
    region = page.all("div", role="region")[0][0]
    assert region["tabindex"] == "0"
    assert region["aria-label"] == page.all("caption")[0][1] == "A & B"


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("on", "On target"),
        ("near_target", "Near target"),
        ("Off target", "Off target"),
        ("red", "Off target"),
        (None, "Not rated"),
        ("anything", "Not rated"),
    ],
)
def test_ratings_are_words_and_a_shape(draw, value, label):
    html = draw("{% rating value %}", value=value)
    assert label in html
    assert "<svg" in html


def test_each_rating_has_its_own_shape(draw):
    drawn = {draw("{% rating v %}", v=key).split("</svg>")[0][-60:] for key in ("on", "near")}
    assert len(drawn) == 2


def test_heat_cell_shows_the_worst_first_and_adds_nothing_up(draw, data):
    cell = HeatCell(on=3, off=1, none=2)
    assert [(rating.key, count) for rating, count in cell.counts] == [
        ("off", 1),
        ("on", 3),
        ("none", 2),
    ]
    assert cell.worst == rating_of("off")
    assert HeatCell().worst is None
    assert "Nothing expected" in draw("{% heat_table heat %}", **data)


def test_findings_that_stop_come_before_those_that_ask(draw, data):
    html = draw("{% findings_table findings %}", **data)
    assert html.index("Put these right first") < html.index("Check these, and say why")
    assert ">D7<" in html
    assert ">blank<" in html


def test_no_findings_say_so(draw):
    assert "Nothing to put right" in draw("{% findings_table findings %}", findings=[])


def test_running_work_is_followed_and_can_be_refreshed(draw, parse, data):
    page = parse(draw('{% progress job "/jobs/2/" "/here/" %}', job=data["jobs"][1]))
    assert page.all("div", data_progress_url="/jobs/2/")
    assert page.all("progress")[0][0]["value"] == "45"
    assert page.all("a", href="/here/")[0][1] == "Refresh"


def test_ended_work_is_no_longer_followed(draw, data):
    for job in data["jobs"][2:]:
        assert "data-progress-url" not in draw('{% progress job "/jobs/2/" %}', job=job)


def test_failed_work_says_why(draw, data):
    assert "One return was withdrawn meanwhile." in draw("{% progress job %}", job=data["jobs"][3])


def test_work_is_named_by_its_kind(draw):
    job = Sample(pk=1, kind="no_such_kind", status="done", progress=100, message="", error="")
    assert draw("{{ job|job_label }}", job=job)


def test_work_list(draw, data):
    html = draw("{% work_list work at %}", **data)
    assert "3 days late" in html
    assert "Answer two questions from providers" in html
    assert "Nothing awaits you" in draw("{% work_list none at %}", none=[], at=data["at"])


def test_pagination_keeps_the_filters(rf):
    page = Paginator(range(100), 10).get_page(3)
    request = rf.get("/", {"kind": "grant", "page": "3"})
    html = Template("{% pagination page %}").render(Context({"page": page, "request": request}))
    assert "?kind=grant&amp;page=4" in html
    assert 'aria-current="page"' in html
    assert "Showing 21 to 30 of 100" in html


def test_one_page_needs_no_pagination(rf):
    page = Paginator(range(3), 10).get_page(1)
    html = Template("{% pagination page %}").render(Context({"page": page, "request": rf.get("/")}))
    assert "<nav" not in html


def test_breadcrumbs_pair_labels_with_addresses(draw):
    html = draw('{% breadcrumbs "Tenders" "/t/" "Hubs" "" %}')
    assert '<a class="govuk-breadcrumbs__link" href="/t/">Tenders</a>' in html
    assert '<li class="govuk-breadcrumbs__list-item">Hubs</li>' in html


def test_facts_keep_a_third_column_only_where_something_can_be_changed(draw):
    plain = draw('{% facts %}{% fact "Value" "£1" %}{% endfacts %}')
    assert "ws-facts--two-columns" in plain
    changed = draw('{% facts %}{% fact "Value" "£1" %}{% fact "End" "May" "/x/" %}{% endfacts %}')
    assert "ws-facts--two-columns" not in changed
