"""Benchmarks: the same records built by ogpsite and by the generators that people would choose instead."""
