"""What makes a file valid: a table of rules for each format, and the rules that a table cannot say."""
