"""The work of each command on its files: picklable, and independent of the number of processes."""
