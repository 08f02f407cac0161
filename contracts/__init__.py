"""Agreements of every kind: KPI schedules, variations, obligations, the register."""
