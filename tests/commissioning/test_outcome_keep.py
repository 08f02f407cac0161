"""A commissioner keeps outcomes, objectives, levels of need and areas by hand."""

from datetime import UTC, date, datetime

import pytest

from commissioning.actions import areas
from commissioning.actions.areas import draw_locality, look_at_official
from commissioning.models import Area, LevelOfNeed, Objective, Outcome, OutcomesFramework
from tests.factories import commissioning as make
from tests.factories import people
from workflow.audit import history
from workflow.door import begin
from workflow.lifecycle import Refused

OUTCOMES = "/p/cumbria/needs/outcomes/"
AREAS = "/p/cumbria/needs/areas/"


@pytest.fixture
def client(commissioner, signed_in):
    return signed_in(commissioner)


def test_from_nothing_to_an_objective(client, cumbria):
    assert "Record a plan or framework" in client.get(OUTCOMES).content.decode()
    plan = {"name": "Children's Plan", "source": "Cabinet", "from_day_0": 1, "from_day_1": 4,
            "from_day_2": 2026}  # fmt: skip
    assert client.post(f"{OUTCOMES}frameworks/add/", plan)["Location"] == OUTCOMES
    framework = OutcomesFramework.objects.get()
    named = {"framework": framework.pk, "name": "Children are heard"}
    client.post(f"{OUTCOMES}outcomes/add/", named)
    client.post(f"{OUTCOMES}outcomes/add/", {**named, "name": "Children are safe"})
    heard, safe = Outcome.objects.order_by("order")
    client.post(
        f"{OUTCOMES}objectives/add/",
        {"outcome": heard.pk, "direction": "increase", "statement": "advocacy"},
    )

    assert (heard.order, safe.order, framework.from_day) == (0, 1, date(2026, 4, 1))
    page = client.get(OUTCOMES).content.decode()
    assert "Children are heard" in page
    assert "advocacy" in page
    assert str(Objective.objects.get()) == "Increase advocacy"


def test_an_outcome_of_the_same_name_is_refused(client, cumbria):
    framework = make.framework(cumbria)

    again = client.post(
        f"{OUTCOMES}outcomes/add/", {"framework": framework.pk, "name": "Children are safe"}
    )

    assert again.status_code in {409, 422}
    assert framework.outcomes.count() == 2


def test_an_objective_takes_an_indicator_and_keeps_its_history(client, cumbria):
    objective = make.outcome(cumbria).objectives.get()
    indicator = make.indicator()
    make.need(cumbria, indicator=indicator)
    url = f"{OUTCOMES}objectives/{objective.pk}/change/"
    sent = {"outcome": objective.outcome_id, "direction": "reduce", "statement": "looked after"}

    assert client.post(url, {**sent, "indicator": indicator.pk}).status_code == 302

    objective.refresh_from_db()
    assert (objective.statement, objective.indicator) == ("looked after", indicator)
    assert "statement" in history(objective).order_by("sequence").last().facts


def test_a_level_of_need_ends(client, cumbria):
    client.post(f"{OUTCOMES}levels/add/", {"scheme": "Thrive", "name": "Getting advice"})
    level = LevelOfNeed.objects.get()
    kept = {"scheme": "Thrive", "name": "Getting advice", "description": "Signposting"}
    until = {"until_day_0": 31, "until_day_1": 3, "until_day_2": 2027}

    client.post(f"{OUTCOMES}levels/{level.pk}/change/", {**kept, **until})

    level.refresh_from_db()
    assert (level.description, level.until_day) == ("Signposting", date(2027, 3, 31))


@pytest.mark.parametrize("kind", ["frameworks", "outcomes", "objectives", "levels"])
def test_nothing_of_another_partnership(kind, client):
    elsewhere = people.trust("Cornwall", "cornwall")
    theirs = make.framework(elsewhere)
    level = LevelOfNeed(partnership=elsewhere, scheme="Thrive", name="Theirs")
    make.begin(level, by=make.SYSTEM, at=make.AT)
    pks = {
        "frameworks": theirs.pk,
        "outcomes": theirs.outcomes.first().pk,
        "objectives": Objective.objects.filter(partnership=elsewhere).first().pk,
        "levels": level.pk,
    }

    assert client.get(f"{OUTCOMES}{kind}/{pks[kind]}/change/").status_code == 404
    assert "Theirs" not in client.get(f"{OUTCOMES}{kind}/add/").content.decode()


