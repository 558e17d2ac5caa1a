"""Check that the code makes none of the calls that once led to wrong numbers or open doors."""

import ast

import pytest

CALLS = {  # dotted name -> why not
    "yaml.load": "a stranger's file can hang it",
    "yaml.safe_load": "a stranger's file of 428 bytes can hang it",
    "yaml.full_load": "a stranger's file can run code",
    "yaml.unsafe_load": "a stranger's file can run code",
    "multiprocessing.Pool": "hangs for ever when a worker is killed",
    "pandas.read_pickle": "runs code from a file",
    "joblib.load": "runs code from a file",
    "eval": "runs code from text",
    "exec": "runs code from text",
}
IMPORTS = {"pickle", "cPickle", "dill", "joblib", "shelve", "diskcache", "marshal", "random"}
KEYWORDS = {  # keyword of a call -> value that is refused (None: any)
    "background": True,
    "srcDoc": None,
    "dangerously_allow_html": True,
    "allow_pickle": True,
    "mathjax": True,
    "fastmath": True,
    "shell": True,
}
ALIASES = {"np": "numpy", "pd": "pandas"}


def dotted(node: ast.expr) -> str:
    """Write a chain of attributes as text, with the usual short names spelled out."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return ALIASES.get(node.id, node.id) if isinstance(node, ast.Name) else ""


def banned(node: ast.AST) -> list[str]:
    """Name what is banned about one node of a syntax tree."""
    found = []
    if isinstance(node, ast.Call):
        found += [name for name in [dotted(node.func)] if name in CALLS]
        found += [
            key.arg
            for key in node.keywords
            if key.arg in KEYWORDS
            and (KEYWORDS[key.arg] is None or getattr(key.value, "value", None) is True)
        ]
    if isinstance(node, ast.Attribute):
        name = dotted(node)
        if name.startswith("numpy.random.") and node.attr.islower():
            found.append(name)  # the global generator; named streams are classes
    if isinstance(node, ast.Import):
        found += [alias.name for alias in node.names if alias.name.split(".")[0] in IMPORTS]
    if isinstance(node, ast.ImportFrom):
        module = (node.module or "").split(".")[0]
        found += [f"{module}.{alias.name}" for alias in node.names if module in IMPORTS]
        found += [f"{module}.{a.name}" for a in node.names if f"{module}.{a.name}" in CALLS]
    return found


def test_no_source_file_makes_a_banned_call(sources):
    found = [
        f"{path}:{getattr(node, 'lineno', 0)}: {name}"
        for path, tree in sources.items()
        for node in ast.walk(tree)
        for name in banned(node)
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "yaml.load(text, Loader=x)",
        "from yaml import safe_load",
        "import pickle",
        "from random import choice",
        "np.random.normal()",
        "numpy.random.default_rng()",
        "from multiprocessing import Pool",
        "multiprocessing.Pool(2)",
        "app.callback(x, background=True)",
        "html.Iframe(srcDoc=text)",
        "dcc.Markdown(dangerously_allow_html=True)",
        "njit(fastmath=True)",
    ],
)
def test_a_banned_call_is_caught(code):
    assert [name for node in ast.walk(ast.parse(code)) for name in banned(node)]


@pytest.mark.parametrize(
    "code", ["np.random.Generator(np.random.Philox(key))", "yaml.parse(t)", "f(background=None)"]
)
def test_an_allowed_call_is_left_alone(code):
    assert not [name for node in ast.walk(ast.parse(code)) for name in banned(node)]
