"""The label of a conversation on the screen, and what it does to lock, clipboard and screenshots."""
