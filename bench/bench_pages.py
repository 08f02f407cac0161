"""List pages: how many a second, and how long beside a page with nothing on it?

Eight agreements with four quarters of accepted returns, forty needs and forty actions. The empty
page is one sentence in the same frame.
"""

from django.test import Client

from bench import history
from bench.timing import best, line, title
from tests.factories import commissioning

LISTS = {
    "your work": "",
    "needs": "needs/priority/",
    "KPI library": "specifications/kpis/",
    "actions of the Board": "board/actions/",
    "agreements": "agreements/",
    "returns": "returns/",
    "tenders": "tenders/",
    "packs": "packs/",
}
EMPTY = "/password/changed/"


def main() -> None:
    """Print each list beside the empty page, with the pages a second."""
    title("List pages (one process)")
    trust = history.partnership("lists", agreements=8, quarters=4)
    owner = commissioning.commissioner_of(trust)
    for _ in range(40):
        commissioning.need(trust)
        commissioning.action(trust, owner)
    client = Client(SERVER_NAME="localhost")
    client.force_login(owner)

    def seconds(path: str) -> float:
        def ask() -> None:
            if client.get(path).status_code != 200:
                raise SystemExit(f"{path} was not given.")

        return best(ask, 10)

    empty = seconds(EMPTY)
    for words, path in LISTS.items():
        took = seconds(f"/p/{trust.slug}/{path}")
        line(f"{words} ({1 / took:.0f} a second)", took, f"an empty page ({1 / empty:.0f})", empty)


if __name__ == "__main__":
    main()
