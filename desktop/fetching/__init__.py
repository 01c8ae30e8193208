"""The fetcher: the one program with a network, and the same one without it for work on files."""
