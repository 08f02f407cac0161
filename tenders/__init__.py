"""Procurements: regime, gates, timetable, questions, bids, evaluation, decision, standstill, award."""
