"""Side limits of a plan: rows over the pairs, kept exactly or with a stated bound, each with its price."""
