"""Readers: the text of one file to values, and the problems found in it. All pure."""
