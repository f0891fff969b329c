"""An outline becomes HTML in one language or two: placeholders filled, citations numbered, columns aligned."""
