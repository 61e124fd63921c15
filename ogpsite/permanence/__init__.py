"""Addresses for ever: what was published still answers, with its page, its new address, or a notice."""
