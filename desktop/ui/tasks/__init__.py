"""The empty page: cards of tasks, their forms, and the editor of the user's own."""
