"""A provider asks; everyone reads the answer; nobody reads who asked."""

from datetime import timedelta

import pytest

from tenders.actions.question import answer, ask
from tenders.models import Question
from tests.factories.commissioning import commissioner_of
from workflow.lifecycle import NotAllowed, Refused


def asked(portal, at, text="Is there a building in Barrow?"):
    return ask(portal.tender, portal.provider, text, by=portal.preparer, at=at)


def page_for(portal):
    client = portal.client(portal.preparer)
    return client.get(portal.url("portal_tender", portal.tender.pk)).content.decode()


def test_a_question_is_sent_and_waits(portal, open_at):
    client = portal.client(portal.preparer)
    response = client.post(portal.url("portal_ask", portal.tender.pk), {"text": " Where? "})
    assert response.status_code == 302
    assert Question.objects.get().text == "Where?"
    assert "Your questions that wait for an answer" in page_for(portal)


def test_others_see_it_only_when_answered_and_without_the_asker(portal, other, open_at):
    question = asked(portal, open_at)
    assert "Barrow" not in page_for(other)
    answer(question, "Yes, one.", by=commissioner_of(portal.tender.partnership), at=open_at)
    page = page_for(other)
    assert "Barrow" in page
    assert "Yes, one." in page
    assert portal.provider.name not in page
    assert portal.preparer.name not in page


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_an_empty_or_endless_question_is_refused_with_words(portal, open_at, text):
    client = portal.client(portal.preparer)
    response = client.post(portal.url("portal_ask", portal.tender.pk), {"text": text})
    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()
    assert not Question.objects.exists()


def test_after_the_time_for_questions_it_is_refused(portal, clock):
    at = clock(portal.tender.questions_until)
    client = portal.client(portal.preparer)
    response = client.post(portal.url("portal_ask", portal.tender.pk), {"text": "Where?"})
    assert response.status_code == 409
    assert "The time for questions has ended." in response.content.decode()
    with pytest.raises(Refused, match="not open for bids"):
        asked(portal, at + timedelta(days=30))


def test_an_answer_needs_words_and_a_commissioner(portal, open_at):
    question = asked(portal, open_at)
    with pytest.raises(Refused, match="Write the answer"):
        answer(question, " ", by=commissioner_of(portal.tender.partnership), at=open_at)
    with pytest.raises(NotAllowed):
        answer(question, "Yes.", by=portal.preparer, at=open_at)


def test_everyone_concerned_is_told_of_an_answer(portal, other, open_at):
    question = asked(portal, open_at)
    other.draft(open_at)
    answer(question, "Yes.", by=commissioner_of(portal.tender.partnership), at=open_at)
    for person in (portal.preparer, portal.certifier, other.preparer, other.certifier):
        assert "a question about this tender was answered" in person.notices.get().sentence


def test_nobody_else_is_told(portal, other, open_at):
    question = asked(portal, open_at)
    answer(question, "Yes.", by=commissioner_of(portal.tender.partnership), at=open_at)
    assert not other.preparer.notices.exists()


def test_asking_by_get_shows_the_page(portal, open_at):
    client = portal.client(portal.preparer)
    assert client.get(portal.url("portal_ask", portal.tender.pk)).status_code == 200
