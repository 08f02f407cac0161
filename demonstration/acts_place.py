"""Services, areas, money, local partnerships, programmes and statements, from `place.toml`.

Every table may be left out or come several times. Names refer to what the partnership's other papers
made: outcomes, levels of need in use, members by slug, people by key. Days are TOML days, money is
pounds. What stands in brackets may be left out. A dot is a table inside a table.

    recorded = the day all of it is recorded
    principle         section (Principle.Section) [source] and any of
                      statements = [text], headed = [[heading, text]], changes = [[from, to]]
    service           name description [delivery reach from_age until_age lead outcomes levels]
    service.review    question quarter lead [users community providers concluded conclusion value]
    area_set          name [about source within]: outer sets first; `within` names the set it lies in
    area_set.area     name [lies_in links]: `lies_in` is an area of the set `within`
    area_set.area.manager    from [role name person until]
    area_set.area.provision  service text
    fund              name year kind purpose total [host basis agreed divided_by]
    fund.contribution from amount [note]
    fund.share        area amount: an area of the set `divided_by`
    local             name [area about]
    local.member      [organisation name]
    local.meeting     round on [who notes]
    local.plan        statement [finalised]: each next one is the next version
    local.plan.priority        text outcome
    local.plan.priority.group  name purpose lead begins [ends achieved]
    programme         name [about funder amount funding aims from until source]
    programme.evaluation  evaluator [independent findings reported]
    programme.decision    on by chosen [over circumstances]
    programme.milestone   on shown text
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from commissioning.actions.areas import draw_locality
from commissioning.actions.local import begin_plan, finalise_plan
from commissioning.actions.services import change_service, record_service
from commissioning.models import (
    Area,
    AreaInSet,
    AreaManagement,
    AreaProvision,
    AreaSet,
    Fund,
    FundContribution,
    FundShare,
    LevelOfNeed,
    LocalMeeting,
    LocalMember,
    LocalPartnership,
    LocalPlan,
    LocalPriority,
    Milestone,
    Principle,
    Programme,
    ProgrammeDecision,
    ProgrammeEvaluation,
    Service,
    ServiceReview,
    TaskGroup,
)
from demonstration.stage import Stage
from workflow.door import begin
from workflow.lifecycle import SYSTEM, Actor, Record

Row = dict[str, Any]


def plan_place(stage: Stage, paper: Row) -> None:
    """Enter the recording of a partnership's place.toml on its day."""
    stage.diary.on(paper["recorded"], lambda at: lay_out_place(stage, paper, at))


def lay_out_place(stage: Stage, paper: Row, at: datetime) -> None:
    """Record everything a partnership's place.toml says, as at `at`."""
    tables: dict[str, Callable[[Stage, Row, datetime], None]] = {
        "principle": _principles,
        "service": _service,
        "area_set": _area_set,
        "fund": _fund,
        "local": _local,
        "programme": _programme,
    }
    for name, record in tables.items():
        for row in paper.get(name, []):
            record(stage, row, at)


def service_of(
    stage: Stage, name: str, description: str, at: datetime, by: Actor = SYSTEM
) -> Service:
    """The partnership's service of that name; recorded now when no paper has named it yet."""
    known = stage.partnership.services.filter(name=name).first()
    if known is None:
        made = Service(partnership=stage.partnership, name=name, description=description)
        known = begin(made, by=by, at=at)
    stage.services[name] = known
    return known


def _kept(record: Record, at: datetime) -> Any:
    return begin(record, by=SYSTEM, at=at)


def _own(row: Row, *names: str, **renamed: str) -> Row:
    """The values a row gives, under the names the record has for them."""
    wanted = {name: name for name in names} | renamed
    return {field: row[key] for field, key in wanted.items() if key in row}


def _principles(stage: Stage, row: Row, at: datetime) -> None:
    said = [{"heading": h, "text": t} for h, t in row.get("headed", [])]
    said += [{"text": text} for text in row.get("statements", [])]
    said += [{"was": was, "becomes": becomes} for was, becomes in row.get("changes", [])]
    order = stage.partnership.principles.filter(section=row["section"]).count()
    for place, words in enumerate(said, start=order + 1):
        given = {**_own(row, "section", "source"), **words, "order": place}
        _kept(Principle(partnership=stage.partnership, **given), at)


def _service(stage: Stage, row: Row, at: datetime) -> None:
    fields = _own(row, "name", "description", "delivery", "reach")
    fields |= _own(row, from_age="from_age", until_age="until_age")
    if "lead" in row:
        fields["lead_organisation"] = stage.organisations[row["lead"]]
    outcomes = [stage.outcomes[name] for name in row.get("outcomes", [])]
    levels = [_level(stage, name) for name in row.get("levels", [])]
    known = stage.partnership.services.filter(name=row["name"]).first()
    if known is None:
        made = Service(partnership=stage.partnership, **fields)
        known = record_service(made, outcomes=outcomes, levels=levels, by=SYSTEM, at=at)
    else:
        if "outcomes" not in row:  # a later row adds to what an earlier one said
            outcomes = [one.outcome for one in known.outcome_rows.all()]
        if "levels" not in row:
            levels = [one.level for one in known.level_rows.all()]
        known = change_service(known, outcomes=outcomes, levels=levels, by=SYSTEM, at=at, **fields)
    stage.services[known.name] = known
    for line in row.get("review", []):
        given = _own(line, "question", "lead", "community", "providers", "conclusion")
        given |= _own(line, planned_quarter="quarter", users_and_carers="users")
        given |= _own(line, concluded_on="concluded", value_shown="value")
        _kept(ServiceReview(service=known, **given), at)


