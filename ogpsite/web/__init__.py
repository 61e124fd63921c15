"""The only network: whether links to other sites still answer, and whether a published copy is whole."""
