"""What is bought: our forks of Oscar's partner and order, delivery, and the basket service."""
