"""Alembic's entry: runs on the connection it is handed, in that connection's transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=None,
    render_as_batch=True,
    transactional_ddl=True,
    # One transaction for the whole chain: a step that fails leaves the file as it was.
    transaction_per_migration=False,
)
context.run_migrations()
