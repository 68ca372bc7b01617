"""What the doors share, since they never import each other."""
