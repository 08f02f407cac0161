"""What the commands that check and receive a return share: finding it by name, telling, exit codes."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, Protocol

from django.core.management.base import CommandError
from django.db.models import QuerySet

from commissioning.periods import Period
from contracts.models import Agreement
from performance.models import KpiReturn
from performance.queries.programs import findings_told
from tabular.findings import Finding
from workflow.lifecycle import Refused
from workflow.uploads import LIMIT, MEGABYTE

#: Nothing stops the file; something does, or a question has no reason yet; nothing could be checked.
NOTHING_STOPS, SOMETHING_STOPS, NOT_CHECKED = 0, 1, 2
#: Rules that say that nothing of the file could be checked.
_UNREADABLE = {"file.unreadable", "file.broke"}
#: Periods named where another was asked for.
_NAMED = 8
EXIT_CODES = (
    "Exits 0 when nothing stops the file, 1 when something does (a question without its reason "
    "keeps figures from being taken, so it counts), 2 when the file cannot be read or the return is "
    "not known; the reason is then on standard error."
)


class Writes(Protocol):
    """Somewhere a command writes its lines."""

    def write(self, msg: str) -> Any: ...


def add_return_arguments(parser: ArgumentParser) -> None:
    """The arguments that name a file and the return it is for."""
    parser.add_argument("file", type=Path, help="The workbook: .xlsx, .ods or .csv")
    parser.add_argument("--contract", required=True, help="The agreement's reference: CUM-2025-001")
    parser.add_argument("--period", required=True, help="2025-26Q4, 2026-03, 2025-26H1, 2025-26 …")
    parser.add_argument("--partnership", default="", help="Its short address: cumbria")
    parser.add_argument("--json", action="store_true", help="Print one JSON document")


def plainly(handle: Callable[..., int]) -> Callable[..., None]:
    """End the command with its exit code; a refusal is 2, with its sentences on standard error."""

    @wraps(handle)
    def handled(*args: Any, **options: Any) -> None:
        try:
            code = handle(*args, **options)
        except Refused as refusal:
            raise CommandError(" ".join(refusal.sentences), returncode=NOT_CHECKED) from None
        if code:
            raise SystemExit(code)

    return handled


def return_named(
    agreements: QuerySet[Agreement], contract: str, period: str, partnership: str
) -> KpiReturn:
    """The latest version of a return, by its contract's reference and its period. Raises Refused."""
    agreement = _agreement_named(agreements, contract, partnership)
    try:
        code = str(Period.parse(period.strip()))
    except ValueError as wrong:
        raise Refused(str(wrong)) from wrong
    known = KpiReturn.objects.filter(agreement=agreement)
    found = known.filter(period_code=code).order_by("-version")
    record = found.select_related("agreement__partnership", "agreement__provider").first()
    if record is None:
        codes = known.order_by("-period_code").values_list("period_code", flat=True).distinct()
        there = ", ".join(codes[:_NAMED]) or "none yet"
        raise Refused(f"No return of {contract} is expected for {code}. There are: {there}.")
    return record


def _agreement_named(agreements: QuerySet[Agreement], contract: str, partnership: str) -> Agreement:
    found = agreements.filter(reference=contract.strip()).select_related("partnership")
    if partnership:
        found = found.filter(partnership__slug=partnership)
    several = list(found.order_by("partnership__slug"))
    if not several:
        where = f" in {partnership}" if partnership else ""
        raise Refused(f"No contract is known by the reference {contract}{where}.")
    if len(several) > 1:
        slugs = ", ".join(one.partnership.slug for one in several)
        raise Refused(f"Several contracts have this reference. Add --partnership, one of: {slugs}.")
    return several[0]


def content_of(path: Path) -> bytes:
    """The bytes of a file, no more than a page would take. Raises Refused with why not."""
    try:
        if path.stat().st_size > LIMIT:
            raise Refused(f"{path.name} is larger than {LIMIT // MEGABYTE} MB.")
        return path.read_bytes()
    except OSError as wrong:
        raise Refused(f"{path} cannot be opened: {wrong.strerror}.") from wrong


def unreadable(findings: Iterable[Finding]) -> str:
    """Why nothing of a file could be checked; nothing where something could."""
    return " ".join(finding.message for finding in findings if finding.rule in _UNREADABLE)


def tell(
    out: Writes, record: KpiReturn, findings: Iterable[Finding], *, as_json: bool, **facts: Any
) -> None:
    """Print what was found: a line for each finding, or one JSON document with `facts` beside."""
    found = list(findings)
    if as_json:
        document = {
            "contract": record.agreement.reference,
            "partnership": record.agreement.partnership.slug,
            "period": record.period_code,
            "version": record.version,
            **facts,
            "findings": findings_told(found),
        }
        out.write(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for finding in found:
        said = f"{finding.place}: {finding.rule or 'file'}: {finding.severity}: {finding.message}"
        out.write(_printable(f"{said} {finding.right}" if finding.right else said))
    if not found:
        out.write("Nothing was found to put right.")


def _printable(text: str) -> str:
    """One line without what a terminal would act on: some of it comes out of the file."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
