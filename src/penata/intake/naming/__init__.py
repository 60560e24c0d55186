"""What names and codes tell: categories, ladders, levels, subjects, kinds of unit."""
