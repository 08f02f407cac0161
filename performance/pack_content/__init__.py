"""What a pack says: the snapshot it is frozen from, and what matters in its quarter."""
