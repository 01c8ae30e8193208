"""Turns the source tree into packages that people install."""
