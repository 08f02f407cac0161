"""Whole pages: the base page, error pages, the step page and the gallery."""

from datetime import UTC, datetime
from types import SimpleNamespace as Sample

import pytest
from django.template.loader import render_to_string
from django.test import override_settings

from pages import navigation
from pages.context import page as page_context
from pages.gallery import SampleForm, sample_mistakes
from pages.navigation import NavItem
from pages.views import gallery


@pytest.fixture(autouse=True)
def no_entries(monkeypatch):
    """These pages are tried without the navigation of the apps."""
    monkeypatch.setattr(navigation, "_sources", [])


@pytest.fixture
def visited(rf):
    request = rf.get("/p/cumbria/tenders/4/")
    request.now = datetime(2026, 11, 22, 17, tzinfo=UTC)
    request.visit = Sample(user="Priya Nair", partnership=Sample(name="Cumbria"), roles=())
    return request


@pytest.fixture
def entries(monkeypatch):
    """The navigation of one made-up app."""
    listed = [NavItem("Home", "/p/cumbria/"), NavItem("Tenders", "/p/cumbria/tenders/")]
    monkeypatch.setattr(navigation, "_sources", [lambda visit: listed])


@pytest.mark.parametrize("code", [400, 403, 404, 413, 500])
def test_error_pages_need_no_context(code):
    html = render_to_string(f"{code}.html")
    assert "<h1" in html
    assert html.count("<main") == 1


def test_gone_wrong_page_asks_the_database_nothing():
    assert "Something went wrong" in render_to_string("500.html")


def test_forbidden_page_says_who_the_page_is_for():
    html = render_to_string("403.html", {"exception": "This page is for: Approver."})
    assert "This page is for: Approver." in html


def test_nearest_entry_is_current(entries, visited):
    items = page_context(visited)["navigation"]
    assert [item.label for item in items if item.current] == ["Tenders"]


def test_signed_out_has_no_navigation(entries, rf):
    context = page_context(rf.get("/sign-in/"))
    assert context["navigation"] == []
    assert context["whose_pages"] == ""


def test_person_is_named_on_a_page_of_no_partnership(rf):
    request = rf.get("/password/")
    request.user = Sample(is_authenticated=True)
    assert page_context(request)["person"] is request.user


def test_provider_pages_are_the_organisations(rf):
    request = rf.get("/provider/x/")
    request.visit = Sample(partnership=None, organisation=Sample(name="Fellside Care"))
    assert page_context(request)["whose_pages"] == "Fellside Care"


def test_demonstration_says_what_is_invented_and_when(visited):
    with override_settings(MODE="demonstration"):
        said = page_context(visited)["demonstration_banner"]
    assert "invented" in said
    assert "22 November 2026" in said


@pytest.mark.parametrize("mode", ["production", "test"])
def test_no_banner_elsewhere(visited, mode):
    with override_settings(MODE=mode):
        assert page_context(visited)["demonstration_banner"] == ""


def test_title_says_there_is_an_error():
    assert "<title>Error: " in render_to_string(
        "accounts/sign_in.html", {"form": sample_mistakes()}
    )
    assert "<title>Sign in" in render_to_string("accounts/sign_in.html", {"form": SampleForm()})


def test_base_page_has_landmarks_and_a_way_past_them(parse):
    page = parse(render_to_string("404.html"))
    assert page.all("a", class_="govuk-skip-link")[0][0]["href"] == "#main-content"
    assert page.with_id("main-content")[0] == "main"
    assert page.all("html")[0][0]["lang"] == "en-GB"


ACTION = Sample(
    name="publish",
    label="Publish the tender",
    hint="Providers can bid at once.",
    allowed=True,
    blocked=(),
    open=True,
    may_words="a commissioner",
)


def step_page(parse, **more):
    context = {"record": "Family hubs", "action": ACTION, "form": None, "page_url": "/t/1/"}
    return parse(render_to_string("workflow/step.html", {**context, **more}))


def test_step_page_explains_and_can_be_left(parse):
    page = step_page(parse)
    assert page.all("form")[0][0]["action"] == "/t/1/step/publish/"
    assert page.all("p", class_="govuk-body-l")[0][1] == "Providers can bid at once."
    assert ("Cancel", "/t/1/") in [(text, attrs["href"]) for attrs, text in page.all("a")]


def test_step_page_of_a_blocked_step_has_no_form(parse):
    blocked = Sample(**{**vars(ACTION), "blocked": ("Not yet.",), "open": False})
    page = step_page(parse, action=blocked)
    assert not page.all("form")
    assert "Not yet." in [text for _, text in page.all("li")]


def test_step_page_shows_a_refusal(parse):
    page = step_page(parse, sentences=["The deadline is too soon."])
    assert page.all("span", class_="ws-error-line")[0][1] == "The deadline is too soon."


def test_step_page_of_a_step_that_is_gone(parse):
    page = step_page(parse, action=None, sentences=["It was published already."])
    assert not page.all("form")
    assert page.all("h1")[0][1] == "This step is not open now"


@pytest.mark.parametrize("query", ["", "?mistakes=1", "?page=2"])
def test_gallery_draws_everything_without_inline_style(visited, rf, query):
    request = rf.get(f"/components/{query}")
    request.now, request.visit = visited.now, visited.visit
    html = gallery(request).content.decode()
    assert "style=" not in html
    assert "onclick" not in html
