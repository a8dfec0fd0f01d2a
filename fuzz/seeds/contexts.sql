DELETE FROM contexts; UPDATE units SET target = x'ff', block = 'none', origin = '[1, 2]'; UPDATE texts SET text = 'A **word**.'
