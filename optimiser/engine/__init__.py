"""From a case to a finished run: options solved, verified and scored; what a run's folder keeps; parallel work."""
