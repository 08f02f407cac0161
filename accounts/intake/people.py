"""The sheet of people: who they are, for which member organisation, in which role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from accounts.actions.people import end_role, give_role, register_person
from accounts.intake.columns import Column, Holds, same
from accounts.intake.sheets import Said, Sheet, register
from accounts.models import Membership, Organisation, User
from accounts.models.user import plain_address
from accounts.roles import PARTNERSHIP_ROLES, Role, administrator
from tabular.findings import Severity

WHY_ENDED = "As the set-up workbook says."
ROLES = tuple((role.value, role.label) for role in Role if role in PARTNERSHIP_ROLES)


@register
class People(Sheet):
    """One row to a role: somebody with two roles has two rows."""

    name = "People"
    noun = ("role", "roles")
    about = "One row to a person and role; a person with two roles has two rows."
    comes_next = "Give your colleagues their roles, each with a link to set a password."
    may = administrator
    order = 10
    identified_by = ("email", "role", "organisation")
    columns = (
        Column(
            "name",
            "Name",
            synonyms=("Full name", "Person", "Officer", "Officer name", "Contact name"),
            needed=True,
            longest=120,
            example="Ann Example",
        ),
        Column(
            "email",
            "Email address",
            "They sign in with it.",
            synonyms=("Email", "E-mail", "Mail", "Work email", "Contact email"),
            needed=True,
            longest=254,
            example="ann@example.org",
            width=32,
        ),
        Column(
            "job_title",
            "Job title",
            synonyms=("Position", "Post", "Post title", "Job"),
            longest=120,
            example="Commissioning manager",
        ),
        Column(
            "organisation",
            "Organisation",
            "A member of the partnership; the lead council if left empty. New member organisations "
            "are let in by the operator of this system.",
            synonyms=("Employer", "Member organisation", "Agency", "Council", "Body"),
            example="The lead council",
            width=32,
        ),
        Column(
            "role",
            "Role",
            holds=Holds.CHOICE,
            synonyms=("Role in Wholesight", "Access", "Access level", "Permission"),
            needed=True,
            choices=ROLES,
            also_called={
                "admin": Role.ADMINISTRATOR.value,
                "system administrator": Role.ADMINISTRATOR.value,
                "board": Role.BOARD.value,
                "commissioning officer": Role.COMMISSIONER.value,
                "data analyst": Role.ANALYST.value,
            },
            example=Role.COMMISSIONER.value,
        ),
        Column(
            "first_day",
            "First day",
            "Today if left empty or past: a role cannot begin in the past.",
            Holds.DAY,
            synonyms=("From", "Start", "Start date", "From date"),
        ),
        Column(
            "last_day",
            "Last day",
            "Left empty for a role that runs on.",
            Holds.DAY,
            synonyms=("Until", "End", "End date", "Leaving date"),
        ),
    )

    def held(self) -> Iterable[Membership]:
        found = Membership.objects.filter(partnership=self.desk.trust)
        in_order = found.select_related("person", "organisation").order_by("person__name", "pk")
        return [m for m in in_order if m.standing_on(self.desk.today) in {"now", "later"}]

    def count(self) -> int:
        """How many people there are, each once however many roles they hold."""
        return len({held.person_id for held in self.held()})

    def values_of(self, record: Membership) -> dict[str, Any]:
        return {
            "name": record.person.name,
            "email": record.person.email,
            "job_title": record.person.job_title or None,
            "organisation": record.organisation.name,
            "role": record.role,
            "first_day": record.from_day,
            "last_day": record.until_day,
        }

    def choices_for(self, column: Column) -> tuple[str, ...]:
        if column.name == "organisation":
            return tuple(organisation.name for organisation in self._members())
        return super().choices_for(column)

    def page(self) -> str:
        return reverse("accounts:people", args=[self.desk.trust.slug])

    def check(self, row: Mapping[str, Any], record: Membership | None) -> Iterator[Said]:
        if row["email"] and not _is_address(row["email"]):
            yield Said("email", "This is no email address. Check it.")
        elif row["email"] and self._is_not_ours(row["email"]):
            yield Said(
                "email",
                "This address cannot be brought in here. If the person should work in this "
                "partnership, ask the operator of this system to let them in.",
            )
        if row["organisation"] and self._organisation(row) is None:
            yield Said(
                "organisation",
                "This is no member of the partnership. Choose a member, or ask the operator of "
                "this system to let the organisation in.",
            )
        yield from self._of_days(row, record)
        if record is not None and row["name"] and not same(row["name"], record.person.name):
            kept = f"The name kept is {record.person.name}. It was left as it is."
            yield Said("name", kept, Severity.NOTE)

    def _of_days(self, row: Mapping[str, Any], record: Membership | None) -> Iterator[Said]:
        first, last = row["first_day"], row["last_day"]
        begins = record.from_day if record else max(first or self.desk.today, self.desk.today)
        if last and last < begins:
            yield Said("last_day", "The last day lies before the first. Check both.")
        elif record is None and first and first < self.desk.today:
            words = "The role begins today: a role cannot begin in the past."
            yield Said("first_day", words, Severity.NOTE)

    def find(self, row: Mapping[str, Any]) -> Membership | None:
        organisation = self._organisation(row)
        if not row["email"] or organisation is None:
            return None
        held = Membership.objects.filter(
            partnership=self.desk.trust,
            person__email=plain_address(row["email"]),
            role=row["role"] or "",
            organisation=organisation,
        ).select_related("person", "organisation", "partnership")
        standing = [m for m in held if m.standing_on(self.desk.today) in {"now", "later"}]
        return standing[0] if standing else None

    def skip_row(self, instance: Any, original: Any, row: Any, errors: Any = None) -> bool:
        """Of a role that is held only the last day is changed by a workbook."""
        if instance.record is None:
            return False
        kept = self.values_of(instance.record)
        instance.values.update({k: v for k, v in kept.items() if k != "last_day"})
        return bool(instance.values["last_day"] == kept["last_day"])

    def begin(self, values: Mapping[str, Any]) -> Membership:
        desk, address = self.desk, plain_address(values["email"])
        first_day = max(values["first_day"] or desk.today, desk.today)
        where: dict[str, Any] = {
            "organisation": self._organisation(values),
            "partnership": desk.trust,
        }
        deed: dict[str, Any] = {"from_day": first_day, "by": desk.by, "at": desk.at}
        person = User.objects.filter(email=address).first()
        if person is None:
            title = values["job_title"] or ""
            made = register_person(
                address, values["name"], values["role"], job_title=title, **where, **deed
            )
            role = made.memberships.get()
        else:
            role = give_role(person, values["role"], **where, **deed)
        if values["last_day"]:
            role = self.change(role, {"last_day": values["last_day"]})
        return role

    def change(self, record: Membership, changed: Mapping[str, Any]) -> Membership:
        deed: dict[str, Any] = {"by": self.desk.by, "at": self.desk.at, "reasons": WHY_ENDED}
        return end_role(record, changed["last_day"], **deed)

    def _members(self) -> Iterable[Organisation]:
        if not hasattr(self, "_organisations"):
            self._organisations = list(self.desk.trust.organisations_on(self.desk.today))
        return self._organisations

    def _organisation(self, row: Mapping[str, Any]) -> Organisation | None:
        if not row["organisation"]:
            lead = self.desk.trust.members.filter(part="lead").select_related("organisation")
            return next((member.organisation for member in lead), None)
        return next((o for o in self._members() if same(o.name, row["organisation"])), None)

    def _is_not_ours(self, address: str) -> bool:
        """Whether the address has an account of which this partnership knows nothing."""
        person = User.objects.filter(email=plain_address(address)).first()
        return person is not None and not person.known_in(self.desk.trust.pk)


def _is_address(text: str) -> bool:
    try:
        validate_email(plain_address(text))
    except ValidationError:
        return False
    return True
