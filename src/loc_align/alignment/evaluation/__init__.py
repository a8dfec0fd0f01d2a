"""How good an alignment is, measured against pairs that are known to be right."""
