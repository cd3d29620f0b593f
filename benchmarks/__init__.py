"""Measurements beside the peers, runnable with one command: ``python -m benchmarks [NAME …]``."""
