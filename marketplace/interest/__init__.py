"""What a person likes: favourites, cooperatives that she follows, and goods that she waits for."""
