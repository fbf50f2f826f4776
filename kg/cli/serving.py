"""``kg serve``."""

import argparse
from contextlib import closing

from kg.cli.output import remark
from kg.config import store_url
from kg.errors import JubirError
from kg.store import open_store


def serve(options: argparse.Namespace) -> int:
    """Serve until interrupted; status 1 if the port is taken."""
    import uvicorn

    from api.app import create_app
    from api.settings import Settings

    with closing(open_store(store_url(options.store), readonly=True)) as store:
        app = create_app(store, Settings(ide=not options.no_ide, introspection=not options.no_ide))
        config = uvicorn.Config(
            app, host=options.host, port=options.port, log_level="warning", access_log=False, server_header=False,
            timeout_graceful_shutdown=2,
        )  # fmt: skip
        server = uvicorn.Server(config)
        remark(f"GraphQL at http://{options.host}:{options.port}/graphql; stop with Ctrl-C", quiet=options.quiet)
        try:
            server.run()
        except SystemExit as exc:
            raise JubirError(f"cannot listen on {options.host}:{options.port}; choose another with --port") from exc
    return 0
