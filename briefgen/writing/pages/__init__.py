"""The kinds of page, one module each: its views, and the function that composes them."""
