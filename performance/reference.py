"""Figures of policy that returns and packs go by, each in one place with its name."""

from __future__ import annotations

from decimal import Decimal

#: Working days in England after a quarter's end by which its return is due.
WORKING_DAYS_TO_REPORT = 20
#: Working days after it was due from which a return nobody has submitted is missing, not late.
MISSING_AFTER = 20
#: Working days before the due date on which those who make a return are reminded, the first first.
REMINDED_BEFORE = (10, 2)
#: Working days after it on which they, and the commissioner, are told that it is late.
REMINDED_AFTER = (1, 5)
#: Working days for which a reminder that was not sent on its day may still be sent.
REMINDER_HOLDS = 5
#: The hour in London from which reminders are sent, on working days.
REMINDED_FROM = 8
#: Times a reminder is tried that the mail server turns away, and hours between two tries.
REMINDER_TRIES, HOURS_BETWEEN_TRIES = 5, 1
#: Days by which one agreed extension may move a due date at most.
LONGEST_EXTENSION = 184
#: Periods before this one that its figures are compared with.
PERIODS_COMPARED = 8
#: Earlier periods needed before a change can be called unusual.
PERIODS_NEEDED = 2
#: Earlier periods needed before a figure has a usual range.
RANGE_NEEDED = 4
#: A value has changed unusually when it is further from the median of the earlier periods than this
#: many times their scaled median distance from it (Leys and others, "Detecting outliers", Journal of
#: Experimental Social Psychology 49, 2013), and than chance and these least distances allow.
UNUSUAL_TIMES = Decimal(3)
#: Makes a median distance from the median comparable with a standard deviation (the same source).
MAD_SCALE = Decimal("1.4826")
#: A percentage is never unusual within so many points of its median.
LEAST_POINTS = Decimal(5)
#: A number or a rate is never within this part of its median.
LEAST_PART = Decimal("0.2")
#: An average, of whose chance variation nothing is known, is never within this part of it.
UNUSUAL_PART = Decimal("0.5")
#: A change of fewer children or families than this is never unusual.
SMALL_CHANGE = Decimal(5)
#: A denominator has jumped when it differs by more than this part of the quarter before.
JUMP_PART = Decimal("0.5")
#: Two denominators of the same children in two quarters differ by more than this part: ask.
COHORT_PART = Decimal("0.1")
#: Rows with unlike figures that must all be those of the period before to look copied.
COPIED_ROWS = 3
#: A single figure below this may well be the same twice by chance.
COPIED_LEAST = Decimal(20)
#: A larger number than this in a return is a slip of the hand.
LARGEST_NUMBER = Decimal(999_999_999)
#: Characters of a reason.
LONGEST_REASON = 500
#: Files up to this many bytes are read while the sender waits, larger ones in the background.
READ_AT_ONCE = 64 * 1024
#: What whoever certifies a return declares.
DECLARATION = (
    "I certify that these figures are complete and right to the best of my knowledge, that they "
    "follow the definitions of the agreement, and that every nil is a true nil."
)
#: Quarters off target in a row after which the Board is told.
PERSISTENT = 3
#: Rows of a return on one page, typed or looked at.
ROWS_ON_A_PAGE = 50
