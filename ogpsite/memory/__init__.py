"""What builds remember: results of pure steps by what they were made from, and whether anything changed at all."""
