"""What would have changed it: the smallest change that grants a wish, proven by settling the plan again."""
