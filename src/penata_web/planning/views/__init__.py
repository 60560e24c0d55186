"""What people see of plans: one file a thing."""
