"""People: the list, a person, giving and ending roles. For administrators of the partnership."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts import gate
from accounts.actions.people import end_role, end_role_at_once, give_role, register_person
from accounts.forms.people import EndRoleForm, PeopleFilter, PersonForm, RoleForm
from accounts.gate import Request, Visit, partnership_page, provider_page
from accounts.models import User
from accounts.queries.people import (
    account_is_ours,
    colleagues_of,
    people_of,
    roles_of,
    story_of,
)
from accounts.roles import Role
from accounts.views.account import show_link
from workflow.calendar import london_date
from workflow.views.answering import Question, answer, page_of, sent

#: People on one page of the list.
A_PAGE = 50


@partnership_page(Role.ADMINISTRATOR)
def people(request: Request) -> HttpResponse:
    """Everybody with a role in this partnership, and the ended ones when asked for."""
    visit = request.visit
    asked = PeopleFilter(request.GET or None)
    wanted = asked.cleaned_data if asked.is_bound and asked.is_valid() else {}
    lines = people_of(
        visit.trust,
        london_date(visit.at),
        wanted=wanted.get("wanted", ""),
        ended_too=wanted.get("standing") == "all",
    )
    page = page_of(request, lines, A_PAGE)
    context = {"page": page, "asked": asked, "found": len(lines), "filtered": bool(wanted)}
    return render(request, "accounts/people.html", context)


@partnership_page(Role.ADMINISTRATOR)
def person(request: Request, pk: int) -> HttpResponse:
    """A person: their roles here, their account, and what was done about both."""
    visit = request.visit
    found = gate.colleague(visit, pk)
    context = {
        "found": found,
        "roles": roles_of(found, visit.trust, london_date(visit.at)),
        "account_is_ours": account_is_ours(found, visit.trust),
        "yourself": found == visit.user,
        "story": story_of(found, visit.trust),
    }
    return render(request, "accounts/person.html", context)


@partnership_page(Role.ADMINISTRATOR)
def person_new(request: Request) -> HttpResponse:
    """Register a person with their first role, and show the link to set a password once."""
    visit = request.visit
    form = PersonForm(sent(request), visit=visit)

    def register() -> HttpResponse:
        made = register_person(
            **form.cleaned_data, partnership=visit.trust, by=visit.user, at=visit.at
        )
        return show_link(request, made)

    question = Question(
        "Add a person",
        reverse("accounts:people", args=[visit.trust.slug]),
        button="Add this person",
        lead="They sign in with their email address and a password only they know. You will "
        "be shown a link, once, to pass on to them: with it they set the password.",
    )
    return answer(request, question, form, register)


@partnership_page(Role.ADMINISTRATOR)
def role_give(request: Request, pk: int) -> HttpResponse:
    """Give a person of this partnership another role."""
    visit = request.visit
    found = gate.colleague(visit, pk)
    form = RoleForm(sent(request), visit=visit)

    question = Question(
        "Give a role",
        page_of_person(visit, found),
        button="Give this role",
        caption=found.name,
        done=lambda given: f"{found} is given the role {given.get_role_display()}.",
    )
    return answer(
        request,
        question,
        form,
        lambda: give_role(
            found, **form.cleaned_data, partnership=visit.trust, by=visit.user, at=visit.at
        ),
    )


@partnership_page(Role.ADMINISTRATOR)
def role_end(request: Request, pk: int, role: int) -> HttpResponse:
    """End a role, at once or at the end of a day."""
    visit = request.visit
    held = gate.held_role(visit, pk, role)
    form = EndRoleForm(sent(request))

    def end() -> None:
        asked = form.cleaned_data
        deed = {"by": visit.user, "at": visit.at, "reasons": asked["reasons"]}
        if asked["when"] == form.AT_ONCE:
            end_role_at_once(held, **deed)
        else:
            end_role(held, asked["last_day"], **deed)

    question = Question(
        f"End the role: {held.get_role_display()}",
        page_of_person(visit, held.person),
        button="End this role",
        caption=held.person.name,
        lead="What was done in this role stays as it was recorded.",
        done=f"The end of the role {held.get_role_display()} is recorded.",
    )
    return answer(request, question, form, end)


@provider_page(Role.CERTIFIER)
def colleagues(request: Request) -> HttpResponse:
    """Who can sign in for this provider, and as what."""
    visit = request.visit
    lines = colleagues_of(visit.provider, london_date(visit.at))
    return render(request, "accounts/colleagues.html", {"lines": lines})


def page_of_person(visit: Visit, found: User) -> str:
    """The address of a person's page in this partnership."""
    return reverse("accounts:person", args=[visit.trust.slug, found.pk])
