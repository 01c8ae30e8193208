"""The encrypted vault: keys, database, conversations and their search."""
