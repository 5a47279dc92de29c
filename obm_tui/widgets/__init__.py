"""Draw rows, post messages, know no desk."""
