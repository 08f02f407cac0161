"""What is done about people, by the door."""
