"""Expected returns, returns, accepted figures, joint oversight and performance packs."""
