"""Turns the printed page of an edition into a Word document: real lists, fields, footnotes, and blanks that can be filled in."""
