"""Sample data for the gallery of components. All of it is made up."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import SimpleNamespace as Sample
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.datastructures import MultiValueDict

from pages import fields
from pages.charts import Bar, BarChart, Break, LineChart, Point, Series, bar_chart, line_chart
from pages.forms import FilterForm, PlainForm
from pages.navigation import NavItem
from pages.tables import HeatCell, HeatRow, HeatTable, Stage, stages

AT = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
KINDS = [("contract", "Contract"), ("grant", "Grant"), ("in_house", "In-house service")]
NEEDS = [("advice", "Getting advice"), ("help", "Getting help"), ("more", "Getting more help")]


class SampleForm(PlainForm):
    """One field of each kind."""

    name = forms.CharField(max_length=100, help_text="As it will be shown on the register.")
    email = forms.EmailField(label="Email address")
    value = fields.MoneyField(label="Value without VAT")
    places = fields.CountField(label="Families a year", unit="families")
    share = fields.QuantityField(label="Target", unit="%", required=False)
    reasons = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=300,
        help_text="Kept in the audit trail.",
    )
    area = forms.ChoiceField(choices=[("", "---------"), ("cu", "Cumberland"), ("wf", "Furness")])
    kind = forms.ChoiceField(
        label="Kind of agreement",
        choices=KINDS,
        widget=fields.PlainRadios(hints={"contract": "Procurement law applies."}),
    )
    levels = forms.MultipleChoiceField(
        label="Levels of need",
        choices=NEEDS,
        widget=fields.PlainCheckboxes(hints={"more": "Several services together."}),
        help_text="Choose all that apply.",
    )
    starts = fields.DayField(label="Start date", help_text="For example, 1 1 2027.")
    closes = fields.DayAndTimeField(label="Deadline for bids", help_text="London time.")
    sheet = forms.FileField(label="Return workbook", help_text="An .xlsx or .ods file.")
    password = forms.CharField(widget=forms.PasswordInput)
    certified = forms.BooleanField(label="I certify that these figures are right")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


class SampleFilter(FilterForm):
    """A filter over a list."""

    words = forms.CharField(label="Name")
    kind = forms.ChoiceField(choices=[("", "All kinds"), *KINDS])


def sample_mistakes() -> SampleForm:
    """The form with nearly everything wrong."""
    typed = {
        "value": ["a lot"],
        "places": ["2.5"],
        "reasons": [""],
        "starts_0": ["31"],
        "starts_1": ["2"],
        "starts_2": ["2027"],
        "closes_0": ["1"],
        "closes_1": [""],
        "closes_2": ["2027"],
        "closes_3": ["5pm"],
    }
    form = SampleForm(MultiValueDict(typed))
    form.add_error(None, "The value and the number of families cannot both be unknown.")
    return form


def samples(query: Mapping[str, str]) -> dict[str, Any]:
    """Everything the gallery shows, by the name its template uses."""
    number = query.get("page", "4")
    return {
        "at": AT,
        "gallery_navigation": [NavItem("Facts", "#facts", True), NavItem("Returns", "#returns")],
        "records": [_record(*pair) for pair in STATES],
        "actions": _actions(),
        "stages": _stages(),
        "entries": _entries(),
        "jobs": _jobs(),
        "findings": _findings(),
        "work": _work(),
        "filter_form": SampleFilter(),
        "page_of_many": Paginator(range(187), 20).get_page(number),
        "heat": _heat(),
        "dates": [datetime(2027, 1, 29, tzinfo=UTC), datetime(2026, 11, 24, 12, tzinfo=UTC), AT],
        "late": datetime(2026, 11, 19, tzinfo=UTC),
        "trend": _trend(),
        "limits": _limits(),
        "areas": _areas(),
    }


STATES = [
    ("Drafting", "neutral"),
    ("For approval", "waiting"),
    ("Published", "active"),
    ("In force", "good"),
    ("Queried", "attention"),
    ("Refused", "bad"),
]


def _record(label: str, tone: str) -> Sample:
    return Sample(state_label=label, state_tone=tone)


def _actions() -> list[Sample]:
    def action(name: str, label: str, **more: Any) -> Sample:
        given = {"allowed": True, "blocked": [], "needs_form": False, "may_words": "", "hint": ""}
        return Sample(name=name, label=label, **{**given, **more})

    return [
        action("abandon", "Abandon the tender", needs_form=True, careful=True),
        action("publish", "Publish the tender", hint="Providers can see it and bid at once."),
        action("change", "Change the timetable", needs_form=True),
        action(
            "open",
            "Open the bids",
            blocked=[
                "The deadline is 29 January 2027, midday: bids stay sealed until then.",
                "One panel member has not declared their interests.",
            ],
        ),
        action("decide", "Decide the award", allowed=False, may_words="an approver"),
    ]


def _stages() -> list[Stage]:
    labels = ["Drafting", "Published", "Closed", "Evaluating", "Decided", "Standstill", "Awarded"]
    return stages(labels, "Evaluating")


def _entries() -> list[Sample]:
    def entry(day: int, who: str, sentence: str, reasons: str = "", to: str = "") -> Sample:
        when = datetime(2026, 11, day, 9, 30, tzinfo=UTC)
        return Sample(
            effective_at=when, actor_name=who, sentence=sentence, reasons=reasons, state_to=to
        )

    return [
        entry(20, "Priya Nair", "Published the tender", to="published"),
        entry(18, "Tom Ellwood", "Approved the specification", "Meets the three priorities."),
        entry(12, "Priya Nair", "Added the KPI 'Families helped within 20 days'"),
    ]


def _jobs() -> list[Sample]:
    def job(pk: int, status: str, progress: int, **more: str) -> Sample:
        given = {"message": "", "error": "", "result_url": ""}
        label = "Building the pack for quarter 2, 2026-27"
        return Sample(
            pk=pk, kind_label=label, status=status, progress=progress, **{**given, **more}
        )

    return [
        job(1, "queued", 0),
        job(2, "running", 45, message="Writing sheet 4 of 9"),
        job(3, "done", 100, message="9 sheets, 214 figures.", result_url="#pack"),
        job(4, "failed", 60, error="One return was withdrawn meanwhile. Ask for the pack again."),
    ]


def _findings() -> list[Sample]:
    def finding(severity: str, cell: str, kpi: str, value: str, message: str) -> Sample:
        return Sample(
            severity=severity, sheet="Quarter", cell=cell, kpi=kpi, value=value, message=message
        )

    return [
        finding("blocker", "D7", "EH01", "-4", "A count cannot be less than nothing."),
        finding("blocker", "D9", "EH03", "", "Enter a number, or choose a status with a reason."),
        finding("query", "D11", "EH04", "96%", "Last quarter was 61%. Is this right?"),
    ]


def _work() -> list[Sample]:
    return [
        Sample(
            kind="Return",
            title="Early help, quarter 2",
            url="#1",
            todo="Certify and submit",
            due=datetime(2026, 11, 19, tzinfo=UTC),
        ),
        Sample(
            kind="Tender",
            title="Family hubs, north",
            url="#2",
            todo="Answer two questions from providers",
            due=datetime(2026, 11, 25, tzinfo=UTC),
        ),
        Sample(kind="Specification", title="Short breaks", url="#3", todo="Approve", due=None),
    ]


def _heat() -> HeatTable:
    quarters = ["Q3 2025-26", "Q4 2025-26", "Q1 2026-27", "Q2 2026-27"]
    good = HeatCell(on=5, near=1, coverage="6 of 6 accepted", url="#cell")
    mixed = HeatCell(on=3, near=2, off=1, coverage="6 of 6 accepted", url="#cell")
    thin = HeatCell(none=6, coverage="2 of 6 accepted: too few to rate", url="#cell")
    return HeatTable(
        caption="Outcomes by area and quarter",
        corner="Area",
        columns=quarters,
        rows=[
            HeatRow("Cumberland", [good, good, mixed, good], "#a", group="Children are safe"),
            HeatRow("Furness", [mixed, good, good, thin], "#b", group="Children are safe"),
            HeatRow(
                "Cumberland", [HeatCell(near=2, on=1), good, good, good], group="Ready for school"
            ),
            HeatRow("Eden", [HeatCell(), HeatCell(), mixed, thin], group="Ready for school"),
        ],
    )


def _trend() -> LineChart:
    hidden = Point(None, "suppressed")
    years = [f"{year}-{year % 100 + 1:02d}" for year in range(2015, 2026)]
    return line_chart(
        "trend",
        "Children looked after per 10,000 under 18",
        years,
        [
            Series(
                "Cumbria", [72, 74, 75, 78, 80, 82, 84, Point(None, "not published"), 77, 76, 74]
            ),
            Series("England", [60, 62, 64, 65, 67, 67, 70, 71, 71, 70, 70]),
            Series("Statistical neighbours", [66, 68, 69, 71, hidden, 75, 76, 76, 76, 76, 76]),
        ],
        target=[None] * 5 + [76] * 3 + [72] * 3,
        breaks=[Break(8, "Cumbria is the sum of its two successors", only=("Cumbria",))],
        from_zero=False,
        source="sample figures, not real ones",
    )


def _limits() -> LineChart:
    quarters = [f"Q{q} {y}-{y % 100 + 1}" for y in range(2023, 2027) for q in range(1, 5)][:14]
    values = [61, 64, 59, 63, 62, 66, 60, 64, 71, 74, 73, 76, 75, 78]
    points = [Point(value, signal=place > 8) for place, value in enumerate(values)]
    return line_chart(
        "limits",
        "Families seen within 20 working days",
        quarters,
        [Series("Early help", points)],
        unit="%",
        target=[65] * 8 + [70] * 6,
        band=[(54, 71)] * 8 + [(68, 82)] * 6,
        breaks=[
            Break(8, "Variation 2 raised the target"),
            Break(11, "The definition now counts calendar days lost to holidays"),
        ],
    )


def _areas() -> BarChart:
    return bar_chart(
        "areas",
        "Early help assessments per 10,000 children, 2025-26",
        [
            Bar("Barrow", 312.5),
            Bar("Allerdale", 284, marked=True),
            Bar("Carlisle", 251),
            Bar("South Lakeland", 122),
            Bar("Eden", None, "suppressed"),
        ],
        reference=("England", 240),
    )
