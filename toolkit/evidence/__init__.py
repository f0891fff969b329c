"""Tells what stands behind the documents: every figure with its source, what is unfinished, and what an edition was made from."""
