"""Renders an outline as HTML in one language or two, with placeholders filled, citations numbered and columns aligned."""
