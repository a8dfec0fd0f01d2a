UPDATE texts SET text = 'a' WHERE id = 1; UPDATE texts SET hash = -1; UPDATE texts SET unit = 9, units = 99
