"""What a reader of the workbook needs to know about its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pages.words import moment
from performance.pack_workbook.layout import ORIGINS, Json


def notes_of(snapshot: Json) -> Iterator[tuple[str, str]]:
    """Pairs of a term and what it means here; the definitions of all KPIs at the end."""
    at = moment(datetime.fromisoformat(snapshot["as_at"]))
    yield "As at", f"The figures are those accepted by {at}. Later returns do not change this pack."
    yield (
        "Where a number comes from",
        (
            f"Choose a number to go to its row in '{ORIGINS}': the return, the sheet and cell it was "
            "read from, the file with its SHA-256, and who certified and accepted it. The last column "
            "is the path of the figure's page in Wholesight."
        ),
    )
    yield (
        "Value",
        (
            "Percentages and rates are worked out from summed numerators and denominators, never as a "
            "mean of rates. A number of different people is never added up: 'up to' gives the most it "
            "could be."
        ),
    )
    yield (
        "Rating",
        (
            "The value as shown against the target in force for the quarter: on target, near target "
            "(within the tolerance) or off target. A value is not rated where the contracts have "
            "different targets, the target is set for the parts, or too few figures are in."
        ),
    )
    yield (
        "What the trend says",
        (
            "XmR charts: limits are the mean plus and minus 2.66 times the mean moving range since the "
            "limits last started afresh. A signal is a point outside the limits, seven points rising or "
            "falling, two of three close to a limit, or seven on one side of the mean. Anything else is "
            "the usual coming and going. Limits from fewer than 12 points are on trial."
        ),
    )
    yield "Figures in", "Figures accepted that give a number, of those expected."
    for outcome in snapshot["outcomes"]:
        for kpi in outcome["kpis"]:
            words = f"{kpi['name']}. {kpi['definition']}. {kpi['polarity']}. Added up: "
            yield kpi["code"], f"{words}{kpi['roll_up'].lower()}. Source: {kpi['source']}."
            for one in kpi["breaks"]:
                yield f"{kpi['code']} from {one['quarter']}", f"Changed by {one['label']}."
