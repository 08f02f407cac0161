"""What of this app awaits a visitor, for Your work. Read at start-up."""

from accounts.work import register
from commissioning.queries.work import work_of

register(work_of)
