"""Models on this machine: what a file is, where it lies, whether it may be used. Runs without desktop and
Qt.
"""
