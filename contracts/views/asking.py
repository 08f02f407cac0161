"""What a form about an agreement says around itself."""

from __future__ import annotations

from typing import Any

from contracts.models import Agreement
from workflow.views.answering import Question


def about(agreement: Agreement, title: str, **words: Any) -> Question:
    """A question about an agreement; unless told otherwise it leads back to the agreement."""
    usual: dict[str, Any] = {
        "back": agreement.get_absolute_url(),
        "caption": str(agreement),
        "done": "Your change was saved.",
    }
    more = {"agreement": agreement, **words.pop("more", {})}
    return Question(title, **{**usual, **words}, more=more)
