"""What leaves the cockpit: texts made of rows. No database, no screen."""
