"""Start and stop a real Neo4j 5.26 Community server with its Browser, on loopback.

The jars come through the `mvn` client from the coordinates in pom.xml; the machine's Java 17 or later runs them.
Each server has a home folder of its own; nothing is shared and nothing listens beyond 127.0.0.1.
"""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from neo4j import GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable

POM = Path(__file__).with_name("pom.xml")
READY_TIMEOUT_S = 120

# Netty and the page cache reach into these packages; the server warns or fails without.
OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")
JAVA_OPTIONS = (
    "-Xms128m",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
)
MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint"
ADMIN_CLASS = "org.neo4j.cli.AdminTool"


class ServerError(Exception):
    """The server cannot be had or did not start; the text says what to do."""


def missing_tools() -> list[str]:
    """Programs that this needs and the machine lacks."""
    return [tool for tool in ("java", "mvn") if shutil.which(tool) is None]


def fetch_jars(folder: Path) -> Path:
    """Bring the server's jars into ``folder`` through Maven; does nothing when they are there.

    Of several processes that ask at once, one fetches and the others wait: Maven does not guard its own repository.
    """
    # all folders have one lock: what is not guarded is the repository that they are filled from
    with POM.open(encoding="utf-8") as pom:
        fcntl.flock(pom, fcntl.LOCK_EX)
        wanted, done = pom.read(), folder / ".complete"
        if done.exists() and done.read_text(encoding="utf-8") == wanted:
            return folder
        shutil.rmtree(folder, ignore_errors=True)
        command = ["mvn", "-B", "-ntp", "-q", "-f", str(POM), "dependency:copy-dependencies"]
        options = ["-DincludeScope=runtime", f"-DoutputDirectory={folder.absolute()}"]
        result = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
        if result.returncode:
            raise ServerError(f"mvn could not fetch Neo4j:\n{result.stdout[-2000:]}{result.stderr[-2000:]}")
        done.write_text(wanted, encoding="utf-8")
    return folder


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server keeps its data and how to reach it."""

    home: Path
    lib: Path
    password: str
    bolt_port: int
    http_port: int
    heap_mb: int = 1024

    @property
    def bolt_url(self) -> str:
        """For drivers and for ``kg --store``."""
        return f"neo4j://127.0.0.1:{self.bolt_port}"

    @property
    def direct_url(self) -> str:
        """The same over a plain connection."""
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def browser_url(self) -> str:
        """For people."""
        return f"http://127.0.0.1:{self.http_port}/browser/"

    def configure(self, *, guide_url: str | None = None) -> None:
        """Write neo4j.conf and set the password, once per home folder."""
        conf = self.home / "conf"
        conf.mkdir(parents=True, exist_ok=True)
        (conf / "neo4j.conf").write_text(self._settings(guide_url), encoding="utf-8")
        if not (self.home / "data").exists():
            self._set_password()

    def _settings(self, guide_url: str | None) -> str:
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{self.bolt_port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.bolt_port}",
            "server.http.listen_address": f"127.0.0.1:{self.http_port}",
            "server.http.advertised_address": f"127.0.0.1:{self.http_port}",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": "256m",
            "db.tx_log.preallocate": "false",
            "db.tx_log.rotation.retention_policy": "keep_none",
            "dbms.usage_report.enabled": "false",
            "client.allow_telemetry": "false",
            "browser.remote_content_hostname_whitelist": "127.0.0.1,localhost",
            "internal.server.bolt.thread_pool_shutdown_wait_time": "0s",
        }
        if guide_url:
            settings["browser.post_connect_cmd"] = f"play {guide_url}"
        return "".join(f"{key}={value}\n" for key, value in sorted(settings.items()))

    def _java(self, *options: str) -> list[str]:
        return ["java", *options, "-cp", f"{self.lib.absolute()}/*"]

    def _environment(self) -> dict[str, str]:
        home = str(self.home.absolute())
        return {**os.environ, "NEO4J_HOME": home, "NEO4J_CONF": f"{home}/conf"}

    def _set_password(self) -> None:
        # A password may begin with a hyphen.
        command = [*self._java(), ADMIN_CLASS, "dbms", "set-initial-password", "--", self.password]
        done = subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise ServerError(f"the password could not be set: {done.stdout}{done.stderr}")

    def start(self) -> int:
        """Start the server, wait until it answers on Bolt, give its process id."""
        opens = [word for package in OPENED for word in ("--add-opens", f"{package}=ALL-UNNAMED")]
        java = self._java(*JAVA_OPTIONS, f"-Xmx{self.heap_mb}m", *opens, "--enable-native-access=ALL-UNNAMED")
        home = self.home.absolute()
        command = [*java, MAIN_CLASS, f"--home-dir={home}", f"--config-dir={home}/conf"]
        with (self.home / "console.log").open("ab") as log:
            process = subprocess.Popen(command, env=self._environment(), stdout=log, stderr=log, start_new_session=True)
        (self.home / "server.pid").write_text(str(process.pid), encoding="utf-8")
        self._wait(process)
        return process.pid

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_TIMEOUT_S
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise ServerError(f"Neo4j ended at once:\n{self._last_words()}")
            if self.answers():
                return
            time.sleep(0.2)
        self.stop()
        raise ServerError(f"Neo4j did not answer in {READY_TIMEOUT_S} s:\n{self._last_words()}")

    def answers(self) -> bool:
        """True if the server takes a Bolt handshake and the password."""
        try:
            # bolt:// asks this one server; neo4j:// would log each try to find a cluster
            with GraphDatabase.driver(self.direct_url, auth=("neo4j", self.password)) as driver:
                driver.verify_connectivity()
        except (ServiceUnavailable, DriverError, Neo4jError, OSError):
            return False
        return True

    def _last_words(self) -> str:
        return (self.home / "console.log").read_text(encoding="utf-8", errors="replace")[-2000:]

    def stop(self, *, kill: bool = False) -> None:
        """End the server by its process id; ``kill`` gives it no time to tidy up."""
        pid_file = self.home / "server.pid"
        if not pid_file.exists():
            return
        pid = int(pid_file.read_text(encoding="utf-8"))
        pid_file.unlink()
        end(pid, kill=kill)


def end(pid: int, *, kill: bool) -> None:
    """Send the signal and wait until the process is gone."""
    try:
        os.kill(pid, signal.SIGKILL if kill else signal.SIGTERM)
        for _ in range(600):
            if has_ended(pid):
                return
            time.sleep(0.1)
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def has_ended(pid: int) -> bool:
    """True if the process is gone; collects it first if it is our child."""
    try:
        done, _ = os.waitpid(pid, os.WNOHANG)
        return done == pid
    except ChildProcessError:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        return False
