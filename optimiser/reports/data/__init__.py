"""Results as JSON and CSV, for scripts."""
