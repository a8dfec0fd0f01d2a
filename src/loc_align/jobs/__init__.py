"""What each command does with its files: picklable, and the same in one process, in many, and on a cluster."""
