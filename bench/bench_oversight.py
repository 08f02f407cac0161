"""The oversight page: what do ten years of quarters, and ten times the agreements, add to it?

Two KPIs in six areas. The whole page is asked for as by a browser; its figures are also read alone,
because the page's list of quarters to choose from grows by one each quarter.
"""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Partnership
from bench import history
from bench.timing import best, line, title
from performance.queries import oversight
from tests.factories.commissioning import commissioner_of
from tests.factories.people import AT

ROUNDS = 25


def page(trust: Partnership) -> tuple[float, int]:
    """Seconds and queries of the page."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(commissioner_of(trust))

    def ask() -> None:
        if client.get(f"/p/{trust.slug}/oversight/").status_code != 200:
            raise SystemExit("The oversight page was not given.")

    seconds = best(ask, ROUNDS)
    with CaptureQueriesContext(connection) as queries:
        ask()
    return seconds, len(queries)


def figures(trust: Partnership, quarters: int) -> float:
    """Seconds to read the grid and the coverage of the last quarter."""
    last = str(history.FIRST.shifted(quarters - 1))
    return best(lambda: (oversight.grid(trust, last), oversight.coverage(trust, last, AT)), ROUNDS)


def main() -> None:
    """Print the page's time beside that of the smaller partnership."""
    title("Oversight (latest quarter)")
    small = history.partnership("small", agreements=3, quarters=4)
    few, few_queries = page(small)
    other = "3 agreements, 4 quarters"
    for agreements, quarters in ((3, 40), (30, 4)):
        words = f"{agreements} agreements, {quarters} quarters"
        slug = f"of-{agreements}-and-{quarters}"
        trust = history.partnership(slug, agreements=agreements, quarters=quarters)
        seconds, queries = page(trust)
        line(f"{words}: page, {queries} queries", seconds, f"{other}, {few_queries} queries", few)
        read, read_few = figures(trust, quarters), figures(small, 4)
        line(f"{words}: figures", read, other, read_few)


if __name__ == "__main__":
    main()
