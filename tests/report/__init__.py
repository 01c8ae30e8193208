"""The protection report."""
