"""What is there, always cut to who asks: one file a thing."""
