"""What the library computes, and what lies in folders: one file a thing."""
