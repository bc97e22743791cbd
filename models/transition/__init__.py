"""From today's contracts to the plan's: who takes over, who moves, which steps and consents that needs, and when."""
