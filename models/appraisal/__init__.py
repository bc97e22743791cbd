"""The options appraisal: measures, scores and ranking, the economic case, risks, weight ranges and frontiers."""
