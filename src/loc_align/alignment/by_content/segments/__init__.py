"""The items of a document: its segments, and what holds their places between them."""
