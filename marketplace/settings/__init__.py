"""Settings: base is shared; development, test and production say what differs; oscar holds Oscar's own."""
