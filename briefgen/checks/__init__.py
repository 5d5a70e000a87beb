"""Judgement: what is wrong with an archive as a whole. One function a rule, all pure."""