def test_there_is_no_other_kind(client):
    assert client.get(f"{OUTCOMES}wishes/add/").status_code == 404


def test_an_area_is_drawn_and_changed(client, cumbria):
    make.area(cumbria, "Eden")
    eden = cumbria.areas.get()

    client.post(f"{AREAS}add/", {"name": "Alston", "parent": eden.area_id, "reported": "on"})
    alston = cumbria.areas.get(area__name="Alston")
    client.post(f"{AREAS}{alston.pk}/change/", {"name": "Alston Moor", "parent": eden.area_id})

    alston.refresh_from_db()
    alston.area.refresh_from_db()
    assert (alston.area.name, alston.reported) == ("Alston Moor", False)
    steps = list(history(alston.area, alston).values_list("step", "record_type"))
    assert steps.count(("amend", "commissioning.area")) == 1
    assert steps.count(("begin", "commissioning.partnershiparea")) == 1


def test_an_area_is_no_part_of_itself(client, cumbria):
    eden = make.area(cumbria, "Eden")
    line = cumbria.areas.get()
    part = Area.objects.create(name="Alston", kind="locality", partnership=cumbria, parent=eden)
    cumbria.areas.create(area=part)

    answer = client.post(f"{AREAS}{line.pk}/change/", {"name": "Eden", "parent": part.pk})

    assert answer.status_code == 409
    assert "cannot be a part of itself" in answer.content.decode()


def test_two_areas_of_one_name_are_refused(client, cumbria):
    make.area(cumbria, "Eden")

    answer = client.post(f"{AREAS}add/", {"name": "Eden"})

    assert answer.status_code == 409
    assert "an area of that name already" in answer.content.decode()


def test_of_an_official_area_only_the_reporting_changes(client, cumbria):
    official = Area.objects.create(code="E06000063", name="Cumberland", kind="authority")
    line = cumbria.areas.create(area=official)
    url = f"{AREAS}{line.pk}/change/"

    assert 'name="name"' not in client.get(url).content.decode()
    client.post(url, {"reported": "on", "name": "Ours"})

    line.refresh_from_db()
    official.refresh_from_db()
    assert (line.reported, official.name) == (True, "Cumberland")


def test_an_area_is_no_part_of_anothers(cumbria, commissioner):
    theirs = make.area(people.trust("Elsewhere", "elsewhere"), "Their Eden")

    with pytest.raises(Refused, match="one of this partnership's own"):
        draw_locality(cumbria, name="Alston", parent=theirs, by=commissioner, at=people.AT)


def test_an_area_that_ended_yesterday_in_london_has_ended(cumbria, commissioner):
    ended = Area.objects.create(
        code="E06000063", name="Cumberland", kind="authority", until_day=date(2026, 6, 30)
    )
    past_midnight = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    with pytest.raises(Refused, match="ended on 30 June 2026"):
        look_at_official(cumbria, ended, by=commissioner, at=past_midnight)


def test_an_area_recorded_twice_at_once_is_recorded_once(cumbria, commissioner, monkeypatch):
    make.area(cumbria, "Eden")
    monkeypatch.setattr(areas, "_valid", lambda row: None)  # neither sees the other's yet

    with pytest.raises(Refused, match="just recorded the same area"):
        draw_locality(cumbria, name="Eden", by=commissioner, at=people.AT)
    assert cumbria.areas.count() == 1


def test_a_framework_ends_after_it_begins(client, cumbria):
    days = {"from_day_0": 1, "from_day_1": 4, "from_day_2": 2026,
            "until_day_0": 31, "until_day_1": 3, "until_day_2": 2026}  # fmt: skip

    answer = client.post(f"{OUTCOMES}frameworks/add/", {"name": "Plan", "source": "Us", **days})

    assert answer.status_code == 422
    assert not OutcomesFramework.objects.exists()


def test_what_is_wanted_rests_on_the_partnerships_own(cumbria, commissioner):
    theirs = make.outcome(people.trust("Elsewhere", "elsewhere"))
    wanted = (
        Outcome(partnership=cumbria, framework=theirs.framework, name="Ours"),
        Objective(partnership=cumbria, outcome=theirs, direction="reduce", statement="waits"),
    )

    for one in wanted:
        with pytest.raises(Refused, match="this partnership's own"):
            begin(one, by=commissioner, at=people.AT)
