"""Where no network of their own can be laid, the tests that need one are not collected, and the run's last
lines say why.
"""

from tests.proof.network import ways

collect_ignore = [] if ways() else ["test_zero_packets.py"]
