"""Tasks: forms that become questions. Values, their rules and their reading; no Qt."""
