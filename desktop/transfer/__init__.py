"""Conversations on their way out and in: the forms of a file, its name, and what kind of place it goes to."""
