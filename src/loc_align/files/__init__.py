"""Files: the only place beside the command that touches the file system."""
