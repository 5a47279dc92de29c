"""Lines beside the ones with the cursor, in a wide window."""

from __future__ import annotations

from collections.abc import Sequence

from obm_tui.widgets.row_list import Row, RowList


class SideList(RowList):
    """Lines to look at, behind a line that parts them from what is beside them, down to the end of the window.

    Where some of them have a key the cursor can go there; it begins elsewhere.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lit = False

    @property
    def has_place(self) -> bool:
        """Whether the cursor can go there."""
        return self.display and self.current is not None

    def put_beside(self, rows: Sequence[Row], height: int) -> None:
        """Show these rows, and the line alone below them up to `height`."""
        bar = ("│", "faint")
        framed = [row if row.rule else row._replace(left=(bar, *row.left)) for row in rows]
        self.put(framed + [Row(None, (bar,))] * (height - len(framed)))
