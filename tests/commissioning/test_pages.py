"""Every page of the app: who may open it, and who is told it is not there."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from tests.factories import commissioning as make
from tests.factories.people import person, trust

READS_NEEDS = {Role.COMMISSIONER, Role.ANALYST, Role.APPROVER, Role.BOARD}
READS_SPECIFICATIONS = READS_NEEDS | {Role.EVALUATOR}
EVERYONE = READS_SPECIFICATIONS | {Role.ADMINISTRATOR}
WRITES_NEEDS = {Role.COMMISSIONER, Role.ANALYST}
WRITES_BOARD = {Role.COMMISSIONER, Role.BOARD}
ONLY_COMMISSIONER = {Role.COMMISSIONER}

#: Address name, which record's number it carries, who may open it.
PAGES = [
    ("indicators", "", READS_NEEDS),
    ("indicator", "indicator", READS_NEEDS),
    ("indicator_loads", "", WRITES_NEEDS),
    ("indicator_load", "load", WRITES_NEEDS),
    ("indicator_file", "load", WRITES_NEEDS),
    ("areas", "", READS_NEEDS),
    ("needs", "", READS_NEEDS),
    ("need_add", "", WRITES_NEEDS),
    ("need", "need", READS_NEEDS),
    ("need_change", "need", WRITES_NEEDS),
    ("outcomes", "", READS_NEEDS),
    ("consultations", "", READS_NEEDS),
    ("consultation", "consultation", READS_NEEDS),
    ("kpis", "", READS_SPECIFICATIONS),
    ("kpi_add", "", WRITES_NEEDS),
    ("kpi_adopt", "", WRITES_NEEDS),
    ("breakdowns", "", READS_SPECIFICATIONS),
    ("breakdown_add", "", WRITES_NEEDS),
    ("breakdown_remove", "breakdown", WRITES_NEEDS),
    ("kpi", "kpi", READS_SPECIFICATIONS),
    ("kpi_change", "kpi", WRITES_NEEDS),
    ("kpi_version_add", "kpi", WRITES_NEEDS),
    ("specifications", "", READS_SPECIFICATIONS),
    ("specification_add", "", ONLY_COMMISSIONER),
    ("specification", "draft", READS_SPECIFICATIONS),
    ("specification_change", "draft", ONLY_COMMISSIONER),
    ("specification_next", "approved", ONLY_COMMISSIONER),
    ("specification_step/propose", "draft", ONLY_COMMISSIONER),
    ("specification_step/send_back", "proposed", {Role.APPROVER}),
    ("part_add/clauses", "draft", ONLY_COMMISSIONER),
    ("part_add/needs", "draft", ONLY_COMMISSIONER),
    ("part_add/kpis", "draft", ONLY_COMMISSIONER),
    ("part_change/clauses", "draft clause", ONLY_COMMISSIONER),
    ("part_remove/kpis", "draft kpi", ONLY_COMMISSIONER),
    ("board", "", READS_NEEDS),
    ("meeting_add", "", WRITES_BOARD),
    ("meeting", "meeting", READS_NEEDS),
    ("minutes", "meeting", WRITES_BOARD),
    ("advice_add", "meeting", WRITES_BOARD),
    ("decision_add", "meeting", WRITES_BOARD),
    ("meeting_action_add", "meeting", WRITES_BOARD),
    ("actions", "", READS_NEEDS),
    ("action_add", "", WRITES_BOARD),
    ("action", "action", READS_NEEDS),
    ("action_step/complete", "action", ONLY_COMMISSIONER),
]


def numbers(record, cumbria):
    """The numbers in an address, for one record made for it."""
    if not record:
        return []
    if record == "indicator":
        return [make.indicator().pk]
    if record in {"draft", "approved", "proposed"}:
        state = {"proposed": "for_approval"}.get(record, record)
        return [make.specification(cumbria, state).pk]
    if record == "draft clause":
        spec = make.specification(cumbria, "draft")
        return [spec.pk, spec.clauses.get().pk]
    if record == "draft kpi":
        spec = make.specification(cumbria, "draft")
        return [spec.pk, spec.kpis.first().pk]
    made = {
        "need": make.need,
        "load": make.figures_file,
        "kpi": make.kpi,
        "breakdown": make.breakdown,
        "meeting": make.meeting,
        "consultation": make.consultation,
        "action": make.action,
    }
    return [made[record](cumbria).pk]


def address(name, record, cumbria):
    """The whole address of a page."""
    page, _, word = name.partition("/")
    first, *rest = [*numbers(record, cumbria), *([word] if word else [])] or [None]
    given = [cumbria.slug] if first is None else [cumbria.slug, first]
    if page in {"part_change", "part_remove"}:
        given, rest = [cumbria.slug, first, word, rest[0]], []
    return reverse(f"commissioning:{page}", args=[*given, *rest])


@pytest.mark.parametrize(("name", "record", "allowed"), PAGES, ids=[p[0] for p in PAGES])
def test_page(name, record, allowed, cumbria, commissioner, approver, signed_in):
    url = address(name, record, cumbria)
    stranger = person(Role.COMMISSIONER, trust("Cornwall", "cornwall"))
    assert Client().get(url).status_code == 302
    assert signed_in(stranger).get(url).status_code == 404
    for role in sorted(EVERYONE):
        expected = 200 if role in allowed else 403
        assert signed_in(person(role, cumbria)).get(url).status_code == expected, role


@pytest.mark.parametrize(
    "name", sorted({p[0] for p in PAGES if p[1] and not p[0].startswith("part_")} - {"indicator"})
)
def test_a_record_of_another_partnership_is_not_there(name, cumbria, commissioner, signed_in):
    record = next(p[1] for p in PAGES if p[0] == name)
    cornwall = trust("Cornwall", "cornwall")
    url = address(name, record, cornwall).replace("/p/cornwall/", "/p/cumbria/")
    assert signed_in(commissioner).get(url).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "needs/indicators/99/",
        "needs/priority/99/",
        "needs/consultations/99/",
        "specifications/99/",
        "specifications/99/cats/add/",
        "specifications/kpis/99/",
        "board/meetings/99/",
        "board/actions/99/",
        "needs/priority/add/?indicator=99",
        "needs/priority/add/?decision=99",
    ],
)
def test_what_does_not_exist_is_not_there(path, cumbria, commissioner, signed_in):
    assert signed_in(commissioner).get(f"/p/cumbria/{path}").status_code == 404
