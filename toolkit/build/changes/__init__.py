"""Tells what changed since the last build, and which files a build would therefore write."""
