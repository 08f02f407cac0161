"""The thread, once through: from a need to a number in a Board pack, and back to a need."""

from __future__ import annotations

import pytest

from tests.journeys import award, pack, returns
from tests.journeys import contract_and_variation as contract
from tests.journeys import need_and_specification as plan
from tests.journeys import tender_and_bids as tender
from tests.journeys.story import Story

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAPTERS = (
    (
        "1. A need, and a specification that answers it",
        plan.look_at_need,
        plan.write_a_specification,
    ),
    ("2. Somebody else approves it", plan.approve_the_specification),
    (
        "3. The regime, and a tender with its gates",
        tender.choose_the_regime,
        tender.draft_the_tender,
        tender.record_the_gates_and_publish,
    ),
    (
        "4. Questions, and two sealed bids",
        tender.ask_and_answer,
        tender.bid,
        tender.declare_interests,
    ),
    (
        "5. Closed by the clock, opened, scored, decided and awarded",
        award.close_by_the_clock,
        award.open_and_score,
        award.recommend_and_decide,
        award.notify_and_award,
    ),
    (
        "6. The contract, from its award to its first day",
        contract.draft_and_sign,
        contract.the_details_notice_falls_due,
        contract.come_into_force,
    ),
    (
        "7. A variation, with the Board's advice",
        contract.propose_a_variation,
        contract.the_board_advises,
        contract.approve_and_vary,
    ),
    (
        "8. A quarter's return, by workbook",
        returns.type_the_first_return,
        returns.send_a_workbook_with_mistakes,
        returns.correct_and_certify,
    ),
    (
        "9. Queried, accepted, and found again in oversight",
        returns.query_answer_and_accept,
        returns.follow_a_figure_from_oversight,
    ),
    (
        "10. The Board's pack, and back to a need",
        pack.make_and_freeze,
        pack.read_and_download,
        pack.follow_a_number_back,
        pack.decide_and_act,
        pack.begin_again_with_a_need,
    ),
)


def test_from_a_need_to_the_board_and_back(story: Story) -> None:
    """Every person does their own part, on their own pages."""
    for title, *scenes in CHAPTERS:
        with story.chapter(title):
            for scene in scenes:
                scene(story)
    story.sights.nothing_wrong()
