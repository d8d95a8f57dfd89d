"""September 2026 of the example trust, worked out from its files by plain Python: nothing of the product is used but
the packaged list of postcodes. Each module gives {code: (numerator, denominator)}; None for what has no denominator."""
