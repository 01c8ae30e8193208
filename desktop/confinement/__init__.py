"""What a process of ours may no longer do, and the probes that show it."""
