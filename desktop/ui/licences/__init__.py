"""What Hisho is made of, shown in the window."""
