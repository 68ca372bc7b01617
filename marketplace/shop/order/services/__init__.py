"""One file per journey: placing an order, fulfilling it, the status that follows from its parts."""
