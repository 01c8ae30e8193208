"""What `make bench` measures; never run by the tests."""
