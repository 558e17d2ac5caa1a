"""Check that everything public says what it is for."""

import ast
import re
from collections.abc import Iterator

Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
Function = (ast.FunctionDef, ast.AsyncFunctionDef)
NEXT_SENTENCE = re.compile(r"[.!?][)\"'`]*\s+[A-Z]")
FLAGS = re.MULTILINE | re.DOTALL
PARAMETER = re.compile(r"^(\*{0,2}\w+(?:, \*{0,2}\w+)*)(?: :|$)", re.MULTILINE)


def public(tree: ast.Module) -> Iterator[tuple[str, Documented]]:
    """Walk the public classes, functions and methods of a module, with their names."""
    waiting: list[tuple[str, Documented]] = [("", tree)]
    while waiting:
        name, node = waiting.pop()
        yield name, node
        if not isinstance(node, Function):
            waiting += [
                (f"{name}.{child.name}", child)
                for child in node.body
                if isinstance(child, (ast.ClassDef, *Function)) and not child.name.startswith("_")
            ]


def parameters_told(doc: str) -> set[str] | None:
    """Read the names under the heading Parameters, or None without such a heading."""
    section = re.search(r"^Parameters\n-+\n(.*?)(?=^\w[^\n]*\n-+\n|\Z)", doc, FLAGS)
    if section is None:
        return None
    named = ", ".join(found[1] for found in PARAMETER.finditer(section[1]))
    return {name.strip(" *") for name in named.split(",")}


def parameters_taken(node: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """List what a function takes, without self and cls."""
    taken = node.args
    rest = [found for found in (taken.vararg, taken.kwarg) if found]
    every = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs, *rest]
    return {found.arg for found in every} - {"self", "cls"}


def test_everything_public_has_a_docstring(sources):
    silent = [
        f"{path}{name}"
        for path, tree in sources.items()
        for name, node in public(tree)
        if not ast.get_docstring(node)
    ]
    assert silent == []


def test_a_module_docstring_opens_with_its_one_sentence(sources):
    opening = {
        path: " ".join((ast.get_docstring(tree) or "").split("\n\n")[0].split())
        for path, tree in sources.items()
    }
    wrong = [path for path, told in opening.items() if not told.endswith(".")]
    wrong += [path for path, told in opening.items() if NEXT_SENTENCE.search(told)]
    assert wrong == []


def test_parameters_that_are_told_are_those_that_are_taken(sources):
    wrong = [
        (path + name, sorted(told ^ parameters_taken(node)))
        for path, tree in sources.items()
        for name, node in public(tree)
        if isinstance(node, Function)
        and (told := parameters_told(ast.get_docstring(node) or "")) is not None
        and told != parameters_taken(node)
    ]
    assert wrong == []


def test_these_checks_see_what_is_wrong():
    told = "Do.\n\nParameters\n----------\na, c : int\n    With b.\n\nReturns\n-------\nx\n"
    function = ast.parse("def f(self, a, /, b, *c): ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    assert parameters_told(told) == {"a", "c"}
    assert parameters_taken(function) == {"a", "b", "c"}
    assert NEXT_SENTENCE.search("Do this. Then that.")
    assert not NEXT_SENTENCE.search("Do this, e.g. that.")
