"""Frozen views: everything a page needs, in words and formatted numbers. A page asks for one and draws it."""
