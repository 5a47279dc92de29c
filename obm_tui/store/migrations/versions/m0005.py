"""The index of all words. It is filled once the chain has run."""

from alembic import op
from sqlalchemy.exc import OperationalError

revision = "0005"
down_revision = "0004"

_WORDS = (
    "create table search_doc(id integer primary key, kind text not null, key text not null, client_id text,"
    " title text not null, body text not null)"
)
_KEYS = "create unique index ix_search_doc_key on search_doc(kind, key)"
_INDEX = (
    "create virtual table search using fts5(title, body, content='search_doc', content_rowid='id', prefix='1 2 3',"
    " tokenize='unicode61')"
)


def upgrade() -> None:
    """An SQLite made without full-text search goes without: everything but searching works."""
    op.execute(_WORDS)
    op.execute(_KEYS)
    try:
        op.execute(_INDEX)
    except OperationalError as error:
        if "no such module" not in str(error):
            raise
