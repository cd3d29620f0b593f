"""Measures of a neighbourhood's network: pure functions over arrays."""
