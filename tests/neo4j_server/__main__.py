"""``python -m tests.neo4j_server start|stop``: a Neo4j to try things out with, kept in .neo4j/."""

import argparse
import os
import secrets
import sys
from pathlib import Path

from tests.neo4j_server.server import Server, ServerError, fetch_jars, free_port, missing_tools

HOME = Path(".neo4j")
DEFAULT_GUIDE = "http://127.0.0.1:8000/browser/guide.html"


def start(options: argparse.Namespace) -> int:
    """Fetch, configure and start; print how to connect and how to stop."""
    if lacking := missing_tools():
        print(f"needed and not found: {', '.join(lacking)} (Java 17 or later and Maven)", file=sys.stderr)
        return 1
    password_file = HOME / "password"
    HOME.mkdir(exist_ok=True)
    password = os.environ.get("NEO4J_PASSWORD") or stored(password_file)
    server = Server(
        home=HOME / "home",
        lib=fetch_jars(HOME / "lib"),
        password=password,
        bolt_port=options.bolt_port or free_port(),
        http_port=options.http_port or free_port(),
    )
    server.stop()
    server.configure(guide_url=options.guide)
    pid = server.start()
    print(f"Neo4j runs as process {pid}.")
    print(f"Browser:   {server.browser_url}   (user neo4j, password in {password_file})")
    print(f"Load it:   NEO4J_PASSWORD=$(cat {password_file}) kg build PATH --store {server.bolt_url}")
    print("Stop it:   make neo4j-stop")
    return 0


def stored(file: Path) -> str:
    """The password of earlier starts, else a new random one, readable by its owner only."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(12), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def stop(_: argparse.Namespace) -> int:
    """Stop the server that `start` started; its data stays."""
    Server(home=HOME / "home", lib=HOME / "lib", password="", bolt_port=0, http_port=0).stop()
    return 0


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="neo4j_server", description=__doc__)
    commands = parser.add_subparsers(required=True)
    starter = commands.add_parser("start", help="start, or restart, the server in .neo4j/")
    starter.add_argument("--bolt-port", type=int, default=7687, help="0 for a free one (default: %(default)s)")
    starter.add_argument("--http-port", type=int, default=7474, help="0 for a free one (default: %(default)s)")
    starter.add_argument("--guide", default=DEFAULT_GUIDE, help="opened on connecting (default: %(default)s)")
    starter.set_defaults(run=start)
    commands.add_parser("stop", help="stop it").set_defaults(run=stop)
    options = parser.parse_args()
    try:
        return int(options.run(options))
    except ServerError as exc:
        print(exc, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
