"""Access to files. Except for the command-line interface, no other package reads or writes files."""
