"""Structured YAML, Jinja templates and gettext catalogs in; bilingual policy documents as HTML and PDF out."""

__version__ = "0.1.0"
