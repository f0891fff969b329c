"""Numbers a document: its sections, blocks, clauses of agreements, and where cross-references lead."""
