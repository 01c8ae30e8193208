"""One window for one user: the first supervisor claims the place, a second one hands its wish over and ends.

Which way it takes on this system is chosen here.
"""

import sys

from desktop.second_start import Asked

if sys.platform == "win32":
    from desktop.windows_instance import Instance, ask_to_lock, bring_forward
else:
    from desktop.socket_instance import Instance, ask_to_lock, bring_forward

__all__ = ["Asked", "Instance", "ask_to_lock", "bring_forward"]
