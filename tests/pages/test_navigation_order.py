"""Every app's entries are found at start, in the order of the work; People comes last."""

from accounts.roles import Role
from tests.factories import people


def test_the_order_of_the_entries(db, client):
    cumbria = people.trust()
    everything = people.person(Role.COMMISSIONER, cumbria)
    for role in (Role.APPROVER, Role.BOARD, Role.ADMINISTRATOR):
        people.also(everything, role, cumbria)
    client.force_login(everything)
    shown = client.get("/p/cumbria/").context["navigation"]
    assert ", ".join(item.label for item in shown) == (
        "Your work, Needs, Specifications, Board, Tenders, Agreements, Returns, Oversight, Packs, "
        "People"
    )
