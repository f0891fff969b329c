"""Puts a built site where the world sees it: into a folder, or on a git branch."""
