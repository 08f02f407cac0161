"""The return workbook: one definition writes it and reads it back."""
