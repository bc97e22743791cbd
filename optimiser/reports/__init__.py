"""Everything that is written for people and for scripts: workbooks, the paper, CSV and JSON."""
