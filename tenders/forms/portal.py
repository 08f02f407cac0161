"""Forms of the provider's side: a question, a price, a document."""

from __future__ import annotations

from typing import Any

from django import forms

from pages.fields import MoneyField
from pages.forms import PlainForm
from tenders.checks.document import ACCEPTED


class QuestionForm(PlainForm):
    """A question about a tender."""

    text = forms.CharField(
        label="Your question",
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text="Every provider reads the question and the answer, without your name. "
        "Leave out what would give you away.",
        error_messages={"required": "Write your question."},
    )


class PriceForm(PlainForm):
    """The price of a bid. It never shows one that was sealed."""

    price = MoneyField(
        label="Price over the whole term, VAT included",
        help_text="In pounds, such as 1,250,000.",
        error_messages={"required": "Enter the price of your bid."},
    )


class DocumentForm(PlainForm):
    """One document of a bid, held in memory until it is sealed."""

    document = forms.FileField(
        label="Add a document",
        help_text=f"{ACCEPTED}, up to 25 MB. A file of the same name is replaced.",
        error_messages={
            "required": "Choose a file to add.",
            "empty": "The file is empty. Choose the file you meant.",
        },
    )

    def __init__(self, *args: Any, too_large: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if too_large:
            self.fields["document"].error_messages["required"] = too_large
