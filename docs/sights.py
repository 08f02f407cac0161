"""What the pictures in docs/pictures show: who looks, and at what.

A picture is called after its guide: commissioner_work stands in docs/commissioner.md. They are taken in
this order, each by one person in one window; nothing later needs what an earlier one left.
"""

from __future__ import annotations

import re
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page

WIDTH = 1100
ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "demonstration" / "data" / "needs" / "children_looked_after_rates.csv"
CUMBRIA, TEES = "/p/cumbria/", "/p/tees/"
COMMISSIONER, BOARD = "commissioner@cumbria.example", "board@cumbria.example"
PREPARER, CERTIFIER = "preparer@solway.example", "certifier@westward.example"
ASKED, EXPLAINS = "preparer@lakes.example", "preparer@riverside.example"
TYPIST, IN_TWO = "preparer@centres.stockton.example", "preparer@harbour.example"
#: The page of the printed workbook that has the figures; the cover is before it.
WORKBOOK = 2
ADMINISTRATOR, OWN_PASSWORD = "ada@tees.example", "tees-cleveland-hills"
#: The partnership whose first day is shown, as its operator takes it in.
NEW_PARTNERSHIP = ("add_partnership", "--name", "Tees Children's Trust", "--slug", "tees")
NEW_PARTNERSHIP += ("--short-name", "Tees", "--lead-council", "Tees Council")
NEW_PARTNERSHIP += ("--administrator-email", ADMINISTRATOR, "--administrator-name", "Ada Minster")
#: The staff list the council has already: columns of its own, and two mistakes.
STAFF = (
    ("Full name", "E-mail", "Post", "Access level", "Organisation", "Room"),
    (
        "Ada Minster",
        ADMINISTRATOR,
        "Head of commissioning",
        "Administrator",
        "Tees Council",
        "2.14",
    ),
    ("Colin Dobson", "colin@tees.example", "Commissioner", "Commissioner", "Tees Council", "2.15"),
    ("Mary Yarm", "mary.tees.example", "Commissioner", "Commissioner", "Tees Council", "2.15"),
    ("Joan Preston", "joan@tees.example", "Director", "Approves", "Tees Council", "1.02"),
)
CORRECTED = {"mary.tees.example": "mary@tees.example", "Approves": "Approver"}

Look = Callable[[Page], None]


@dataclass(frozen=True)
class Sight:
    """One picture: its name, who looks and how; how high, from which element down, and how wide."""

    name: str
    who: str
    look: Look
    height: int = 800
    at: str = ""
    width: int = WIDTH


# --- Signing in -----------------------------------------------------------------------------------
def sign_in(page: Page, who: str, password: str) -> None:
    """Sign in on this window."""
    page.goto("/sign-in/")
    page.get_by_label("Email address").fill(who)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)


def link_in(said: str) -> str:
    """The address at which a password is set, from what add_partnership prints."""
    found = re.search(r"/set-password/\S+", said)
    if found is None:
        raise SystemExit(f"add_partnership printed no link:\n{said}")
    return found[0]


def stays(page: Page) -> None:
    """What the window shows already."""


def at(address: str) -> Look:
    """The page at this address."""
    return lambda page: page.goto(address) and None


# --- Commissioner ---------------------------------------------------------------------------------
def gates(page: Page) -> None:
    """What has to be on record before each step of a tender, and under which law."""
    page.goto(f"{CUMBRIA}tenders/")
    page.get_by_role("link", name="Short breaks").first.click()
    page.get_by_role("link", name="Gates").first.click()


def review(page: Page) -> None:
    """A yearly review that is late, and what is still to be written."""
    page.goto(f"{CUMBRIA}agreements/reviews/")
    page.get_by_role("link", name="Emotional wellbeing").first.click()


def figures(page: Page) -> None:
    """What a published file would change, with one figure altered so that there is something."""
    line = re.compile(
        r"(2024,.*,Cumberland,E06000063,Children looked after at 31 March.*,)\d+(,\d+)"
    )
    text, altered = line.subn(r"\g<1>500\2", FIGURES.read_text(encoding="utf-8-sig"))
    if altered != 1:
        raise SystemExit("The published file has no line for Cumberland any more.")
    page.goto(f"{CUMBRIA}needs/loads/")
    send(page, "A published file of figures", FIGURES.name, text.encode(), "Read the file")
    page.get_by_role("heading", name="What loading this file would do").wait_for()


def responses(page: Page) -> None:
    """A file of responses that holds an e-mail address, refused."""
    page.goto(f"{CUMBRIA}needs/consultations/")
    page.get_by_role("link", name="Opening hours").first.click()
    page.get_by_role("link", name="Load a file").first.click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Excel workbook").click()
    book = load_workbook(BytesIO(coming.value.path().read_bytes()))
    sheet = book["Responses"]
    row = max(cell.row for cell in sheet["A"] if cell.value) + 1
    for below, words in enumerate(("Open on Saturdays.", "Write to me: anna@home.example")):
        sheet.cell(row + below, 1).value = "Parent or carer"
        sheet.cell(row + below, last_column(sheet)).value = words
    name = "Responses from the hubs.xlsx"
    send(page, "File of responses", name, saved(book), "Check the file")


