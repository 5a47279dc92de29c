"""Lines beside the ones with the cursor, in a wide window."""

from __future__ import annotations

from collections.abc import Sequence

from obm_tui.widgets.row_list import Row, RowList


class SideList(RowList):
    """Lines to look at, behind a line that parts them from what is beside them, down to the end of the window."""

    def put_beside(self, rows: Sequence[Row], height: int) -> None:
        """Show these rows, and the line alone below them up to `height`."""
        bar = ("│", "faint")
        framed = [row if row.rule else Row(None, (bar, *row.left), row.right) for row in rows]
        self.put(framed + [Row(None, (bar,))] * (height - len(framed)))
