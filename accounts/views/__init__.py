"""Pages: signing in, home, people."""
