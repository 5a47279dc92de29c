"""What things look like: themes and style sheets."""
