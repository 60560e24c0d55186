"""One plan for the whole government: the problem, its solution, the proof, and what stands in the way."""
