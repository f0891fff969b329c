"""Plots: figures of facts and acts in; the geometry of their drawings, pure values that one template writes as SVG, out."""
