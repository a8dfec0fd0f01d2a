"""The side-by-side form: its tags, their repair, its ids and pairs; one side of it, and what it leaves uncovered."""
