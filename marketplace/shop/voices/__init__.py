"""What shoppers and cooperatives say to each other: reviews of what was delivered, questions, words about an order."""
