"""Model and protection at a glance."""
