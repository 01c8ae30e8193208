"""The window: everything that is painted, and the words for errors."""
