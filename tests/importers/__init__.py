"""Tests of the importers' room."""
