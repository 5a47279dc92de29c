"""The inbox: what was written down and not decided yet."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from obm_tui.domain.cards import Lane
from obm_tui.i18n import _
from obm_tui.screens.base import bindings
from obm_tui.screens.lanes import LanesScreen
from obm_tui.widgets.chrome import Crumb


class InboxScreen(LanesScreen):
    """Is my head empty?"""

    PLACE = "inbox"
    LANES = (Lane.INBOX,)
    BINDINGS: ClassVar[list[BindingType]] = bindings("inbox")

    def crumbs(self) -> tuple[Crumb, ...]:
        """`obm › À trier`."""
        return (*self.client_crumb(), Crumb(_("Inbox")))

    def empty_words(self) -> str:
        """An empty inbox is good news."""
        return _("Nothing waits to be decided.\n\nn writes something down.")
