"""Begins a workspace: samples in its languages, workflows of checks and publication, settings of editors."""
