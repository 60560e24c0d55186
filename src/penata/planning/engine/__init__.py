"""The best assignment of people to posts, level by level, with the prices that prove it."""
