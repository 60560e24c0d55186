"""What changes cycles, scenarios, plans: one file a thing."""
