"""Plans as a whole: what binds and what one more would bring, what tells two plans apart, how firm the weights are."""
