"""Neo4j Browser in headless Chromium, driven as a person would."""

import base64
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SIZE: ViewportSize = {"width": 1280, "height": 800}
PATIENCE_MS = 60_000
TRIES = 30
COMMAND_LENGTH = 60
"""Characters of a query by which its frame is known; the frame shows the first line only."""

STAY_AT_HOME = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""Finds no host but this machine: the Browser asks for fonts and analytics from elsewhere."""

DROP = """text => {
  const bytes = Uint8Array.from(atob(text), char => char.charCodeAt(0))
  const data = new DataTransfer()
  data.items.add(new File([bytes], 'queries.zip', {type: 'application/zip'}))
  for (const name of ['dragenter', 'dragover', 'drop']) {
    const event = new DragEvent(name, {bubbles: true, cancelable: true, dataTransfer: data, clientX: 300, clientY: 300})
    document.querySelector('.filedrop').dispatchEvent(event)
  }
}"""


@contextmanager
def chromium_page() -> Iterator[Page]:
    """A page of the machine's Chromium. Without one: skips, or fails where KG_REQUIRE_BROWSER=1."""
    if CHROMIUM is None:
        reason = "needs Chromium (apt-get install chromium)"
        if os.environ.get("KG_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        # root in a container has no sandbox; all pages are ours
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", STAY_AT_HOME])
        page = browser.new_context(viewport=SIZE, color_scheme="light").new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page
        browser.close()


class Window:
    """A connected Neo4j Browser."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def frames(self, text: str) -> Locator:
        """Frames of this command or query, the newest first."""
        start = " ".join(text.split())[:COMMAND_LENGTH]
        command = self.page.get_by_test_id("frameCommand").filter(has_text=start)
        return self.page.get_by_test_id("frame").filter(has=command)

    def connect(self, address: str, password: str) -> None:
        """Open the Browser and log in over plain Bolt, at the address that it offers itself."""
        page = self.page
        page.goto(address, wait_until="domcontentloaded")
        page.get_by_test_id("bolt-scheme-select").select_option("bolt://")
        page.get_by_test_id("username").fill("neo4j")
        page.get_by_test_id("password").fill(password)
        page.get_by_test_id("connect").click()
        page.get_by_test_id("disconnectedBanner").wait_for(state="detached")
        page.get_by_test_id("frameCommand").filter(has_text=":play").first.wait_for()

    def write(self, text: str) -> None:
        """Replace what is in the editor."""
        self.page.locator('[data-testid="activeEditor"] .monaco-editor').first.click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def press_run(self, text: str) -> Locator:
        """Run ``text``, which is in the editor; give its frame."""
        # by its command, not by its place: what the Browser opens itself may come to lie on top later
        frames = self.frames(text)
        number = frames.count()
        self.page.get_by_test_id("editor-Run").click()
        frames.nth(number).wait_for()
        return frames.first

    def run(self, text: str) -> Locator:
        """Run a command or query; give its frame."""
        self.write(text)
        return self.press_run(text)

    def fetch(self, command: str, expected: str) -> Locator:
        """Run a command that fetches a file; give its frame when ``expected`` is in it."""
        for _ in range(TRIES):
            frame = self.run(command)
            refused = frame.get_by_text("not allowed")
            there = frame.get_by_text(expected)
            there.or_(refused).first.wait_for()
            if there.count():
                return frame
            # the Browser learns some time after connecting which hosts the server allows
            self.page.wait_for_timeout(1_000)
        raise AssertionError(f"the server does not allow {command}")

    def show(self, cypher: str) -> Locator:
        """Run a query and wait for the drawn graph."""
        frame = self.run(cypher)
        frame.locator("svg g.node").first.wait_for()
        return frame

    def drop(self, packed: bytes) -> None:
        """Drop a zip of saved queries onto the window and open the favourites."""
        self.page.evaluate(DROP, base64.b64encode(packed).decode("ascii"))
        self.page.get_by_test_id("navigationFavorites").click()


def captions(frame: Locator) -> list[str]:
    """What is written on the nodes, the lines of a caption joined."""
    nodes = frame.locator("svg g.node")
    nodes.locator("text").first.wait_for()
    return ["".join(node.locator("text").all_text_contents()).strip() for node in nodes.all()]


def colours(frame: Locator) -> set[str]:
    """Fill colours of the nodes, as in the style."""
    circles = frame.locator("svg g.node circle.b-outline").all()
    return {(circle.get_attribute("fill") or "").upper() for circle in circles}
