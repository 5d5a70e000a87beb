"""Editors' tools for translation."""
