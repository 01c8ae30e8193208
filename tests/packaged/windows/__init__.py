"""The installers for Windows, made with a stub payload and run under Wine. What Wine does is no proof of what
Windows does: no rights of users, no firewall, no signatures are checked there.
"""
