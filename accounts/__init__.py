"""People, organisations, partnerships, memberships and roles, sign-in."""