def counts(page: Page) -> None:
    """What people answered, with how many were asked."""
    page.goto(f"{CUMBRIA}needs/consultations/")
    page.get_by_role("link", name="How young people find help").first.click()


def certified(page: Page) -> None:
    """A certified return: what is unusual, and every figure beside those before it."""
    page.goto(f"{CUMBRIA}returns/waiting/")
    page.get_by_role("link", name="CUM-EWMH-2022").first.click()


# --- Provider -------------------------------------------------------------------------------------
def own_return(page: Page, provider: str = "solway") -> None:
    """A return with what is left to do: workbook, sending, certifying."""
    page.goto(f"/provider/{provider}/returns/")
    page.get_by_role("link", name="July to September 2026").first.click()


def findings(page: Page) -> None:
    """A file with mistakes against many rules, each with its cell."""
    own_return(page)
    page.get_by_role("link", name="KPI return.xlsx").first.click()


def reasons(page: Page) -> None:
    """A file of which only reasons are wanted, with a field for each."""
    own_return(page, "riverside")
    page.get_by_role("link", name="KPI return.xlsx").first.click()


def typed(page: Page) -> None:
    """A return saved part-way in the form, by area and by age."""
    own_return(page, "stockton-on-tees-borough-council")
    page.get_by_role("link", name="Type the figures in here").first.click()


def offer(page: Page) -> None:
    """A figure entered for another partnership's agreement, offered for this one."""
    page.goto("/provider/harbour/returns/")
    page.get_by_role("link", name="October 2026").first.click()
    page.get_by_role("link", name="Type the figures in here").first.click()


def questions(page: Page) -> None:
    """A return with questions about single figures."""
    own_return(page, "lakes")


def workbook(page: Page) -> None:
    """The sheet to be filled in, as a spreadsheet program prints it."""
    own_return(page)
    with page.expect_download() as coming:
        page.locator("a[href$='/workbook/']").first.click()
    page.set_content(f'<img alt="" src="{printed(coming.value.path().read_bytes(), WORKBOOK)}">')


def certify(page: Page) -> None:
    """What the certifier declares."""
    page.goto("/provider/westward/returns/")
    page.get_by_role("link", name="July to September 2026").first.click()
    page.get_by_text("Certify and submit", exact=True).first.click()


def printed(workbook: bytes, sheet: int) -> str:
    """One page of a workbook as LibreOffice draws it, as an address a browser shows."""
    with TemporaryDirectory() as folder:
        book = Path(folder) / "return.xlsx"
        book.write_bytes(workbook)
        convert = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
        convert += ["--convert-to", "pdf", "--outdir", folder, str(book)]
        subprocess.run(convert, check=True, capture_output=True)  # noqa: S603
        draw = ["pdftoppm", "-png", "-r", "118", "-f", str(sheet), "-l", str(sheet), "-singlefile"]
        subprocess.run([*draw, f"{folder}/return.pdf", f"{folder}/page"], check=True)  # noqa: S603
        drawn = (Path(folder) / "page.png").read_bytes()
    return f"data:image/png;base64,{b64encode(drawn).decode()}"


def tender(page: Page) -> None:
    """A tender that is open for bids."""
    page.goto("/provider/solway/tenders/")
    page.get_by_role("link", name="Young people's wellbeing hubs").first.click()


def receipt(page: Page) -> None:
    """What proves which bid was submitted."""
    page.goto("/provider/solway/tenders/")
    page.get_by_role("link", name="Short breaks").first.click()
    page.get_by_role("link", name="receipt").first.click()


# --- Board ----------------------------------------------------------------------------------------
def pack(page: Page) -> None:
    """The latest pack, as a Board member reads it."""
    page.goto(f"{CUMBRIA}packs/")
    page.locator("main table a").first.click()
    page.get_by_text("Read the pack", exact=True).first.click()


def number(page: Page) -> None:
    """The accepted figures a number of the pack is made of."""
    pack(page)
    page.locator("main table a", has_text="where it comes from").first.click()


def figure(page: Page) -> None:
    """One of them: sheet, cell, file, and who stood by it."""
    number(page)
    page.locator("main table td.number a").first.click()


def variation(page: Page) -> None:
    """A variation that waits for the Board's advice."""
    page.goto(CUMBRIA)
    page.get_by_role("link", name="Variation 1").first.click()


