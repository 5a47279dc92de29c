"""Finds text that Textual would read as markup: what should be a `Content`, and may be a plain `str`.

Textual parses a `str` given to most widgets, to a border title, a tooltip or a toast: a title like `[/] done` ends the
program, `[URGENT] call` loses its first word, and `[@click=…]` runs an action. Only `Content` and Rich's `Text` are
taken as they are. A literal is ours and may pass; whatever else is a `str`, or cannot be seen not to be one, may not.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.architecture.sources import PACKAGE, aliases, dotted, files, resolved, tree

PLAIN = {"Content", "Text"}
"""Types that are drawn as they are."""
WIDGETS = {
    "Button",
    "Checkbox",
    "Collapsible",
    "Label",
    "Option",
    "OptionList",
    "Placeholder",
    "RadioButton",
    "Select",
    "SelectionList",
    "Selection",
    "Static",
    "Tab",
    "TabPane",
    "Tabs",
}
ARGUMENTS = {"content", "renderable", "label", "title", "prompt", "text", "tooltip", "options"}
"""Names these widgets give to a text that is drawn."""
METHODS = {
    "update",
    "notify",
    "add_column",
    "add_columns",
    "add_leaf",
    "add_option",
    "add_options",
    "add_row",
    "add_tab",
    "set_options",
    "with_tooltip",
}
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip"}
FORBIDDEN = {
    "rich.markup",
    "rich.markup.escape",
    "rich.markup.render",
    "rich.text.Text.from_markup",
    "textual.markup",
    "textual.markup.escape",
    "textual.markup.to_content",
}
"""`escape` is none: it lets `[/` through, and takes `[URGENT]` away all the same."""


@cache
def returned_types() -> dict[str, frozenset[str]]:
    """What the program's functions and methods of each name say they return."""
    found: dict[str, set[str]] = {}
    for path in files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.setdefault(node.name, set()).add(_annotation(node.returns))
    return {name: frozenset(types) for name, types in found.items()}


def _annotation(node: ast.expr | None) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ast.unparse(node) if node is not None else ""


def _is_plain_type(annotation: str) -> bool:
    parts = {part.strip() for part in annotation.split("|")} - {"None"}
    return bool(parts) and parts <= PLAIN


