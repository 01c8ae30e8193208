"""The command line: hisho ask | chat | doctor, a confined client like the window."""
