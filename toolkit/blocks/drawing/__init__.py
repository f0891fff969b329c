"""Plots: values and dates with their words in; the geometry of drawings, which one template writes as SVG, out."""
