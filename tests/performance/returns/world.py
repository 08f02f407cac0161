"""What the return of the corpus asks for, and what its provider would fill in. No database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from commissioning.models import BreakdownGroup, KpiRelation, KpiVersion
from performance.models import Figure
from performance.values import value_of
from performance.workbook.definition import Asked, Earlier, Entry, Line, Related

PERIODS = ("2025-26Q1", "2024-25Q4", "2024-25Q3", "2024-25Q2")
AREAS = {1: "Carlisle", 2: "Eden"}
#: Code, name, unit, and for each area what it says now and said in the periods before, latest first.
Pair = tuple[float, float | None]
KPIS: tuple[tuple[str, str, str, tuple[tuple[Pair, ...], ...]], ...] = (
    (
        "HW",
        "Healthy weight",
        "percent",
        (
            ((31, 41), (30, 40), (28, 39), (33, 42), (29, 40)),
            ((29, 38), (28, 37), (30, 39), (27, 38), (29, 40)),
        ),
    ),
    (
        "CON",
        "Families seen",
        "count",
        (
            ((30, None), (28, None), (33, None), (27, None), (31, None)),
            ((45, None), (44, None), (41, None), (47, None), (43, None)),
        ),
    ),
    (
        "WAIT",
        "Average wait",
        "average",
        (
            ((410.5, 41), (400, 40), (396, 39), (430.25, 42), (390, 40)),
            ((352.25, 38), (370, 37), (361, 39), (355, 38), (377, 40)),
        ),
    ),
    ("SDQ", "Better after help", "percent", (((20, 25), (19, 26), (21, 27), (18, 24), (20, 26)),)),
    ("C2", "Births visited by 14 days", "percent", (((30, 40),), ((27, 36),))),
    ("C3", "Births visited later", "percent", (((8, 40),), ((6, 36),))),
    ("C5", "12-month reviews", "percent", (((33, 44), (35, 45)), ((25, 31), (24, 30)))),
    ("C6", "15-month reviews", "percent", (((38, 45),), ((27, 30),))),
    ("ASQ", "Reviews by questionnaire", "percent", (((30, 33),), ((24, 25),))),
)
GROUPS = {"Girls": (9, 11), "Boys": (10, 12), "Not known": (1, 2)}
RELATIONS = (
    Related(KpiRelation.Kind.PARTS, ("C2", "C3"), "C2 and C3 are of the same births."),
    Related(KpiRelation.Kind.COHORT, ("C6", "C5"), "They are the same children, a quarter later."),
    Related(KpiRelation.Kind.OF_NUMERATOR, ("ASQ", "C5"), "Questionnaires are of reviews made."),
)
TARGETS = {"HW": Decimal(80), "C2": Decimal(85)}


def asked(version: int = 1, missed: str = "") -> Asked:
    """Rows 4 to 25 of the sheet: see `KPIS`. SDQ is for the whole agreement and its groups.

    `missed` is the code of a KPI that was not available in the period before.
    """
    return Asked(
        agreement="CUM-2025-001",
        title="Early Help",
        provider="Fellside Families",
        partnership="Cumbria Children's Trust",
        period="2025-26Q2",
        period_in_words="July to September 2025",
        version=version,
        due_on=date(2025, 10, 28),
        lines=tuple(line for number in range(len(KPIS)) for line in _lines(number, missed)),
        relations=RELATIONS,
    )


def filled() -> dict[tuple[str, ...], Entry]:
    """What its provider says, by KPI, area and group."""
    said: dict[tuple[str, ...], Entry] = {}
    for code, _name, _unit, by_area in KPIS:
        areas = AREAS.values() if len(by_area) > 1 else ("All areas",)
        for area, periods in zip(areas, by_area, strict=True):
            said[code, area] = _entry(*periods[0])
    return said | {("SDQ", "All areas", group): _entry(*pair) for group, pair in GROUPS.items()}


def _entry(numerator: float, denominator: float | None) -> Entry:
    return Entry(_decimal(numerator), _decimal(denominator))


def _lines(number: int, missed: str) -> list[Line]:
    code, name, unit, by_area = KPIS[number]
    whole = unit != "count"
    definition = KpiVersion(
        pk=number + 1,
        numerator_definition=f"{name}: how many",
        denominator_definition=f"{name}: out of how many" if whole else "",
        unit=unit,
    )
    areas: list[tuple[int | None, str]] = (
        [*AREAS.items()] if len(by_area) > 1 else [(None, "All areas")]
    )
    groups = tuple(BreakdownGroup(pk=pk, name=group) for pk, group in enumerate(GROUPS, 1))
    return [
        Line(
            number + 1,
            area,
            code,
            name,
            label,
            definition,
            groups=groups if code == "SDQ" else (),
            earlier=(
                (Earlier(PERIODS[0], None, None, None, Figure.Status.NOT_AVAILABLE),)
                if code == missed
                else tuple(
                    _earlier(unit, *said) for said in zip(PERIODS, periods[1:], strict=False)
                )
            ),
            period_before=PERIODS[0],
            target=TARGETS.get(code),
        )
        for (area, label), periods in zip(areas, by_area, strict=True)
    ]


def _earlier(unit: str, period: str, pair: Pair) -> Earlier:
    numerator, denominator = map(_decimal, pair)
    return Earlier(period, numerator, denominator, value_of(unit, numerator, denominator))


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))
