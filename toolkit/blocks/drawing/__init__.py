"""Turns values and dates into the geometry of drawings, which one template writes as SVG."""
