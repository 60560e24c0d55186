"""Benchmarks: `make bench`. Every figure is compared with a peer in the same run."""
