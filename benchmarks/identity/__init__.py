"""How well one person is one person: `python -m benchmarks.identity`."""
