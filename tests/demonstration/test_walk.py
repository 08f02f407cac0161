"""Everybody of the demonstration follows every link: all lead somewhere, none to another's records."""

from __future__ import annotations

import re
from collections import defaultdict
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import QuerySet

from accounts.models import Partnership, User
from commissioning import shipped
from demonstration.people import sign_ins
from tests.demonstration.walk import Walk

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

#: Shorter names are words anybody may use.
TELLING = 12
#: Longer ones that hints and the list of CPV codes use too.
OUR_WORDS = frozenset({"Children are healthy", "0-19 public health nursing", "Community health"})
#: Published tenders are for every provider to read, with the outcomes and KPIs they name.
FOR_EVERY_PROVIDER = re.compile(r"^/provider/[^/]+/tenders/")


def test_everybody_follows_every_link():
    call_command("load_demonstration", as_at="2026-11-22", stdout=StringIO())
    people = User.objects.filter(email__in=[line.email for line in sign_ins()])
    walks = {person: Walk(person) for person in people}

    assert [wrong for walk in walks.values() for wrong in walk.wrong] == []
    assert sum(len(walk.kinds) for walk in walks.values()) > 400
    names = own_names()
    assert all(len(found) > 30 for found in names.values())
    assert [said for person, walk in walks.items() for said in told(person, walk, names)] == []


def own_names() -> dict[Partnership, set[str]]:
    """What each partnership's records are called, where no other has one of that name."""
    found: dict[Partnership, set[str]] = defaultdict(set)
    trusts = {trust.pk: trust for trust in Partnership.objects.all()}
    for model in apps.get_models():
        if any(field.attname == "partnership_id" for field in model._meta.concrete_fields):
            for record in QuerySet(model).exclude(partnership=None):
                found[trusts[record.partnership_id]].add(str(record))
    return {
        trust: {
            name
            for name in names
            if len(name) >= TELLING
            and name not in OUR_WORDS | shipped_words()
            and not any(
                name in other for t, others in found.items() if t != trust for other in others
            )
        }
        for trust, names in found.items()
    }


def shipped_words() -> set[str]:
    """What the library that comes with the product says: every partnership reads it."""
    measures = {f"{one.code} {one.name}" for one in shipped.measures().values()}
    return measures | set(shipped.breakdowns()) | {one.says for one in shipped.relations()}


def told(person: User, walk: Walk, names: dict[Partnership, set[str]]) -> list[str]:
    """Names of a partnership the person has nothing to do with, on a page they were shown."""
    theirs = {m.partnership for m in person.memberships.all() if m.partnership}
    if not theirs:  # a provider: of every partnership it has an agreement with
        held = person.memberships.get().organisation
        theirs = {agreement.partnership for agreement in held.agreements.all()}
    return [
        f"{person} reads “{name}” of {trust} at {url}"
        for trust in names.keys() - theirs
        for name in names[trust]
        for url, text in walk.pages.items()
        if name in text and not FOR_EVERY_PROVIDER.match(url)
    ]
