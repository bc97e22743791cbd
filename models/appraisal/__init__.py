"""What options are compared on and how they are ranked: measures, scores, the economic case, risks, weight ranges."""
