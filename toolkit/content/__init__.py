"""Reads `content/` into frozen typed records that know the place of every value."""
