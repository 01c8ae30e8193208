"""What Windows installs from: lists, tables, command lines, made without a compiler of installers."""
