"""A document becomes a numbered outline: sections, blocks, clauses of agreements, and where cross-references lead."""
