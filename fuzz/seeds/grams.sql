UPDATE grams SET ids = zeroblob(3), width = 8; UPDATE grams SET texts = 0 WHERE id > 0; UPDATE pairs SET source_lang = 'zz', total = -1
