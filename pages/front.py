"""The front-end packages: fetched at set-up, trimmed of what is GOV.UK's alone, then served.

The typeface and the crest are licensed for services on GOV.UK only. They are dropped from the
style sheets here and their files are never copied.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
ASSET = re.compile(r"url\(\s*[\"']?/assets/[^)]*\)")
FONT_STACK = re.compile(r"[\"']?GDS Transport[\"']?\s*,\s*arial\s*,\s*sans-serif", re.IGNORECASE)
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*")

#: Where each served file comes from, under node_modules.
FILES = {
    "govuk-frontend.min.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "moj-frontend.min.css": "@ministryofjustice/frontend/moj/moj-frontend.min.css",
}
STAMP = ".fetched"


class FrontError(Exception):
    """The packages could not be fetched; the message says what to do."""


def plain_css(css: str) -> str:
    """The same style sheet in Arial or Helvetica, with no font, crest or icon file behind it."""
    plain = FONT_FACE.sub("", css)
    plain = FONT_STACK.sub("Arial,Helvetica,sans-serif", plain)
    plain = plain.replace("GDS Transport", "Arial")
    return SOURCE_MAP.sub("", ASSET.sub("none", plain))


def plain_js(js: str) -> str:
    """The same script without the address of its source map, which is not served."""
    return SOURCE_MAP.sub("", js)


def stamp(project: Path) -> str:
    """What the served files were made from: the lock file and this module."""
    digest = hashlib.sha256((project / "package-lock.json").read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()


def is_current(project: Path, folder: Path) -> bool:
    """Whether the folder already holds what the lock file asks for."""
    kept = folder / STAMP
    present = all((folder / name).is_file() for name in FILES)
    return present and kept.is_file() and kept.read_text() == stamp(project)


def fetch(project: Path, folder: Path) -> None:
    """Install the locked packages and write the files to serve. Raises FrontError."""
    install(project)
    write(project / "node_modules", folder)
    (folder / STAMP).write_text(stamp(project))


def install(project: Path) -> None:
    """Run npm ci with the node of this environment, else the one on the machine."""
    environment = {**os.environ, "PATH": _path()}
    npm = shutil.which("npm", path=environment["PATH"])
    if npm is None:
        raise FrontError(
            "npm was not found. Install the Python requirements, which bring it, or Node.js."
        )
    ran = subprocess.run(  # noqa: S603 - npm, with fixed arguments
        [npm, "ci", "--no-audit", "--no-fund"],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 0:
        lines = (ran.stderr or ran.stdout).strip().splitlines()[-6:]
        raise FrontError("npm could not fetch the front-end packages:\n" + "\n".join(lines))


def write(modules: Path, folder: Path) -> None:
    """Write the trimmed files into the folder that is served."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, place in FILES.items():
        source = modules / place
        if not source.is_file():
            raise FrontError(f"{source} is missing. Run manage.py fetch_front --again.")
        text = source.read_text(encoding="utf-8")
        trimmed = plain_css(text) if name.endswith(".css") else plain_js(text)
        (folder / name).write_text(trimmed, encoding="utf-8")


def _path() -> str:
    """The search path with this Python environment's own programs first."""
    own = str(Path(sys.prefix) / "bin")
    return os.pathsep.join([own, os.environ.get("PATH", os.defpath)])
