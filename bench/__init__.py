"""Benchmarks: how quickly the graph is made and asked, against the next best way to do the same. See README.md."""
