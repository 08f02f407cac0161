"""The base of forms over the partnership's own records and their parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from accounts.models import Partnership
from commissioning.forms.choices import choose_from, without_blank
from pages.forms import PlainModelForm

LINES = forms.Textarea(attrs={"rows": 4})


class EntryForm(PlainModelForm):
    """A form whose selects offer what is the partnership's own.

    `chooses` names what each select offers; `settles` names the radio buttons that must be answered.
    """

    chooses: ClassVar[dict[str, Callable[[Partnership], QuerySet[Any]]]] = {}
    settles: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trust = self.instance.partnership
        offered = {name: of(trust) for name, of in self.chooses.items() if name in self.fields}
        choose_from(self, **offered)
        without_blank(self, *(name for name in self.settles if name in self.fields))
