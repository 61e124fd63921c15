"""One broken spot at a time: what an editor reads, word for word."""
