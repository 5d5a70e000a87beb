"""Who may import whom: the table of docs/architecture.md, enforced."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent.parent / "briefgen"

# Lowest first. A module imports from its own layer and from those above it in this list, and the
# longest name that fits tells which layer it is in.
LAYERS = (
    "problems when quantity",
    "language",
    "model",
    "prose",
    "archive agreement chronology",
    "reading",
    "writing.addresses writing.page",  # values that checks need as well: where pages are
    "checks",
    "writing",
    "accession translating",
    "disk",
    "build",
    "printing",
    "preview",
    "serve",
    "cli",
    "__main__",
)
EDGES = "disk build preview printing serve cli __main__"

# What a module outside of these may not import at all.
RESERVED = {
    "babel": "writing.cldr writing.interface reading.schema",
    "jinja2": "writing.rendering",
    "livereload": "serve",
    "markdown_it": "reading.markdown",
    "markupsafe": "writing.markup",
    "polib": "reading.catalogs translating.merging",
    "tornado": "serve",
    "watchfiles": "serve",
    "yaml": "reading.yaml_tree",
    "zoneinfo": "when",
    "importlib": "when",  # the zones of the tzdata package
    **dict.fromkeys(("os", "pathlib", "shutil", "tempfile", "sys"), EDGES),
    **dict.fromkeys(("time", "subprocess", "socket", "threading", "asyncio"), EDGES),
    **dict.fromkeys(("urllib.request", "http", "locale", "random", "pickle", "builtins"), ""),
}
CALLS = {
    **dict.fromkeys(("print",), "printing cli"),
    **dict.fromkeys(("open", "input"), EDGES),
    **dict.fromkeys(("eval", "exec", "compile", "__import__", "breakpoint"), ""),
    **dict.fromkeys((".now", ".today", ".utcnow", ".getenv"), ""),
}
"""Built-in functions and, with a dot, methods: who may call them."""


@dataclass(frozen=True)
class Use:
    """One import or call."""

    user: str
    line: int
    name: str

    def __str__(self) -> str:
        return f"briefgen/{self.user.replace('.', '/')}.py:{self.line} {self.name}"


def _modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted(PROGRAM.rglob("*.py")):
        name = ".".join(path.relative_to(PROGRAM).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = ast.parse(path.read_text("utf-8"), path.name)
    return found


MODULES = _modules()


def _imports(user: str, tree: ast.Module) -> Iterator[Use]:
    """Every import, wherever it stands; `from briefgen.writing import page` is of the module."""
    for one in ast.walk(tree):
        if isinstance(one, ast.Import):
            yield from (Use(user, one.lineno, alias.name) for alias in one.names)
        elif isinstance(one, ast.ImportFrom):
            assert not one.level, f"{user}: imports are absolute"
            whole = one.module or ""
            parts = [f"{whole}.{alias.name}" for alias in one.names]
            known = [part for part in parts if part.removeprefix("briefgen.") in MODULES]
            for name in known if len(known) == len(parts) else [whole, *known]:
                yield Use(user, one.lineno, name)


USES = [use for user, tree in MODULES.items() for use in _imports(user, tree)]
OURS = [use for use in USES if use.name.startswith("briefgen.")]


def _layer(module: str) -> int:
    fitting = [
        (len(name), number)
        for number, names in enumerate(LAYERS)
        for name in names.split()
        if _is_within(module, name)
    ]
    return max(fitting)[1] if fitting else -1


def _is_within(module: str, name: str) -> bool:
    return f"{module}.".startswith(f"{name}.")


def test_every_module_has_a_layer() -> None:
    """A new module is put into the order first, and the order names none that is gone."""
    homeless = [name for name in MODULES if _layer(name) < 0 and name != "__init__"]
    assert not homeless
    known = {name for names in LAYERS for name in names.split()}
    assert known <= set(MODULES)


def test_imports_go_one_way() -> None:
    """No module imports from a layer below its own."""
    wrong = [
        f"{use} is of the layer {LAYERS[_layer(use.name.removeprefix('briefgen.'))]!r},"
        f" below {LAYERS[_layer(use.user)]!r}"
        for use in OURS
        if _layer(use.name.removeprefix("briefgen.")) > _layer(use.user)
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Within a layer, too, imports go one way."""
    graph: dict[str, set[str]] = {name: set() for name in MODULES}
    for use in OURS:
        graph[use.user].add(use.name.removeprefix("briefgen."))
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" <- ".join(circle.args[1]))


def test_a_library_is_imported_where_its_job_is_done() -> None:
    """Each library, and all that reaches out of the program, has its few modules."""
    wrong = [
        f"{use}: only {allowed or 'nobody'} may"
        for use in USES
        for name, allowed in RESERVED.items()
        if _is_within(use.name, name)
        if not any(_is_within(use.user, one) for one in allowed.split())
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_library_is_listed() -> None:
    """A library that is not Python's own comes in with a line here that says who may use it."""
    foreign = {
        top
        for use in USES
        if (top := use.name.split(".")[0]) not in sys.stdlib_module_names and top != "briefgen"
    }
    assert foreign <= set(RESERVED)


def test_only_edges_print_and_open() -> None:
    """Pure layers neither print nor open files nor ask the clock."""
    wrong = [
        f"{use}(): only {CALLS[use.name] or 'nobody'} may"
        for user, tree in MODULES.items()
        for use in _calls(user, tree)
        if use.name in CALLS
        if not any(_is_within(user, one) for one in CALLS[use.name].split())
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def _calls(user: str, tree: ast.Module) -> Iterator[Use]:
    for one in ast.walk(tree):
        if isinstance(one, ast.Call):
            if isinstance(one.func, ast.Name):
                yield Use(user, one.lineno, one.func.id)
            elif isinstance(one.func, ast.Attribute):
                yield Use(user, one.lineno, f".{one.func.attr}")


def test_dataclasses_of_values_are_frozen() -> None:
    """A value that one page changed would change every other page's."""
    named = {"problems", "when", "quantity", "model", "archive", "agreement"}
    open_ones = [
        f"briefgen/{name}.py:{one.lineno} {one.name}"
        for name, tree in MODULES.items()
        if name in named or name.startswith(("checks", "writing"))
        for one in ast.walk(tree)
        if isinstance(one, ast.ClassDef)
        for decorator in one.decorator_list
        if "dataclass" in ast.unparse(decorator) and "frozen=True" not in ast.unparse(decorator)
    ]
    assert not open_ones, "\n" + "\n".join(open_ones)
