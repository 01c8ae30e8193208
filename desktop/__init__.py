"""The programs of Hisho: supervisor, window, command-line client and engine."""
