"""Taking in responses: typed one by one, or from a file that is checked, shown, then loaded once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from commissioning.actions.response_sheets import ReadResponses, columns_of, read_responses
from commissioning.models import Consultation, ResponseFile
from tabular.findings import to_json
from tabular.limits import MEBIBYTE, Limits
from tabular.reading import read
from tabular.refusals import Unreadable
from workflow import words
from workflow.door import amend, begin, take
from workflow.files import clean_name
from workflow.lifecycle import Actor, Deed, Refused, sentences_of

#: A page waits for a file no longer than this. 20,000 responses are more than any yet held.
LIMITS = Limits(file_bytes=10 * MEBIBYTE, rows=20_000, columns=200, seconds=20)
Outcome = ResponseFile.Outcome


def take_response(
    consultation: Consultation,
    role: int | None,
    given: Mapping[int, int | str],
    *,
    by: Actor,
    at: datetime,
) -> Consultation:
    """Take in one response, as `GivenResponse` has it. Raises Refused in sentences."""
    return take(consultation, "take_response", by=by, at=at, role=role, given=dict(given))


def send_file(
    consultation: Consultation, content: bytes, *, name: str, by: Actor, at: datetime
) -> ResponseFile:
    """Check a file of responses. Nothing is loaded yet, and of the file itself nothing is kept.

    What was found is kept under its name and fingerprint. The same file sent again while it waits
    is the same one. Raises Refused when it was loaded before, or no responses are taken in now.
    """
    file = ResponseFile(
        consultation=consultation,
        name=clean_name(name),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        sent_at=at,
        sent_by=by,
    )
    _refuse_loaded(file)
    waiting = consultation.files.filter(sha256=file.sha256, outcome=Outcome.WAITING).first()
    if waiting is not None:
        return waiting
    if closed := sentences_of([Consultation.not_taking_responses], consultation, _deed(by, at)):
        raise Refused(*closed)
    checked = _checked(content, file.name, consultation)
    file.findings = to_json(checked.findings)
    file.outcome = Outcome.REFUSED
    if checked.can_be_loaded:
        file.outcome = Outcome.WAITING
        file.rows = [response.to_json() for response in checked.responses]
        file.responses = len(checked.responses)
        file.digest = digest_of(file)
        _refuse_loaded(file)
    return begin(file, by=by, at=at)


def load(file: ResponseFile, *, by: Actor, at: datetime) -> Consultation:
    """Load the responses of a file that was checked: all of them, in one transaction, once."""
    return take(file.consultation, "load_responses", by=by, at=at, file=file)


def set_aside(file: ResponseFile, *, by: Actor, at: datetime) -> ResponseFile:
    """Leave a checked file unloaded; what it said is let go of. Refused when it waits no longer."""
    return amend(file, by=by, at=at, outcome=Outcome.SET_ASIDE, rows=[], settled_at=at)


def take_words_out(
    consultation: Consultation, reply: int, *, by: Actor, at: datetime
) -> Consultation:
    """Take an answer in words out for good, because it points to a person. It still counts."""
    return take(consultation, "take_words_out", by=by, at=at, reply=reply)


def digest_of(file: ResponseFile) -> str:
    """SHA-256 over the responses as read, so that the same ones saved anew are known."""
    return hashlib.sha256(json.dumps(file.rows, sort_keys=True).encode()).hexdigest()


def preview_of(file: ResponseFile, rows: int = 10) -> list[list[str]]:
    """The headers, then the first responses that wait in a file, as its sheet shows them."""
    if not file.is_waiting:
        return []
    columns = columns_of(file.consultation)
    labels = {o.pk: o.label for asked in columns for o in asked.options.values()}
    shown = [[asked.header for asked in columns]]
    for response in file.given[:rows]:
        answers = [
            response.role if asked.question.is_role else response.given.get(asked.question.pk)
            for asked in columns
        ]
        shown.append([_in_words(answer, labels) for answer in answers])
    return shown


def _in_words(answer: int | str | None, labels: Mapping[int, str]) -> str:
    if answer is None:
        return ""
    return labels.get(answer, "") if isinstance(answer, int) else answer


def _deed(by: Actor, at: datetime) -> Deed:
    return Deed(by=by, at=at, step="begin")


def _checked(content: bytes, name: str, consultation: Consultation) -> ReadResponses:
    try:
        return read_responses(read(content, name, LIMITS), consultation)
    except Unreadable as unreadable:
        return ReadResponses([], unreadable.findings)


def _refuse_loaded(file: ResponseFile) -> None:
    same = file.same_loaded()
    if same is not None and same.settled_at is not None:
        raise Refused(
            f"These responses were loaded on {words.day(same.settled_at)} (“{same.name}”). "
            "Loading them again would count them twice."
        )
