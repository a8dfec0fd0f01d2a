"""What two runs of segments have in common."""
