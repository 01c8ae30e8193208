"""The list of conversations, its search, and what stands around it."""
