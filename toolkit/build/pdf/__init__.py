"""Print pages become PDFs: layout by WeasyPrint, in worker processes, from the cache where nothing changed."""
