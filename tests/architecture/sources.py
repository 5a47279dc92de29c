"""The program's own source files, parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "obm_tui"


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return with_parents(ast.parse(path.read_text(encoding="utf-8"), str(path)))


def with_parents(module: ast.Module) -> ast.Module:
    """The same tree, with every node's parent as `.parent`."""
    for node in ast.walk(module):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    return module


def files(*rooms: str) -> list[Path]:
    """Every source file of these rooms; of the whole program where none is named."""
    folders = [PACKAGE / room for room in rooms] or [PACKAGE]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def name(path: Path) -> str:
    """How a test names a file."""
    return str(path.relative_to(PACKAGE))


def dotted(node: ast.expr) -> str:
    """`a.b.c` of such an expression; empty where it is another."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inner = dotted(node.value)
        return f"{inner}.{node.attr}" if inner else node.attr
    return ""


def imports(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Every module imported anywhere in a file, and the line."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def aliases(module: ast.Module) -> dict[str, str]:
    """Local names of imported things: `now` of `from x import y as now` is `x.y`."""
    found: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def resolved(node: ast.expr, known: dict[str, str]) -> str:
    """The full dotted name of an expression, imports followed."""
    first, dot, rest = dotted(node).partition(".")
    return known.get(first, first) + dot + rest
