"""The nouns: what the site is made of. Only values here, every one frozen; the steps speak through them."""
