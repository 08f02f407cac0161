"""Write tests/long.txt: the tests too long for the quick suite, from a run's JUnit file.

`make long-tests` runs everything and calls this. A test function is named once, whatever its
parameters, when any of its cases took longer than LONGEST seconds.
"""

import sys
from pathlib import Path
from xml.etree import ElementTree

#: Seconds on two cores.
LONGEST = 0.4
LIST = Path(__file__).parent / "long.txt"
HEAD = "# Tests left out of the quick suite for their length; written by make long-tests.\n"


def names_in(report: Path, longest: float) -> list[str]:
    """The node names, without parameters, of the long tests of a run."""
    names = set()
    for case in ElementTree.parse(report).iter("testcase"):
        if float(case.get("time", 0)) > longest:
            path = str(case.get("classname")).replace(".", "/")
            names.add(f"{path}.py::{str(case.get('name')).partition('[')[0]}")
    return sorted(names)


if __name__ == "__main__":
    given = float(sys.argv[2]) if len(sys.argv) > 2 else LONGEST
    LIST.write_text(HEAD + "\n".join(names_in(Path(sys.argv[1]), given)) + "\n", encoding="utf-8")
