"""Loads the demonstration partnerships. Nothing imports it."""
