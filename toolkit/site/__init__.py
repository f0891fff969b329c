"""The public site: addresses, document pages, registers, and what machines read, as values that `build.py` writes."""
