"""Editors' tools that take a source into the archive."""
