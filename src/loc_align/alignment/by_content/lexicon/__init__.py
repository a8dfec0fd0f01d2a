"""A bilingual lexicon, and how it is learned."""