def _level(stage: Stage, name: str) -> LevelOfNeed:
    return stage.partnership.levels_of_need.get(name=name, until_day=None)


def _area_set(stage: Stage, row: Row, at: datetime) -> None:
    order = stage.partnership.area_sets.count() + 1
    given = {**_own(row, "name", "about", "source"), "order": order}
    made = _kept(AreaSet(partnership=stage.partnership, **given), at)
    for place, line in enumerate(row.get("area", []), start=1):
        outer = line.get("lies_in")
        area = AreaInSet(
            area_set=made,
            area=_ground(stage, line["name"], at),
            lies_in=None if outer is None else _in_set(stage, outer, row["within"]),
            order=place,
            **_own(line, "links"),
        )
        _in_area(stage, _kept(area, at), line, at)


def _ground(stage: Stage, name: str, at: datetime) -> Area:
    """The locality of that name; drawn now, not to be reported by, when no paper has drawn it."""
    known = Area.objects.filter(partnership=stage.partnership, name=name).first()
    if known is not None:
        return known
    drawn = draw_locality(stage.partnership, name=name, reported=False, by=SYSTEM, at=at)
    return drawn.area


def _in_set(stage: Stage, name: str, set_name: str) -> AreaInSet:
    return AreaInSet.objects.get(
        area_set__partnership=stage.partnership, area_set__name=set_name, area__name=name
    )


def _in_area(stage: Stage, area: AreaInSet, row: Row, at: datetime) -> None:
    for line in row.get("manager", []):
        given = _own(line, "role", "name", from_day="from", until_day="until")
        user = stage.who(line["person"]) if "person" in line else None
        _kept(AreaManagement(area_in_set=area, user=user, **given), at)
    for line in row.get("provision", []):
        service = stage.partnership.services.get(name=line["service"])
        _kept(AreaProvision(area_in_set=area, service=service, text=line["text"]), at)


def _fund(stage: Stage, row: Row, at: datetime) -> None:
    given = _own(row, "name", "year", "kind", "purpose", legal_basis="basis", agreed_on="agreed")
    host = stage.organisations[row["host"]] if "host" in row else None
    fund = Fund(partnership=stage.partnership, host=host, total=Decimal(str(row["total"])), **given)
    _kept(fund, at)
    for line in row.get("contribution", []):
        paid = FundContribution(
            fund=fund,
            organisation=stage.organisations[line["from"]],
            amount=Decimal(str(line["amount"])),
            **_own(line, "note"),
        )
        _kept(paid, at)
    for line in row.get("share", []):
        area = _in_set(stage, line["area"], row["divided_by"])
        _kept(FundShare(fund=fund, area=area, amount=Decimal(str(line["amount"]))), at)


def _local(stage: Stage, row: Row, at: datetime) -> None:
    area = _ground(stage, row["area"], at) if "area" in row else None
    made = LocalPartnership(partnership=stage.partnership, area=area, **_own(row, "name", "about"))
    _kept(made, at)
    for line in row.get("member", []):
        slug = line.get("organisation")
        organisation = None if slug is None else stage.organisations[slug]
        _kept(LocalMember(local=made, organisation=organisation, **_own(line, "name")), at)
    for line in row.get("meeting", []):
        given = _own(line, "round", "who", "notes", held_on="on")
        _kept(LocalMeeting(local=made, **given), at)
    for line in row.get("plan", []):
        _plan(stage, made, line, at)


def _plan(stage: Stage, local: LocalPartnership, row: Row, at: datetime) -> None:
    """A version of a plan; a later one brings the priorities of the one before, and adds its own."""
    plan = begin_plan(LocalPlan(local=local, statement=row["statement"]), by=SYSTEM, at=at)
    order = plan.priorities.count()
    for place, line in enumerate(row.get("priority", []), start=order + 1):
        outcome = stage.outcomes[line["outcome"]]
        priority = LocalPriority(plan=plan, order=place, text=line["text"], outcome=outcome)
        _kept(priority, at)
        for given in line.get("group", []):
            dated = _own(given, "name", "purpose", "lead", "achieved")
            dated |= _own(given, begins_on="begins", ends_on="ends")
            _kept(TaskGroup(priority=priority, **dated), at)
    if "finalised" in row:
        finalise_plan(plan, row["finalised"], by=SYSTEM, at=at)


def _programme(stage: Stage, row: Row, at: datetime) -> None:
    given = _own(row, "name", "about", "funder", "funding", "source")
    given |= _own(row, from_day="from", until_day="until")
    if "amount" in row:
        given["amount"] = Decimal(str(row["amount"]))
    programme = Programme(
        partnership=stage.partnership, aims="\n".join(row.get("aims", [])), **given
    )
    _kept(programme, at)
    for line in row.get("evaluation", []):
        said = _own(line, "evaluator", "independent", "findings", reported_on="reported")
        _kept(ProgrammeEvaluation(programme=programme, **said), at)
    for line in row.get("decision", []):
        said = _own(line, "chosen", "over", "circumstances", decided_on="on", decided_by="by")
        _kept(ProgrammeDecision(programme=programme, **said), at)
    for line in row.get("milestone", []):
        said = _own(line, "shown", "text", happened_on="on")
        _kept(Milestone(partnership=stage.partnership, programme=programme, **said), at)
