"""Every table and column of a case, declared once; the reader, the template and the reference page use it."""
