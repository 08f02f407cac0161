"""Reading uploaded sheets safely, writing safe workbooks, and findings that name a cell.

This room knows spreadsheets and no domain words. See README.md for the way round it.
"""
