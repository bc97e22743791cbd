"""How an option's plan is put into effect: who takes over from today's contracts, and the steps to take and when."""
