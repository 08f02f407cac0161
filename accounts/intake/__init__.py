"""What a council brings in from its own spreadsheet: sheets declared by each app, read and written.

Imported at start-up, so that the sheets of this app are known.
"""

from accounts.intake import people

__all__ = ["people"]
