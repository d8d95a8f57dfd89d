"""Views drawn: HTML and SVG strings, and Plotly figures. Colours are CSS variables: light, dark and print follow."""
