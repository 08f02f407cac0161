"""The gallery in a real browser: accessible, no wider than the screen, and alive."""

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
TAGS = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"


@pytest.fixture
def gallery(page, live_server, django_user_model):
    """The browser, signed in, with the gallery's address; what it complains of is kept."""
    if not AXE.is_file() or finders.find("govuk-frontend.min.css") is None:
        pytest.skip("needs the front-end files (manage.py fetch_front)")
    client = Client()
    client.force_login(django_user_model.objects.create_person("a@example.org", "Priya Nair", None))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.address = f"{live_server.url}/components/"
    page.complaints = []
    page.on(
        "console", lambda said: page.complaints.append(said.text) if said.type == "error" else 0
    )
    return page


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("query", ["", "?mistakes=1"])
def test_gallery_is_accessible_and_fits(gallery, width, query):
    gallery.set_viewport_size({"width": width, "height": 900})
    gallery.goto(gallery.address + query)
    gallery.evaluate(AXE.read_text())
    found = gallery.evaluate(f"axe.run({{runOnly: {TAGS}}})")["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert gallery.evaluate("document.documentElement.scrollWidth") <= width
    assert gallery.complaints == []


def test_summary_takes_the_focus_and_its_links_reach_each_input(gallery):
    gallery.goto(f"{gallery.address}?mistakes=1")
    assert "govuk-error-summary" in gallery.evaluate("document.activeElement.className")
    for link in gallery.locator(".govuk-error-summary a").all():
        link.click()
        wanted = link.get_attribute("href").removeprefix("#")
        assert gallery.evaluate("document.activeElement.id") == wanted


def test_progress_is_followed_to_its_end(gallery):
    answers = [
        {"status": "running", "progress": 80, "message": "Sheet 8 of 9"},
        {"status": "done", "progress": 100, "message": ""},
    ]
    asked = []

    def answer(route):
        asked.append(route.request.url)
        route.fulfill(json=answers[min(len(asked), 2) - 1])

    def follow(route):
        html = route.fetch().text()
        marked = "" if asked else ' data-progress-url="/jobs/2/"'
        route.fulfill(
            body=html.replace('ws-progress--running"', f'ws-progress--running"{marked}'),
            content_type="text/html",
        )

    gallery.route("**/jobs/2/", answer)
    gallery.route("**/components/", follow)
    gallery.goto(gallery.address)
    gallery.locator("text=Sheet 8 of 9").wait_for()
    with gallery.expect_navigation():
        pass
    assert len(asked) == 2
