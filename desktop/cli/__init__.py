"""The command line: hisho ask | chat | bench | doctor, a confined client like the window."""
