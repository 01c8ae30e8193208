"""The engine as the user sees it: what it measures, where its model lies, what made an answer."""
