"""What `make run` prints once the address answers: one sign-in for each role."""

from itertools import groupby

from accounts.sign_ins import register
from demonstration.people import PASSWORD, for_the_page, sign_ins
from pages.words import moment
from workflow.clock import now
from workflow.startup import notice

register(for_the_page)


@notice
def sign_in_table() -> list[str]:
    """The sign-ins as lines; nothing when no demonstration is loaded."""
    lines = sign_ins()
    if not lines:
        return []
    width = max(len(line.role) for line in lines)
    rows = []
    for partnership, people in groupby(lines, key=lambda line: line.partnership):
        rows += [partnership, *(f"  {line.role:<{width}}  {line.email}" for line in people)]
    shown = f"The demonstration is shown as at {moment(now())}. DEMO_AS_AT counts for a new one."
    return [shown, "Sign in as (all invented):", *rows, f"Everybody's password is: {PASSWORD}"]
