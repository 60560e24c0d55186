"""What every stage stands on: people and rights, the record of acts, jobs, lists, the look."""