# --- A council's first day ------------------------------------------------------------------------
def set_up(page: Page) -> None:
    """What is there on the first day: hardly anything."""
    page.get_by_label("New password", exact=True).fill(OWN_PASSWORD)
    page.get_by_label("The new password again").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Set password").click()
    page.wait_for_url("**/sign-in/")
    sign_in(page, ADMINISTRATOR, OWN_PASSWORD)
    page.goto(f"{TEES}set-up/")


def staff_with_mistakes(page: Page) -> None:
    """The council's own list, with what is to be put right."""
    send_staff(page, STAFF)
    page.get_by_role("heading", name="Nothing has changed yet").wait_for()


def staff_corrected(page: Page) -> None:
    """The same list corrected: what would be new."""
    send_staff(page, [tuple(CORRECTED.get(cell, cell) for cell in row) for row in STAFF])
    page.get_by_role("heading", name="What this file would change").wait_for()


def links(page: Page) -> None:
    """Brought in, and a link for each new person."""
    page.get_by_role("button", name="Bring in").click()
    page.get_by_role("button", name="Make the links").click()
    page.get_by_role("heading", name="Links for the new people").wait_for()


def send_staff(page: Page, rows: Iterable[Sequence[str]]) -> None:
    """Send a list of people as a workbook."""
    book = Workbook()
    book.active.title = "Staff list"
    for row in rows:
        book.active.append(list(row))
    page.goto(f"{TEES}set-up/")
    send(page, "Your spreadsheet", "Staff list.xlsx", saved(book), "Read the file")


def saved(book: Workbook) -> bytes:
    """A workbook as a file."""
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def last_column(sheet: Worksheet) -> int:
    """The last column that has a header."""
    return max(cell.column for cell in sheet[1] if cell.value)


def send(page: Page, label: str, name: str, content: bytes, button: str) -> None:
    """Send a file by a form of the page."""
    kind = "text/csv" if name.endswith("csv") else "application/octet-stream"
    page.get_by_label(label).set_input_files({"name": name, "mimeType": kind, "buffer": content})
    page.get_by_role("button", name=button).click()


#: The window of somebody not signed in. It stands at the address the operator passes on.
NOBODY = ""
#: A page is shown from its heading on, where the whole of it would be too high.
TITLE = "main .govuk-caption-l, main h1"
SIGHTS = [
    Sight("operators_password", NOBODY, stays, 600),
    Sight("first_day_set_up", NOBODY, set_up, 900),
    Sight("first_day_findings", NOBODY, staff_with_mistakes, 700),
    Sight("first_day_preview", NOBODY, staff_corrected, 900),
    Sight("first_day_links", NOBODY, links, 660),
    Sight("commissioner_work", COMMISSIONER, at(CUMBRIA), 900),
    Sight("commissioner_gates", COMMISSIONER, gates, 860, TITLE),
    Sight("commissioner_review", COMMISSIONER, review, 860, TITLE),
    Sight("commissioner_return", COMMISSIONER, certified, 900, TITLE),
    Sight("commissioner_waiting", COMMISSIONER, at(f"{CUMBRIA}returns/waiting/"), 620, TITLE),
    Sight(
        "commissioner_ledger", COMMISSIONER, at(f"{CUMBRIA}returns/ledger/?year=2026"), 1000, TITLE
    ),
    Sight("commissioner_responses", COMMISSIONER, responses, 620, TITLE),
    Sight("commissioner_counts", COMMISSIONER, counts, 760, "#questions"),
    Sight("commissioner_gaps", COMMISSIONER, at(f"{CUMBRIA}needs/gaps/"), 900, "main h2"),
    Sight("commissioner_figures", COMMISSIONER, figures, 1080, TITLE),
    Sight("operators_indicators", COMMISSIONER, at(f"{CUMBRIA}needs/"), 900, TITLE),
    Sight("provider_return", PREPARER, own_return, 900, TITLE),
    Sight("provider_workbook", PREPARER, workbook, 640, width=1440),
    Sight("provider_findings", PREPARER, findings, 860, "main table"),
    Sight("provider_reasons", EXPLAINS, reasons, 560, "main table"),
    Sight("provider_form", TYPIST, typed, 900, TITLE),
    Sight("provider_offer", IN_TWO, offer, 620, TITLE),
    Sight("provider_questions", ASKED, questions, 900, TITLE),
    Sight("provider_certify", CERTIFIER, certify, 900, TITLE),
    Sight("provider_tender", PREPARER, tender, 800, TITLE),
    Sight("provider_receipt", PREPARER, receipt, 760, TITLE),
    Sight("board_work", BOARD, at(CUMBRIA), 580),
    Sight("board_pack", BOARD, pack, 860, TITLE),
    Sight("board_number", BOARD, number, 720, TITLE),
    Sight("board_figure", BOARD, figure, 900, TITLE),
    Sight("board_variation", BOARD, variation, 960, TITLE),
    Sight("oversight", BOARD, at(f"{CUMBRIA}oversight/?quarter=2026-27Q1"), 1000, width=1280),
]
