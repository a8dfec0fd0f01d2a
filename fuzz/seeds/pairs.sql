UPDATE pairs SET first = -1, texts = 9223372036854775807; UPDATE lengths SET length = 0, first = 5; DELETE FROM units
