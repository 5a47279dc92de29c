"""The one chain of Alembic revisions."""
