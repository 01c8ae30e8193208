"""The canvas that shows a conversation: segments, their layout, painting, selection and actions."""
