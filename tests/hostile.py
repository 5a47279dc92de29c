"""Texts that have broken programs: each one must come out as it went in, or refused, and must steer nothing."""

import os

CONTROLS = (
    "\x1b[2J\x1b[Hcleared",
    "\x1b]52;c;aGVsbG8=\x1b\\clipboard",
    "\x1b]0;title\x07bell",
    "\x1b[?1049l left the screen",
    "\x9b31mred by one byte",
    "nul\x00inside",
    "del\x7fete",
    "tab\tand\nnewline\rreturn",
    "line\u2028separator\u2029paragraph",
    "\u202eright to left override",
    "isolate\u2066d\u2069",
    "annotation\ufff9x\ufffa",
    "\x08\x08\x08backspaces",
)
UNSTORABLE = (
    os.fsdecode(b"latin \xe9t\xe9"),
    "lone\ud800surrogate",
)
MARKUP = (
    "[/] done",
    "[URGENT] call",
    "[red]x[/red]",
    '[red]"[/red',
    "[@click=app.quit]x[/]",
    "[link='javascript:alert(1)']x[/link]",
    "$primary {braces} {0} %s %(name)s",
    "\\[escaped] \\\\",
    "<b>html</b> &amp; <script>",
)
CODE = (
    "'; drop table card; --",
    '" or 1=1 --',
    "=cmd|'/c calc'!A1",
    "$(reboot) `reboot`",
    "../../etc/passwd",
)
SCRIPTS = (
    "🧑‍🚀👩‍👩‍👧‍👧 famille",
    "🇫🇷 ❤️ 1️⃣ 👍🏽",
    "עברית ועוד",
    "مرحبا بالعالم",
    "漢字かな交じり文",
    "é as two: e\u0301",
    "z̷a̵l̶g̷o̸" + "\u0336" * 40,
    "\u200bzero\u200dwidth\ufeff",
    "“guillemets” « français » – …",
)
LONG = ("word " * 100, "x" * 500)
TOO_LONG = ("x" * 501, "mot " * 5000)
BLANK = ("", "   ", "\u00a0\u2003", "\x00\x1b", "\u202e")

TITLES = CONTROLS + UNSTORABLE + MARKUP + CODE + SCRIPTS + LONG
"""Each has something left once cleaned, and fits."""
