"""Builds what a command asked for: it writes pages and PDFs under `build/`, with a record of what they were made from."""
