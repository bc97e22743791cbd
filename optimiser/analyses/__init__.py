"""What may be asked of a finished run or of a case. Results only: no Excel and no sentences."""
