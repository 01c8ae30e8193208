"""The sentences for errors, a file for each part of the program; `error_text.py` chooses and fills."""
