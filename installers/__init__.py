"""Turns the source into something people start: the set-up from source, later the packages."""
