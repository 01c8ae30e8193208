"""The set-up from source: system packages, the virtual environment, the engine's wheel. Standard library
only.
"""
