"""Tests of what is written for Windows, as far as they can run elsewhere."""
