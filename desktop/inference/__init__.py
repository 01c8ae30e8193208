"""Asking a language model that runs in a process of its own."""
