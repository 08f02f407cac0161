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
        "Your work, Needs, Specifications, Board, Partnership, Tenders, Agreements, Returns, "
        "Oversight, Packs, People, Set up"
    )


def test_an_entry_of_several_addresses_is_current_under_each(db, client):
    cumbria = people.trust()
    client.force_login(people.person(Role.COMMISSIONER, cumbria))
    for path in ("how-we-work/", "services/", "local/", "programmes/", "partnership/funds/add/"):
        shown = client.get(f"/p/cumbria/{path}").context["navigation"]
        assert [item.label for item in shown if item.current] == ["Partnership"], path
