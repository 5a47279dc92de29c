"""Other tools' files in and out. No database, no screen."""
