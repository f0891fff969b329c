"""Puts a built site where the world sees it: into a folder, on a git branch or into a zip file; earlier versions stay."""