class Module:
    """One source file, and what it gives to be drawn."""

    def __init__(self, module: ast.Module) -> None:
        self._tree = module
        self._aliases = aliases(module)
        self._returns = {
            node.name: _annotation(node.returns)
            for node in ast.walk(module)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }

    def problems(self) -> Iterator[tuple[int, str]]:
        """Line and source of each text that may be read as markup."""
        for node in ast.walk(self._tree):
            yield from self._of(node)

    def _of(self, node: ast.AST) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.Call):
            for drawn in self._drawn(node):
                if not self.harmless(drawn):
                    yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            named = [target.attr if isinstance(target, ast.Attribute) else dotted(target) for target in targets]
            if ATTRIBUTES & set(named) and node.value is not None and not self.harmless(node.value):
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.FunctionDef) and node.name == "render":
            if not _is_plain_type(_annotation(node.returns)):
                yield node.lineno, f"def render(...) -> {_annotation(node.returns) or '?'}"
        elif isinstance(node, ast.Name | ast.Attribute) and resolved(node, self._aliases) in FORBIDDEN:
            yield node.lineno, ast.unparse(node)

    def _drawn(self, call: ast.Call) -> list[ast.expr]:
        """The arguments of a call that are drawn; none where it draws nothing, or takes text as it is."""
        function = resolved(call.func, self._aliases)
        name = function.rpartition(".")[2]
        keywords = {keyword.arg: keyword.value for keyword in call.keywords}
        markup = keywords.get("markup")
        if isinstance(markup, ast.Constant) and markup.value is False:
            return []
        if function.endswith("Content.from_markup"):
            # Its variables are taken as they are; the template itself must be ours, brackets and all.
            return [template for template in call.args[:1] if not isinstance(template, ast.Constant)]
        if name in WIDGETS and function.startswith("textual."):
            return [*call.args[:1], *(value for key, value in keywords.items() if key in ARGUMENTS)]
        if name == "TextArea" and function.startswith("textual."):
            return [value for key, value in keywords.items() if key in {"placeholder", "tooltip"}]
        if isinstance(call.func, ast.Attribute) and call.func.attr in METHODS:
            receiver = call.func.value
            if name == "notify" and (dotted(receiver).rpartition(".")[2] == "app" or _takes_text_as_it_is(call)):
                return []  # a test of its own holds the program's to that
            if name == "update" and (self._is_collection(receiver) or not call.args):
                return []
            return [*call.args, *(value for key, value in keywords.items() if key in {*ARGUMENTS, "message"})]
        return []

    def harmless(self, node: ast.expr) -> bool:
        """Whether an expression is one of our own literals, or certainly no `str`."""
        match node:
            case ast.Constant(value=value):
                return not isinstance(value, str) or "[" not in value
            case ast.IfExp(body=body, orelse=other):
                return self.harmless(body) and self.harmless(other)
            case ast.BinOp(left=left, right=right, op=ast.Add()):
                # Adding to a Content makes a Content; two literals stay ours.
                return self.harmless(left) and self.harmless(right)
            case ast.List(elts=elements) | ast.Tuple(elts=elements):
                return all(self.harmless(element) for element in elements)
            case ast.ListComp(elt=element) | ast.GeneratorExp(elt=element) | ast.Starred(value=element):
                return self.harmless(element)
            case ast.Await(value=value) | ast.NamedExpr(value=value):
                return self.harmless(value)
            case ast.Call():
                return self._harmless_call(node)
            case ast.Name() | ast.Attribute():
                return self._harmless_name(node)
        return False

    def _harmless_call(self, call: ast.Call) -> bool:
        function = resolved(call.func, self._aliases)
        name = function.rpartition(".")[2]
        if function in {"obm_tui.i18n._", "obm_tui.i18n.gettext", "_"}:
            return len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and self.harmless(call.args[0])
        if function.startswith(("textual.content.Content", "rich.text.Text")):
            return function not in FORBIDDEN
        if name in WIDGETS and function.startswith("textual."):
            return True  # looked at as a call of its own
        if isinstance(call.func, ast.Name) and name in self._returns:
            return _is_plain_type(self._returns[name])
        return all(map(_is_plain_type, returned_types().get(name, {""})))

    def _harmless_name(self, node: ast.expr) -> bool:
        """Every value given to this name in its function (or, for an attribute, its file) is harmless."""
        name = dotted(node)
        if name.startswith("self."):
            scope: ast.AST = self._tree
        else:
            scope = _function_around(node) or self._tree
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            arguments = scope.args
            for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
                if argument.arg == name:
                    return _is_plain_type(_annotation(argument.annotation))
        given = list(_given(scope, name))
        return bool(given) and all(
            _is_plain_type(value) if isinstance(value, str) else self.harmless(value) for value in given
        )

    def _is_collection(self, receiver: ast.expr) -> bool:
        """Whether `.update` is a dictionary's or a set's."""
        if isinstance(receiver, ast.Dict | ast.Set | ast.DictComp | ast.SetComp):
            return True
        name = dotted(receiver)
        scope = self._tree if "." in name else _function_around(receiver) or self._tree
        for value in _given(scope, name) if name else ():
            if isinstance(value, str):
                return value.partition("[")[0].rpartition(".")[2].lower() in {"dict", "set", "counter", "defaultdict"}
            return isinstance(value, ast.Dict | ast.Set | ast.DictComp | ast.SetComp) or (
                isinstance(value, ast.Call) and dotted(value.func) in {"dict", "set", "Counter", "defaultdict"}
            )
        return False


def _takes_text_as_it_is(call: ast.Call) -> bool:
    """Whether a call of `notify` stands in the class that has its own, which reads no markup unless told to."""
    node: ast.AST | None = call
    while node is not None and not isinstance(node, ast.ClassDef):
        node = getattr(node, "parent", None)
    for method in node.body if node is not None else ():
        if isinstance(method, ast.FunctionDef) and method.name == "notify":
            defaults = dict(
                zip((argument.arg for argument in method.args.kwonlyargs), method.args.kw_defaults, strict=True)
            )
            default = defaults.get("markup")
            return isinstance(default, ast.Constant) and default.value is False
    return False


def _function_around(node: ast.AST) -> ast.AST | None:
    while (parent := getattr(node, "parent", None)) is not None:
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            return parent
        node = parent
    return None


def _given(scope: ast.AST, name: str) -> Iterator[ast.expr | str]:
    """What a name is given in a scope: annotations as texts (they come first), else values."""
    values: list[ast.expr] = []
    for node in ast.walk(scope):
        if isinstance(node, ast.AnnAssign) and dotted(node.target) in {name, name.removeprefix("self.")}:
            yield _annotation(node.annotation)
            return
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.NamedExpr):
            targets = [node.target]
        if isinstance(node, ast.Assign | ast.NamedExpr) and name in {dotted(target) for target in targets}:
            values.append(node.value)
        elif isinstance(node, ast.For | ast.comprehension) and name in {
            dotted(target) for target in ast.walk(node.target) if isinstance(target, ast.expr)
        }:
            values.append(node.iter)
    yield from values


def problems(path: Path) -> list[str]:
    """What may be read as markup in a file, one line each."""
    return [f"line {line}: {source}" for line, source in Module(tree(path)).problems()]


def drawing_files() -> list[Path]:
    """Every file that has to do with the screen."""
    alone = [PACKAGE / name for name in ("app.py", "palette.py")]
    return [*files("widgets", "screens"), *(path for path in alone if path.exists())]
