"""The law as data: dated values with their citations, and the rules that cite them."""
