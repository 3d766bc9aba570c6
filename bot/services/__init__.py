"""What stands beside the wikis: an answer, or a failure with its reason; nothing here raises for a service's sake."""
