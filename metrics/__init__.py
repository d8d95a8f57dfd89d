"""Everything that knows something: files in, figures out. Nothing here knows how a page is drawn."""
