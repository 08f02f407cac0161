"""Returns tried by a corpus of files."""
