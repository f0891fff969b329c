"""An example of a package that brings everything that a package can: a kind, a register, a block, a check, a format, a theme."""
