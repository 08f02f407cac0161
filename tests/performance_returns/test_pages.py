"""The pages of returns: who may open which, what they lead to, and how many queries they cost."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.factories import contracts, people
from tests.factories import performance as factory

INSIDE = ("commissioner", "analyst", "approver")
PROVIDERS = ("preparer", "certifier")
#: Page, the roles that may open it.
PAGES = {
    "returns": INSIDE,
    "return": INSIDE,
    "return_file": INSIDE,
    "return_step": ("commissioner",),
    "returns_waiting": ("commissioner",),
    "return_ask": ("commissioner",),
    "figure": (*INSIDE, "board"),
    "portal_returns": PROVIDERS,
    "portal_return": PROVIDERS,
    "portal_workbook": PROVIDERS,
    "portal_form": PROVIDERS,
    "portal_answers": PROVIDERS,
    "portal_correct": ("certifier",),
    "portal_upload": PROVIDERS,
    "portal_file": PROVIDERS,
    "portal_marked": PROVIDERS,
}


def address(name, record):
    trust, provider = record.agreement.partnership.slug, record.agreement.provider.slug
    upload, figure = record.uploads.first(), record.figures.first()
    more = {
        "returns": [trust],
        "return": [trust, record.pk],
        "return_file": [trust, record.pk, upload.pk],
        "return_step": [trust, record.pk, "accept"],
        "figure": [trust, record.pk, figure.number],
        "returns_waiting": [trust],
        "return_ask": [trust, record.pk, figure.number],
        "portal_returns": [provider],
    }
    own = [provider, record.pk, upload.pk]
    short = {"portal_upload": own, "portal_file": own, "portal_marked": own}
    return reverse(f"performance:{name}", args=more.get(name) or short.get(name) or own[:2])


@pytest.mark.parametrize("name", PAGES)
def test_who_may_open_it(client, agreement, name):
    state = "certified" if name in ("return_step", "return_ask") else "accepted"
    record = factory.kpi_return(agreement, state=state)
    url = address(name, record)
    assert client.get(url).status_code == 302
    trust, provider = agreement.partnership, agreement.provider
    mine, others = (
        (provider, people.provider("Someone Else")) if name.startswith("portal")
        else (trust, people.trust("Stockton", "stockton"))
    )  # fmt: skip
    roles = (
        PROVIDERS if name.startswith("portal") else [r.value for r in Role if r not in PROVIDERS]
    )
    for role in roles:
        client.force_login(people.person(role, mine))
        assert client.get(url).status_code == (200 if role in PAGES[name] else 403), role
        client.force_login(people.person(role, others))
        assert client.get(url).status_code == 404, role


def test_before_the_first_return_the_last_quarter_is_shown(sign_in, commissioner, trust):
    page = sign_in(commissioner).get(f"/p/{trust.slug}/returns/").content.decode()

    assert "No return here" in page
    assert "govuk-error-message" not in page


def test_another_providers_return_does_not_exist(sign_in, agreement, preparer, trust):
    other = factory.kpi_return(contracts.agreement(trust))
    own = reverse("performance:portal_return", args=[agreement.provider.slug, other.pk])
    assert sign_in(preparer).get(own).status_code == 404


def test_the_board_sees_only_figures_that_count(client, agreement):
    record = factory.kpi_return(agreement, state="certified")
    client.force_login(people.person(Role.BOARD, agreement.partnership))
    assert client.get(address("figure", record)).status_code == 404


def test_a_figure_leads_back_to_its_cell_and_people(client, agreement, commissioner):
    record = factory.kpi_return(agreement)
    client.force_login(commissioner)
    page = client.get(address("figure", record)).content.decode()
    file = record.upload.file
    for said in ("75.0%: 30 of 40", "H4", "I4", file.name, file.sha256, str(record.certified_by)):
        assert said in page
    assert str(record.accepted_by) in page
    assert "80.0%, tolerance 5" in page


def test_certifying_on_the_page_keeps_the_declaration(client, agreement, certifier):
    record = factory.kpi_return(agreement, state="received")
    url = reverse("performance:portal_step", args=[agreement.provider.slug, record.pk, "certify"])
    client.force_login(certifier)
    assert client.post(url).status_code == 422
    seen = record.figures_sha256
    assert client.post(url, {"declared": "on", "seen": seen}).status_code == 302
    record.refresh_from_db()
    assert record.certified_by == certifier


def test_the_page_says_whose_turn_it_is(client, agreement, preparer, certifier):
    record = factory.kpi_return(agreement, state="received")
    here = reverse("performance:portal_return", args=[agreement.provider.slug, record.pk])
    step = reverse("performance:portal_step", args=[agreement.provider.slug, record.pk, "certify"])
    client.force_login(preparer)
    page = client.get(here).content.decode()
    assert "Waits for a certifier" in page
    assert step not in page
    client.force_login(certifier)
    assert step in client.get(here).content.decode()
    seen = {"declared": "on", "seen": record.figures_sha256}
    page = client.post(step, seen, follow=True).content.decode()
    assert "The commissioner looks at it now" in page


def test_a_correction_is_begun_on_the_page(client, agreement, certifier):
    record = factory.kpi_return(agreement)
    client.force_login(certifier)
    url = address("portal_correct", record)
    assert client.post(url, {"reason": ""}).status_code == 422
    given = {"reason": "Two were counted twice."}
    assert client.post(url, given).status_code == 422
    assert client.post(url, given | {"is_material": "no"}).status_code == 302
    second = agreement.returns.get(version=2)
    assert (second.correction_reason, second.is_material) == (given["reason"], False)
    here = reverse("performance:portal_return", args=[agreement.provider.slug, second.pk])
    assert ">Ask to do without this return</a>" in client.get(here).content.decode()


def test_whom_to_ask_for_a_late_return(client, agreement, certifier, commissioner):
    record = factory.expected(agreement, "2024-25Q4")
    client.force_login(commissioner)
    url = reverse("performance:return", args=[agreement.partnership.slug, record.pk])
    page = client.get(url).content.decode()
    assert f"{certifier} (" in page
    assert f"mailto:{certifier.email}" in page


def test_a_file_not_taken_leads_to_what_to_put_right_and_back(client, agreement, preparer):
    record = factory.expected(agreement)
    upload = factory.send_bytes(record, b"not a workbook")
    client.force_login(preparer)
    slug = agreement.provider.slug
    own = reverse("performance:portal_return", args=[slug, record.pk])
    found = reverse("performance:portal_upload", args=[slug, record.pk, upload.pk])
    page = " ".join(client.get(own).content.decode().split())
    assert f'href="{found}" aria-describedby="task-mend-hint task-mend-status">4. Put right' in page
    assert "1 thing</strong>" in page
    assert "5. Certify and submit" in page
    assert f'href="{own}#send">Send a corrected file</a>' in client.get(found).content.decode()


def test_your_work_of_the_provider(client, agreement, preparer):
    factory.expected(agreement)
    factory.kpi_return(agreement, "2025-26Q1", "queried")
    client.force_login(preparer)
    page = client.get(reverse("accounts:provider_home", args=[agreement.provider.slug]))
    words = page.content.decode()
    assert "Fill in and send" in words
    assert "Answer the commissioner&#x27;s question" in words


def test_your_work_of_the_commissioner(client, agreement, commissioner):
    factory.expected(agreement)
    factory.kpi_return(agreement, "2025-26Q1", "certified")
    client.force_login(commissioner)
    page = client.get(reverse("accounts:partnership_home", args=[agreement.partnership.slug]))
    words = page.content.decode()
    assert "Accept or query" in words
    assert "Waive or chase it" in words


@pytest.mark.parametrize("name", ["returns", "portal_returns"])
def test_lists_cost_the_same_at_three_and_at_thirty(
    client, trust, provider, django_assert_max_num_queries, name
):
    who = factory.preparer_of(provider) if name == "portal_returns" else None
    client.force_login(who or people.person(Role.ANALYST, trust))
    place = provider if name == "portal_returns" else trust
    url = reverse(f"performance:{name}", args=[place.slug])
    for wanted in (3, 30):
        while trust.agreements.count() < wanted:
            factory.expected(contracts.agreement(trust, "drafted", provider, kpis=[]))
        with django_assert_max_num_queries(12):
            page_text = client.get(f"{url}?quarter=2025-26Q2").content.decode()
        assert page_text.count("<tr") > wanted
