"""Accepted figures summed up, judged and watched: from figures to the readings that grids read."""
