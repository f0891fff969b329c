"""Makes bilingual policy documents, as HTML and PDF, from structured YAML, Jinja templates and gettext catalogs."""

__version__ = "0.1.0"
