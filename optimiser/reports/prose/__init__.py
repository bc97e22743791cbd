"""Findings in sentences: for the screen, the paper and the workbooks alike."""
