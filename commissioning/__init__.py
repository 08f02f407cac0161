"""Need, outcomes, consultation, plans, KPI definitions, specifications and the Board."""
