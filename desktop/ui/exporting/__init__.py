"""Conversations on their way out of the window and into it: what is asked, and in which order."""
