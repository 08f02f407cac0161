"""A provider's program fetches workbooks and sends files with its token."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse

from accounts.actions.programs import make_token, revoke_token
from accounts.models import AccessTokenUse, SignInAttempt
from performance.actions import programs
from performance.actions import returns as deeds
from performance.models import Upload
from performance.workbook.definition import Entry
from tests.factories import people
from tests.factories import performance as factory
from workflow.audit import history
from workflow.calendar import london_date
from workflow.clock import start_at

pytestmark = pytest.mark.django_db

LIST = "/api/returns/"
WRONG = {("HW", "Eden"): Entry(45, 40)}


@pytest.fixture
def moment(record):
    """Ten days after the quarter: the clock stands there."""
    at = factory.moment(record)
    start_at(at)
    return at


@pytest.fixture
def token(provider, preparer, certifier, moment):
    """Give a function that makes a token and says it as it was shown."""

    def made(scope="send", name="Case system", **given):
        terms = {"answerable": preparer, "until_day": london_date(moment) + timedelta(30)}
        return make_token(provider, name, scope, **{**terms, **given}, by=certifier, at=moment)

    return made


class Program:
    """A program with a token: it keeps no cookies."""

    def __init__(self, clear):
        self.headers = {"Authorization": f"Bearer {clear}"}

    def get(self, url):
        return Client().get(url, headers=self.headers)

    def send(self, url, content, content_type=deeds.XLSX, **headers):
        more = {**self.headers, **headers}
        return Client(enforce_csrf_checks=True).post(
            url, content, content_type=content_type, headers=more
        )


@pytest.fixture
def program(token):
    return Program(token()[1])


@pytest.fixture
def files(program, record):
    """Where files for the return are sent."""
    (listed,) = program.get(LIST).json()["returns"]
    return listed["files"]


def test_the_returns_wanted_are_listed(program, record, provider):
    said = program.get(LIST).json()
    (listed,) = said["returns"]
    assert said["organisation"] == provider.name
    assert {k: listed[k] for k in ("contract", "partnership", "period", "due", "state")} == {
        "contract": record.agreement.reference,
        "partnership": "cumbria",
        "period": "2025-26Q2",
        "due": record.due_on.isoformat(),
        "state": "expected",
    }
    assert program.get(listed["address"]).json() == {**listed, "last_file": None}


def test_settled_and_early_returns_are_listed_when_asked_for(program, agreement, record):
    factory.expected(agreement, "2025-26Q3")
    factory.kpi_return(agreement, "2025-26Q1")
    listed = program.get(LIST).json()["returns"]
    assert [one["period"] for one in listed] == ["2025-26Q2"]
    everything = program.get(f"{LIST}?all=yes").json()["returns"]
    assert [one["period"] for one in everything] == ["2025-26Q1", "2025-26Q2", "2025-26Q3"]


def test_its_workbook_is_the_portals(program, record):
    (listed,) = program.get(LIST).json()["returns"]
    answer = program.get(listed["workbook"])
    assert answer.content == deeds.workbook_for(record)
    assert ".xlsx" in answer["Content-Disposition"]


def test_figures_are_taken_and_say_who_sent_them(program, record, files, preparer):
    answer = program.send(files, factory.filled_workbook(record))
    said = answer.json()
    assert (answer.status_code, said["state"], answer["Location"]) == (
        201,
        "taken",
        said["address"],
    )
    record.refresh_from_db()
    assert (record.state_label, record.prepared_by) == ("Received", preparer)
    sender = "the program “Case system” of Fellside Families"
    assert record.upload.sender == f"{sender}, for which {preparer} answers"
    entry = history(record).last()
    assert (entry.actor, entry.acting_for) == (preparer, sender)
    assert program.get(said["address"]).json() == said


def test_findings_come_back_as_json(program, record, files):
    answer = program.send(files, factory.filled_workbook(record, WRONG))
    (finding,) = answer.json()["findings"]
    assert answer.status_code == 422
    assert set(finding) == {"rule", "severity", "sheet", "cell", "kpi", "words", "right"}
    assert (finding["severity"], finding["sheet"], finding["cell"]) == ("blocker", "Return", "H5")
    record.refresh_from_db()
    assert record.state_label == "Expected"


def test_a_large_file_is_read_in_the_background(program, record, files, monkeypatch, do_jobs):
    monkeypatch.setattr(deeds, "READ_AT_ONCE", 100)
    content = factory.filled_workbook(record)
    answers = [program.send(files, content) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert do_jobs() == 1
    said = program.get(answers[0].json()["address"]).json()
    assert said["state"] == "taken"
    assert "the program" in said["sent_by"]
    assert history(record).last().acting_for.startswith("the program")


def test_the_same_bytes_again_are_the_same_upload(program, record, files):
    content = factory.filled_workbook(record)
    first, again = (program.send(files, content) for _ in range(2))
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert Upload.objects.count() == 1
    assert history(record).filter(step="receive").count() == 1


def test_the_same_bytes_count_again_once_others_came_between(program, record, files):
    content = factory.filled_workbook(record)
    for sent in (content, factory.filled_workbook(record, {("CON", "Eden"): Entry(31)}), content):
        assert program.send(files, sent).status_code == 201
    assert Upload.objects.count() == 3


def test_the_same_bytes_by_a_person_are_taken_once_too(program, record, files, preparer):
    content = factory.filled_workbook(record)
    first = program.send(files, content).json()
    assert factory.send_bytes(record, content, at=factory.moment(record)).pk
    assert Upload.objects.count() == 1
    assert first["state"] == "taken"


def test_a_form_carries_a_file_too(record, files, token):
    clear = token(name="Another")[1]
    file = SimpleUploadedFile("ours.xlsx", factory.filled_workbook(record), deeds.XLSX)
    client = Client(enforce_csrf_checks=True)
    answer = client.post(files, {"file": file}, headers={"Authorization": f"Bearer {clear}"})
    assert (answer.status_code, answer.json()["file"]) == (201, "ours.xlsx")


def test_a_file_has_the_name_it_is_given(program, record, files):
    content = factory.filled_workbook(record)
    given = {"Content-Disposition": 'attachment; filename="../june é.xlsx"'}
    assert program.send(files, content, **given).json()["file"].endswith(".xlsx")
    record.refresh_from_db()
    assert "/" not in record.upload.file.name


@pytest.mark.parametrize(
    "name", ["filename*=undefined'en'%41", "filename*=idna'en'%ff", f"filename*{'9' * 5000}=x"]
)
def test_a_name_that_cannot_be_read_is_none(program, record, files, name):
    given = {"Content-Disposition": f"attachment; {name}"}
    answer = program.send(files, factory.filled_workbook(record), **given)
    assert (answer.status_code, answer.json()["file"]) == (201, "return.xlsx")


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{}", "application/json", 415),
        (b"x=1", "application/x-www-form-urlencoded", 415),
        (b"--x--\r\n", "multipart/form-data; boundary=x", 422),
        (b"junk", "multipart/form-data", 400),
        (b"\x00" * 300, "application/octet-stream", 422),
    ],
)
def test_what_is_no_file_is_answered_in_a_sentence(program, files, content, content_type, status):
    answer = program.send(files, content, content_type)
    assert answer.status_code == status
    said = answer.json()
    assert said["findings"][0]["words"] if "findings" in said else said["error"].endswith(".")


def test_a_file_that_is_too_large_is_not_read(program, files, monkeypatch):
    monkeypatch.setattr("performance.views.sent_files.LIMIT", 10)
    answer = program.send(files, b"12345678901")
    assert (answer.status_code, "larger than" in answer.json()["error"]) == (413, True)
    monkeypatch.setattr("workflow.uploads.MemoryOnly.__init__.__kwdefaults__", {"limit": 10})
    file = SimpleUploadedFile("ours.xlsx", b"1" * 1000, deeds.XLSX)
    answer = Client().post(files, {"file": file}, headers=program.headers)
    assert answer.status_code == 413
    assert not Upload.objects.exists()


def test_a_file_says_how_long_it_is(program, files, moment, rf):
    request = rf.post(files, b"x", content_type=deeds.XLSX, headers=program.headers)
    del request.META["CONTENT_LENGTH"]
    request.now = moment
    found = resolve(files)
    assert found.func(request, **found.kwargs).status_code == 411


def test_a_closed_return_takes_nothing(program, record, files):
    factory.moved(record, "certified")
    answer = program.send(files, b"anything")
    assert answer.status_code == 409
    assert answer.json() == {"error": "This return is certified and takes no figures now."}


def test_a_program_never_certifies(program, record, files):
    program.send(files, factory.filled_workbook(record))
    record.refresh_from_db()
    assert (record.state_label, record.certified_by) == ("Received", None)


def test_a_token_that_reads_sends_nothing(token, record, files):
    reader = Program(token("read", "Reader")[1])
    answer = reader.send(files, factory.filled_workbook(record))
    assert (answer.status_code, "may read, not send" in answer.json()["error"]) == (403, True)
    assert reader.get(LIST).status_code == 200


@pytest.mark.parametrize(
    "header", [None, "", "Basic dXNlcjp4", "Bearer", "Bearer ", "Bearer nonsense", "Bearer é"]
)
def test_without_a_token_nothing_is_told(record, moment, header):
    headers = {} if header is None else {"Authorization": header}
    answers = [
        Client().get(LIST, headers=headers),
        Client().post(f"{LIST}{'0' * 16}/files/", b"x", content_type=deeds.XLSX, headers=headers),
    ]
    for answer in answers:
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
        assert answer.json()["error"].endswith(".")


def test_a_persons_session_opens_nothing_here(preparer, record, moment):
    client = Client()
    client.force_login(preparer)
    assert client.get(LIST).status_code == 401


def test_no_cookie_is_set(program):
    answer = program.get(LIST)
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"


def test_a_revoked_or_ended_token_says_so(token, certifier, moment):
    revoked, clear = token(name="Revoked")
    revoke_token(revoked, by=certifier, at=moment)
    assert "has been revoked" in Program(clear).get(LIST).json()["error"]
    _, short = token(name="Short", until_day=london_date(moment))
    assert Program(short).get(LIST).status_code == 200
    start_at(moment + timedelta(days=1))
    answer = Program(short).get(LIST)
    assert (answer.status_code, "ended on" in answer.json()["error"]) == (401, True)


@pytest.mark.parametrize(
    ("method", "allowed"), [("delete", "GET"), ("post", "GET"), ("put", "GET")]
)
def test_a_method_it_does_not_take(program, method, allowed):
    answer = getattr(Client(), method)(LIST, headers=program.headers)
    assert (answer.status_code, answer["Allow"]) == (405, allowed)
    assert answer.json()["error"].startswith("This address takes GET")


def test_wrong_tokens_are_counted_and_kept_waiting(program, moment):
    answers = [Program("nonsense").get(LIST) for _ in range(7)]
    assert [a.status_code for a in answers] == [401] * 5 + [429] * 2
    assert int(answers[-1]["Retry-After"]) > 0
    assert "Wait" in answers[-1].json()["error"]
    assert program.get(LIST).status_code == 200
    assert not any("nonsense" in str(row) for row in SignInAttempt.objects.values_list())


def test_a_program_that_sends_without_end_is_kept_waiting(program, record, files, monkeypatch):
    monkeypatch.setattr(programs, "FILES", 2)
    sent = [program.send(files, f"Name\n{n}\n".encode(), "text/csv") for n in range(3)]
    assert [answer.status_code for answer in sent] == [422, 422, 429]
    assert 0 < int(sent[2]["Retry-After"]) <= 900
    assert Upload.objects.count() == 2


def test_using_a_token_writes_once_an_hour(program, django_assert_max_num_queries):
    for _ in range(3):
        program.get(LIST)
    assert AccessTokenUse.objects.count() == 1
    with django_assert_max_num_queries(9):
        program.get(LIST)


def test_people_see_that_a_program_sent_it(program, record, files, preparer, sign_in, provider):
    program.send(files, factory.filled_workbook(record))
    url = reverse("performance:portal_return", args=[provider.slug, record.pk])
    page = sign_in(preparer).get(url).content.decode()
    assert f"the program “Case system” of Fellside Families, for which {preparer} answers" in page
    assert f"by {preparer} (the program “Case system” of Fellside Families)" in page


def test_who_answers_for_it_does_not_certify_what_it_sent(program, token, record, files, certifier):
    mine = Program(token(name="Mine", answerable=certifier)[1])
    assert mine.send(files, factory.filled_workbook(record)).status_code == 201
    record.refresh_from_db()
    assert record.agreement.one_person_may_certify or record.prepared_alone_by(certifier)


def test_every_answer_is_json(program, token, files):
    for answer in (program.get(files), program.get(f"{LIST}{'0' * 16}/"), Program("x").get(LIST)):
        assert answer["Content-Type"] == "application/json"
        assert list(json.loads(answer.content)) == ["error"]


def test_another_provider_sees_nothing_of_it(program, moment):
    other = people.provider("Another")
    by = people.person("certifier", other)
    terms = {"answerable": by, "until_day": london_date(moment), "by": by, "at": moment}
    stranger = Program(make_token(other, "Theirs", "send", **terms)[1])
    assert stranger.get(LIST).json() == {"organisation": "Another", "returns": []}
