"""Tests of the page about the vault and its protection."""
