"""Tests of the outputs for machines: what other programs read, read by other programs."""
