"""The child that reads a file can reach neither the network nor the file system; nothing is fetched."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tabular.confinement import filter_for
from tabular.reading import read
from tabular.refusals import Unreadable
from tests.tabular.workbooks import XML, ods, relations, xlsx

ROOT = Path(__file__).resolve().parents[2]
WALLS = {
    "both": "confine(Limits())",
    "open files alone": "limit_resources(Limits())",
    "system calls alone": "assert filter_system_calls()",
}
ATTEMPTS = {
    "connect": "socket.create_connection(('127.0.0.1', {port}), 2)",
    "connect by number": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "to a local socket": "socket.socket(socket.AF_UNIX)",
    "read a file": "open('/etc/hostname')",
    "write a file": "open('{folder}/written', 'w')",
    "run a program": "subprocess.run(['/bin/true'])",
}
linux = pytest.mark.skipif(
    sys.platform != "linux" or os.uname().machine not in ("x86_64", "aarch64"),
    reason="the filter of system calls is made for Linux on two processors",
)


@pytest.fixture
def trap() -> Iterator[socket.socket]:
    """A door on this machine at which nobody may knock."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        yield listening


def knocked(trap: socket.socket) -> bool:
    try:
        trap.accept()[0].close()
    except TimeoutError:
        return False
    return True


def tried(before: str, attempt: str) -> str:
    """What came of an attempt in a child made as the reader's is."""
    code = (
        "import socket, subprocess, sys\n"
        "from tabular.confinement import confine, filter_system_calls, limit_resources\n"
        "from tabular.limits import Limits\n"
        f"{before}\n"
        "try:\n"
        f"    {attempt}\n"
        "except (OSError, ValueError):\n"
        "    print('refused')\n"
        "else:\n"
        "    print('done')\n"
    )
    command = [sys.executable, "-S", "-X", "utf8", "-c", code]
    child = subprocess.run(
        command, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )
    return child.stdout.strip()


@linux
@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("wall", WALLS)
def test_each_wall_holds_alone(
    wall: str, attempt: str, trap: socket.socket, tmp_path: Path
) -> None:
    words = ATTEMPTS[attempt].format(port=trap.getsockname()[1], folder=tmp_path)
    assert tried(WALLS[wall], words) == "refused"
    assert not knocked(trap)
    assert not list(tmp_path.iterdir())


def test_the_trap_would_tell(trap: socket.socket) -> None:
    attempt = ATTEMPTS["connect"].format(port=trap.getsockname()[1])
    assert tried("", attempt) == "done"
    assert knocked(trap)


def test_limits_are_not_raised_again() -> None:
    again = "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (9, 9))"
    assert tried("confine(Limits())", f"{again}; open('/etc/hostname')") == "refused"


def calling_out(url: str) -> dict[str, bytes]:
    """Files that name an address in every way a program might follow."""
    entity = (
        f'{XML}<!DOCTYPE x [<!ENTITY % a SYSTEM "{url}/d.dtd"> %a; <!ENTITY b SYSTEM "{url}/e">]>'
    )
    outside = (
        '<Relationships><Relationship Id="a" Type="x/externalLinkPath" TargetMode="External" '
        f'Target="{url}/book.xlsx"/></Relationships>'
    )
    formula = f'<row r="1"><c r="A1" t="str"><f>WEBSERVICE("{url}")</f><v>x</v></c></row>'
    cell = '<table:table-cell office:value-type="string"><text:p>&b;</text:p></table:table-cell>'
    table = f'<table:table table:name="A"><table:table-row>{cell}</table:table-row></table:table>'
    source = f'<table:table-source xlink:href="{url}/a.ods" xmlns:xlink="l"/>'
    linked = f'<table:table table:name="A">{source}</table:table>'
    head = f'{XML}<worksheet xmlns="{url}/ns" xmlns:xsi="i" xsi:schemaLocation="{url} {url}/a.xsd">'
    return {
        "a.xlsx": xlsx(head=entity),
        "b.xlsx": xlsx(extra={"xl/_rels/workbook.xml.rels": relations(worksheet=f"{url}/s.xml")}),
        "c.xlsx": xlsx(extra={"xl/externalLinks/_rels/externalLink1.xml.rels": outside}),
        "d.xlsx": xlsx(formula),
        "e.xlsx": xlsx(extra={"xl/worksheets/sheet1.xml": f"{head}<sheetData/></worksheet>"}),
        "f.ods": ods(table),
        "g.ods": ods(linked),
        "h.ods": ods(table, extra={"content.xml": entity + "<a>&b;</a>"}),
        "i.csv": f'name,link\na,{url}/x\nb,"=WEBSERVICE(""{url}/y"")"\n'.encode(),
        "j.csv": f"{url}/only\n".encode(),
        "k.csv": f'<?xml version="1.0"?><a href="{url}"/>'.encode("utf-16"),
    }


@pytest.mark.parametrize("name", calling_out(""))
def test_no_file_makes_it_call_out(name: str, trap: socket.socket) -> None:
    content = calling_out(f"http://127.0.0.1:{trap.getsockname()[1]}")[name]
    with suppress(Unreadable):
        read(content, name)
    assert not knocked(trap)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_jumps_within_itself(machine: str) -> None:
    """Every jump of the filter ends at one of its two last steps."""
    program = filter_for(machine)
    steps = [program[at : at + 8] for at in range(0, len(program), 8)]
    assert len(steps) < 256
    calls = steps[4:-2]
    assert {place + 1 + step[2] for place, step in enumerate(calls)} == {len(calls) + 1}
    assert len({step[4:] for step in calls}) == len(calls)
