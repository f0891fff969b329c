"""Content: the bytes of `content/` in, frozen typed records with the place of every value out."""
