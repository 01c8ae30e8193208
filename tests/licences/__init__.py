"""Tests of what is told of licences."""
