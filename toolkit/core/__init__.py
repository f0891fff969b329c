"""Holds what everything stands on: reading the workspace, diagnostics, fonts of the machine, archives of what was built."""
