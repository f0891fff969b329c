"""Locale files: texts of templates, phrases and content in; catalogs that translators work in, kept in step, out."""
