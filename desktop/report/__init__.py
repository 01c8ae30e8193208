"""The protection report: what an IT-security department can check, line by line, and who vouches for it."""
