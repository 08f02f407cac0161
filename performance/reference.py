"""Figures of policy that returns and packs go by, each in one place with its name."""

from __future__ import annotations

from decimal import Decimal

#: Working days in England after a quarter's end by which its return is due.
WORKING_DAYS_TO_REPORT = 20
#: Periods before this one that its figures are compared with.
PERIODS_COMPARED = 8
#: Earlier periods needed before a change can be called unusual.
PERIODS_NEEDED = 2
#: A percentage has changed unusually when it differs by more points than this from its median.
UNUSUAL_POINTS = Decimal(15)
#: Any other value has when it differs by more than this part of its median.
UNUSUAL_PART = Decimal("0.5")
#: A change of fewer children or families than this is never unusual.
SMALL_CHANGE = Decimal(5)
#: A denominator has jumped when it differs by more than this part of the quarter before.
JUMP_PART = Decimal("0.5")
#: A larger number than this in a return is a slip of the hand.
LARGEST_NUMBER = Decimal(999_999_999)
#: Characters of a reason.
LONGEST_REASON = 500
#: Files up to this many bytes are read while the sender waits, larger ones in the background.
READ_AT_ONCE = 2 * 1024 * 1024
#: What whoever certifies a return declares.
DECLARATION = (
    "I certify that these figures are complete and right to the best of my knowledge, that they "
    "follow the definitions of the agreement, and that every nil is a true nil."
)
#: Quarters off target in a row after which the Board is told.
PERSISTENT = 3
#: Lines a return may have to be typed into the web form.
WEB_FORM_LINES = 200
