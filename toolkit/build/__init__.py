"""What a command asked for becomes files under `build/`: pages, PDFs, and a record of what they were made from."""
