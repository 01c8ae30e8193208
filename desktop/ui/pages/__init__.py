"""Pages that stand alone in the window. They know no vault and no keyring: signals out, `show_…` in."""
