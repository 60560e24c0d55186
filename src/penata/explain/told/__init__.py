"""Everything that a plan has to say of itself: every move, every wish, every vacancy."""
