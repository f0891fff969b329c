"""Keeps the catalogs that translators work in, in step with templates, phrases and content."""
