"""Makes the public site: addresses, document pages, registers, and what machines read."""
