"""Files made by mutating our own workbook, each with its exact findings.

`should_pass/` holds what is taken, `should_fail/<what is wrong>/` what is not. A case is a small file:
`steps` say how it is made (`made.py`), `found` the rule and cell of every finding it must have.
"""
