"""The page about the vault's protection: what opens it, its backups, what locks it, and the evidence."""
