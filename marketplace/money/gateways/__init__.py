"""Those who take cards: one file each, behind the same few questions."""
