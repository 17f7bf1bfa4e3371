"""Compile the short lists into lock files with hashes, for every platform."""

import subprocess

from steps import ROOT

UV = str(ROOT / ".venv" / "bin" / "uv")

for name in ("requirements", "requirements-dev"):
    subprocess.run(
        [
            UV, "pip", "compile", f"{name}.in", "-o", f"{name}.txt",
            "--generate-hashes", "--universal", "--python-version", "3.11", "--quiet",
            "--custom-compile-command", "make lock", "--no-emit-index-url", "--no-emit-find-links",
        ],
        cwd=ROOT,
        check=True,
    )  # fmt: skip
