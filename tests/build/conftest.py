"""The workspace of one language, on disk."""

from tests.one_language import small

__all__ = ["small"]
