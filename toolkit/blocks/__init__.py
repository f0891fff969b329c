"""Chooses and draws what a block prints."""
