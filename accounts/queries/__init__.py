"""Reading people, places and attempts."""
