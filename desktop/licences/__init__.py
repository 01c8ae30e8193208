"""What Hisho is made of: every part with its version, its licence, where its source is, and the texts."""
