"""A file's tests stay on one worker: its fixtures are dear, and some hold a whole market."""

import os


def test_a_file_is_a_group(request):
    """Fails with a pytest and a pytest-xdist that do not understand each other."""
    assert request.node.nodeid.endswith("@tests/test_groups.py") == ("PYTEST_XDIST_WORKER" in os.environ)
