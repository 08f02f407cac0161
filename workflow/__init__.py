"""Ground: how any record moves. Knows no domain word."""
