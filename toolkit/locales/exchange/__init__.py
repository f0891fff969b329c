"""Takes translations to translators' own tools and back: XLIFF 2.1, TMX and TBX."""
