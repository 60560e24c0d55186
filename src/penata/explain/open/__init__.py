"""What anybody may see of a plan, and how a person works out the own best seat from it."""
