"""Makes PDFs of print pages: WeasyPrint lays them out in worker processes, and a cache keeps what did not change."""
