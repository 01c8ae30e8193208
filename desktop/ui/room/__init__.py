"""The unlocked room: panes joined with the conversations, the engine and the settings behind them."""
