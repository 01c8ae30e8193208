"""The record of events: shown, verified, exported."""
