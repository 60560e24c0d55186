"""What is said to one person: the facts of a letter, its sentences in both languages, and a page of one's own."""
