"""What a numerator and a denominator come to, and how that is said: as the library has it."""

from commissioning.numbers.values import in_words, number_in_words, parts_in_words, value_of

__all__ = ["in_words", "number_in_words", "parts_in_words", "value_of"]
