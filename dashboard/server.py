"""Serve the dashboard on this machine, with one process beside it that simulates."""

import sys
from pathlib import Path
from typing import Any, Final

from dashboard.app import create_app
from dashboard.library import StoredDesk, StoredLibrary
from dashboard.shelf import StoredShelf
from simulator.errors import Problem, ScenarioError

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
THREADS: Final = 16
KEEP_ALIVE_S: Final = 75
CONNECTIONS: Final = 1000
MOST_CONNECTIONS: Final = 3000


def serve(
    host: str = "127.0.0.1", port: int = 8050, *, exposed: bool = False, folder: Path | None = None
) -> None:
    """Serve until interrupted.

    Parameters
    ----------
    host : str
        Address to listen at.
    port : int
        Port to listen at.
    exposed : bool
        Whether an address that others can reach is wanted; there is no log-in yet.
    folder : Path, optional
        Holds runs and jobs; the user's own where none is given.

    Raises
    ------
    ScenarioError
        If the address can be reached by others and that was not asked for.
    """
    if host not in LOOPBACK and not exposed:
        expected = "an address of this machine alone, such as 127.0.0.1"
        hint = "the dashboard has no log-in; say --no-auth-i-understand to expose it anyway"
        problem = Problem("S208", "dashboard", None, "--host", repr(host), expected, hint)
        raise ScenarioError("dashboard", [problem])
    from simulator.experiments.worker import start  # noqa: PLC0415 - only the server needs it

    worker = start(folder)
    try:
        _listen(application(folder, host=host, exposed=exposed), host, port)
    finally:
        worker.terminate()


def application(
    folder: Path | None = None, *, host: str = "127.0.0.1", exposed: bool = False
) -> Any:  # noqa: ANN401
    """Build the WSGI application over the stored runs.

    Parameters
    ----------
    folder : Path, optional
        Holds runs and jobs; the user's own where none is given.
    host : str
        Address at which it will listen.
    exposed : bool
        Whether requests may name any host.

    Returns
    -------
    Flask
        The application.
    """
    server = create_app(StoredLibrary(folder), StoredDesk(folder), StoredShelf()).server
    if not exposed:
        server.config["TRUSTED_HOSTS"] = [*LOOPBACK, host]
    return server


def _listen(server: Any, host: str, port: int) -> None:  # noqa: ANN401
    if sys.platform == "win32":
        from waitress import serve as listen  # noqa: PLC0415 - not installed elsewhere

        listen(server, host=host, port=port, threads=THREADS, connection_limit=MOST_CONNECTIONS)
        return
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 - not installed on Windows

    class Application(BaseApplication):  # type: ignore[misc]
        """Gunicorn around an application that is there already."""

        def load_config(self) -> None:
            """Set what the command line would."""
            settings = {
                "bind": f"{f'[{host}]' if ':' in host else host}:{port}",
                "worker_class": "gthread",
                "workers": 1,
                "threads": THREADS,
                "keepalive": KEEP_ALIVE_S,
                "worker_connections": CONNECTIONS,
                "loglevel": "warning",
                "control_socket_disable": True,
            }
            for key, value in settings.items():
                if key in self.cfg.settings:
                    self.cfg.set(key, value)

        def load(self) -> Any:  # noqa: ANN401
            """Give the application."""
            return server

    Application().run()
