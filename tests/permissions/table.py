"""Who may see what: every address of the system, written by hand as a second opinion on the code.

A line is the URL's name, the roles it is for, the records its address names, and the answer a person
of those roles gets where it is not 200. Whoever else belongs to the place gets 403, strangers get 404,
the signed-out are sent to sign in.

Inside a partnership the roles are  C commissioner, A approver, E evaluator, B Board member, N analyst,
M administrator.  For a provider they are  P preparer, Z certifier.  A full stop stands for a role
that may open such pages but is told that this record is not there.  Records are words of world.py;
a word after `=` stands in the address as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from accounts.roles import Role

INSIDE = dict(zip("CAEBNM", [r for r in Role if r not in ("preparer", "certifier")], strict=True))
PROVIDER = {"P": Role.PREPARER, "Z": Role.CERTIFIER}


@dataclass(frozen=True)
class Row:
    """One line: a page, whose it is, who may see it, and what they get."""

    name: str
    place: str
    who: frozenset[Role]
    at: tuple[str, ...] = ()
    answer: int = 200
    unseen: frozenset[Role] = frozenset()

    def __str__(self) -> str:
        return " ".join([self.name, *self.at])


#: For whoever is signed in, wherever they belong.
OPEN = {
    "accounts:home": 302,
    "accounts:password_change": 200,
    "accounts:password_changed": 200,
    "pages:gallery": 200,
}
#: For everybody, signed in or not: what the signed-out get.
PUBLIC = {"accounts:sign_in": 200, "accounts:sign_out": 405}
#: For one person alone: whoever asked for it. Tried in test_own_pages.py.
OWN = {"job_status", "accounts:set_password"}
#: For programs with a token, not for people: tried in test_provider_isolation.py.
PROGRAM = {f"performance:api_{what}" for what in ("returns", "return", "workbook", "files", "file")}
#: There in a demonstration alone: not there here, whoever asks.
DEMONSTRATION = {"demonstration:clock"}

PARTNERSHIP = {
    "accounts": """
        partnership_home        CAEBNM
        people                  -----M
        person_new              -----M
        person                  -----M  person.analyst
        role_give               -----M  person.analyst
        role_end                -----M  person.analyst role.analyst
        password_link           -----M  person.analyst
        account_close           -----M  person.analyst
        account_reopen          -----M  person.analyst
        set_up                  C----M
        set_up_workbook         C----M
        set_up_as_it_is         C----M
        intakes                 C----M
        intake                  .----M  intake
        intake_file             .----M  intake
        intake_apply            .----M  intake                              405
        intake_links            -----M  intake                              405
    """,
    "commissioning": """
        indicators              CA-BN-
        indicator               CA-BN-  indicator
        indicator_loads         C---N-
        indicator_load          C---N-  load
        indicator_file          C---N-  load
        areas                   CA-BN-
        needs                   CA-BN-
        need_add                C---N-
        need                    CA-BN-  need
        need_change             C---N-  need
        outcomes                CA-BN-
        gaps                    CA-BN-
        gaps_csv                C---N-
        wanted_add              C-----  =frameworks
        wanted_add              C-----  =outcomes
        wanted_add              C-----  =objectives
        wanted_add              C-----  =levels
        wanted_change           C-----  =frameworks framework
        wanted_change           C-----  =outcomes outcome
        wanted_change           C-----  =objectives objective
        wanted_change           C-----  =levels level
        area_add                C-----
        area_change             C-----  area_line
        consultations           CA-BN-
        consultation_add        C---N-
        consultation            CA-BN-  consultation
        consultation            CA-BN-  asked.open
        consultation_change     C---N-  asked.planned
        consultation_change     C---N-  consultation                        409
        consultation_step       C-----  asked.planned =open
        consultation_step       C-----  asked.open =close
        consultation_step       C-----  asked.open =extend
        consultation_step       C-----  consultation =report
        consultation_counts     CA-BN-  asked.open
        consultation_words      CA-BN-  asked.open asked.words
        consultation_printed    C---N-  asked.planned asked.question
        consultation_part_add   C---N-  asked.planned =questions
        consultation_part_add   C---N-  asked.planned =events
        consultation_part_add   C---N-  consultation =findings
        consultation_part_change C---N- asked.planned =questions asked.question
        consultation_part_change C---N- asked.planned =events asked.event
        consultation_part_change C---N- consultation =findings asked.finding
        consultation_part_remove C---N- asked.planned =questions asked.question
        consultation_part_remove C---N- asked.planned =events asked.event
        consultation_part_remove C---N- consultation =findings asked.finding
        response_add            C---N-  asked.open
        response_template       C---N-  asked.open =xlsx
        response_words_out      C---N-  asked.open asked.reply
        response_files          C---N-  asked.open
        response_file           C---N-  asked.open asked.file
        response_file_load      C---N-  asked.open asked.file               405
        response_file_set_aside C---N-  asked.open asked.file

        kpis                    CAEBN-
        kpi_add                 C---N-
        kpi_adopt               C---N-
        kpi_export              C---N-  =xlsx
        kpi_export              C---N-  =csv
        breakdowns              CAEBN-
        breakdown_add           C---N-
        breakdown_remove        C---N-  breakdown
        kpi                     CAEBN-  kpi
        kpi_change              C---N-  kpi
        kpi_version_add         C---N-  kpi

        specifications          CAEBN-
        specification_add       C-----
        specification           CAEBN-  spec.draft
        specification           CAEBN-  spec.approved
        specification_change    C-----  spec.draft
        specification_change    C-----  spec.approved                       409
        specification_next      C-----  spec.approved
        specification_step      C-----  spec.draft =propose
        specification_step      -A----  spec.for_approval =approve
        specification_step      -A----  spec.for_approval =send_back
        specification_step      C-----  spec.for_approval =take_back
        part_add                C-----  spec.draft =clauses
        part_add                C-----  spec.draft =needs
        part_add                C-----  spec.draft =kpis
        part_change             C-----  spec.draft =clauses clause
        part_change             C-----  spec.draft =needs need_answered
        part_change             C-----  spec.draft =kpis spec_kpi
        part_remove             C-----  spec.draft =clauses clause
        part_remove             C-----  spec.draft =needs need_answered
        part_remove             C-----  spec.draft =kpis spec_kpi

        board                   CA-BN-
        meeting_add             C--B--
        meeting                 CA-BN-  meeting
        minutes                 C--B--  meeting
        advice_add              C--B--  meeting
        decision_add            C--B--  meeting
        meeting_action_add      C--B--  meeting
        actions                 CA-BN-
        action_add              C--B--
        action                  CA-BN-  action.open
        action                  CAEBN-  action.of_evaluator
        action_step             C-----  action.open =complete
        action_step             C-E---  action.of_evaluator =complete
        action_step             C--B--  action.open =drop
        action_step             ---B--  action.done =reopen

        how_we_work             CA-BN-
        services                CA-BN-
        service                 CA-BN-  service
        service_decide          C-----  service
        service_reviews         CA-BN-
        service_review_conclude C-----  service_review
        service_areas           CA-BN-
        service_area            CA-BN-  area_in_set
        funds                   CA-BN-
        fund                    CA-BN-  fund
        locals                  CA-BN-
        local                   CA-BN-  local
        plan_finalise           C-----  local_plan
        programmes              CA-BN-
        programme               CA-BN-  programme
        entry_add               C-----  =services
        entry_add               C-----  =area-sets
        entry_add               C-----  =funds
        entry_add               C-----  =local
        entry_add               C-----  =programmes
        entry_add               C-----  =statements
        entry_add               C-----  =milestones
        entry_add               C-----  =roles
        entry_part_add          C-----  =reviews service
        entry_part_add          C-----  =areas area_set
        entry_part_add          C-----  =managers area_in_set
        entry_part_add          C-----  =provision area_in_set
        entry_part_add          C-----  =contributions fund
        entry_part_add          C-----  =shares fund
        entry_part_add          C-----  =members local
        entry_part_add          C-----  =meetings local
        entry_part_add          C-----  =priorities local_plan
        entry_part_add          C-----  =groups local_priority
        entry_part_add          C-----  =evaluations programme
        entry_part_add          C-----  =decisions programme
        entry_change            C-----  =services service
        entry_change            C-----  =reviews service_review
        entry_change            C-----  =areas area_in_set
        entry_change            C-----  =funds fund
        entry_change            C-----  =plans local_plan
        entry_change            C-----  =priorities local_priority
        entry_change            C-----  =programmes programme
        entry_change            C-----  =statements statement
        entry_remove            C-----  =reviews service_review
        entry_remove            C-----  =priorities local_priority
        entry_remove            C-----  =statements statement
    """,
    "tenders": """
        tenders                 CAEBN-
        regime_new              C-----
        regime                  CAE---  regime.proposed
        regime_edit             C-----  regime.proposed
        regime_step             -A----  regime.proposed =approve
        regime_step             C-----  regime.proposed =withdraw
        tender_new              C-----  regime.approved

        tender                  CAEBN-  tender.drafting
        tender                  CAEBN-  tender.published
        tender                  CAEBN-  tender.evaluating
        tender                  CAEBN-  tender.awarded
        tender_step             C-----  tender.drafting =publish
        tender_step             C-----  tender.published =extend
        tender_step             C-----  tender.evaluating =recommend
        tender_step             C-----  tender.standstill =award
        tender_step             C-----  tender.published =abandon
        tender_edit             C-----  tender.drafting
        tender_gates            CAE---  tender.drafting
        gate_record             C-----  tender.drafting =equality_impact
        tender_timetable        CAEBN-  tender.published
        timetable_edit          C-----  tender.drafting
        tender_criteria         CAEBN-  tender.drafting
        criterion_new           C-----  tender.drafting
        criterion_edit          C-----  tender.drafting criterion
        criterion_remove        C-----  tender.drafting criterion
        lot_new                 C-----  tender.drafting
        lot_remove              C-----  tender.drafting lot
        tender_panel            CAE---  tender.drafting
        panel_new               C-----  tender.drafting
        panel_declare           --E---  tender.drafting
        moderator_declare       C-----  tender.evaluating
        panel_remove            C-----  tender.drafting seat
        tender_questions        CAEBN-  tender.published
        question_answer         C-----  tender.published question
        tender_history          CAE---  tender.published

        tender_bids             CAE---  tender.published
        tender_bids             CAE---  tender.evaluating
        opened_bid              CAE---  tender.evaluating bid.opened
        opened_bid_step         C-----  tender.evaluating bid.opened =reject
        opened_document         CAE---  tender.evaluating bid.opened document.opened
        bid_score               --E---  tender.evaluating bid.opened
        bid_moderate            C-----  tender.evaluating bid.opened
        challenge_new           C-----  tender.standstill
        challenge_close         C-----  tender.standstill challenge
    """,
    "contracts": """
        register                CA-BN-
        register_csv            C-----
        new                     C-----
        awards                  C-----
        draft                   C-----  award
        agreement               CA-BN-  agreement.drafted
        agreement               CA-BN-  agreement.in_force
        kpis                    CA-BN-  agreement.in_force
        varied                  CA-BN-  agreement.in_force
        history                 CA-BN-  agreement.in_force
        change                  C-----  agreement.drafted
        discard                 C-----  agreement.drafted
        reporting               C-----  agreement.drafted
        areas                   C-----  agreement.drafted
        kpi_add                 C-----  agreement.drafted
        kpi_terms               C-----  agreement.drafted line
        kpi_remove              C-----  agreement.drafted line
        obligation              C-----  agreement.in_force obligation
        variation_new           C-----  agreement.in_force
        agreement_step          C-----  agreement.drafted =sign
        agreement_step          -A----  agreement.in_force =suspend
        agreement_step          -A----  agreement.in_force =terminate
        reviews                 CA-BN-
        reviewed                CA-BN-  agreement.in_force
        review                  CA-BN-  review.under_way
        review                  CA-BN-  review.agreed
        review_write            C-----  review.under_way
        review_step             C-----  review.due =move
        review_step             C-----  review.under_way =send
        review_step             -A----  review.waiting =send_back
        review_step             -A----  review.waiting =agree
        review_step             C-----  review.agreed =link
        variation               CA-BN-  variation.proposed
        variation_change        C-----  variation.proposed
        variation_reporting     C-----  variation.proposed
        kpi_change              C-----  variation.proposed
        kpi_change_remove       C-----  variation.proposed change
        variation_step          C-----  variation.proposed =send_to_board
        variation_step          C--B--  variation.with_board =take_advice
        variation_step          -A----  variation.with_board =approve
        variation_step          -A----  variation.with_board =refuse
    """,
    "performance": """
        returns                 CA--N-
        return                  CA--N-  return.received
        return                  CA--N-  return.accepted
        return_step             C-----  return.certified =accept
        return_step             C-----  return.certified =query
        ledger                  CA--N-
        ledger_csv              CA--N-
        grant                   C-----  return.expected
        extension_step          C-----  return.expected extension.open =agree
        extension_step          C-----  return.expected extension.open =refuse
        returns_waiting         C-----
        return_ask              C-----  return.certified figure
        return_unask            C-----  return.certified question.unsent     405
        return_file             CA--N-  return.accepted upload.accepted
        return_certificate      CA--N-  return.accepted certificate.accepted
        figure                  CA-BN-  return.accepted figure

        oversight               CA-BN-
        oversight_kpi           CA-BN-  kpi.read
        oversight_cell          CA-BN-  outcome area =2025-26Q2
        packs                   CA-BN-
        pack_add                C---N-
        pack                    CA-BN-  pack.issued
        pack_commentary         C---N-  pack.drafting
        pack_build              C---N-  pack.drafting                       405
        pack_read               CA-BN-  pack.issued
        pack_workbook           CA-BN-  pack.issued
        pack_number             CA-BN-  pack.issued number.sheet number.cell
        pack_step               C--.N-  pack.drafting =freeze
    """,
}

ORGANISATION = {
    "accounts": """
        provider_home           PZ
        colleagues              -Z
        programs                PZ
        program_new             -Z
        program_revoke          -Z      token.own
    """,
    "tenders": """
        portal                  PZ
        portal_tender           PZ      tender.published
        portal_ask              PZ      tender.published
        portal_start            PZ      tender.unbid
        bid                     PZ      bid.drafting
        bid                     PZ      bid.sealed
        bid                     PZ      bid.outcome
        bid_price               PZ      bid.drafting
        bid_document            PZ      bid.drafting
        bid_document_remove     PZ      bid.drafting document.drafting
        bid_step                -Z      bid.drafting =submit
        bid_step                -Z      bid.sealed =withdraw
        bid_receipt             PZ      bid.sealed
    """,
    "contracts": """
        provided                PZ
        provided_agreement      PZ      agreement.in_force
    """,
    "performance": """
        portal_returns          PZ
        portal_rules            PZ
        portal_ledger           PZ
        portal_ledger_csv       PZ
        portal_request          PZ      return.expected
        portal_extension_step   PZ      return.expected extension.open =withdraw
        portal_return           PZ      return.expected
        portal_return           PZ      return.accepted
        portal_step             -Z      return.received =certify
        portal_questions        PZ      return.queried
        portal_workbook         PZ      return.expected
        portal_form             PZ      return.expected
        portal_answers          PZ      return.expected
        portal_correct          -Z      return.accepted
        portal_upload           PZ      return.accepted upload.accepted
        portal_file             PZ      return.accepted upload.accepted
        portal_marked           PZ      return.accepted upload.accepted
        portal_mend             PZ      return.accepted upload.accepted
        portal_certificate      PZ      return.accepted certificate.accepted
    """,
}


@cache
def rows() -> tuple[Row, ...]:
    """Every line of the table."""
    found = []
    for place, table in (("partnership", PARTNERSHIP), ("organisation", ORGANISATION)):
        for app, lines in table.items():
            found += [_row(app, place, line) for line in lines.splitlines() if line.strip()]
    return tuple(found)


@cache
def pages() -> tuple[Row, ...]:
    """The first line of every page."""
    return tuple({row.name: row for row in reversed(rows())}.values())


def _row(app: str, place: str, line: str) -> Row:
    name, letters, *words = line.split()
    answer = int(words.pop()) if words and words[-1].isdigit() else 200
    roles = dict(
        zip((INSIDE if place == "partnership" else PROVIDER).values(), letters, strict=True)
    )
    who = frozenset(role for role, letter in roles.items() if letter.isalpha())
    unseen = frozenset(role for role, letter in roles.items() if letter == ".")
    return Row(f"{app}:{name}", place, who, tuple(words), answer, unseen)


def names() -> set[str]:
    """Every URL name the table knows."""
    return {row.name for row in rows()} | set(OPEN) | set(PUBLIC) | OWN | PROGRAM | DEMONSTRATION
