"""What of tenders awaits a visitor, inside a partnership or at a provider. Read at start-up."""

from accounts.work import register
from tenders.queries.portal import work_of_provider
from tenders.queries.work import waiting_for

register(waiting_for)
register(work_of_provider)
