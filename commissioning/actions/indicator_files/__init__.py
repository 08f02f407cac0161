"""Published files of figures of need, as their publishers lay them out: one module for each layout.

A layout turns the rows of its file into figures, or says in a sentence why it cannot. Nothing is
written here: `commissioning.actions.indicators` does that. A new layout is a module of its own and
a line in `layouts.LAYOUTS`; what its series are called stands in `reference/indicators.toml`.
"""
