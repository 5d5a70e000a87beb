"""What briefgen knows of languages: pure functions over text."""
