"""A page built by a process of its own, which gets ready while the run is still lived.

The libraries that draw take some seconds to come up, and hold Python meanwhile. A short run would spend a quarter of
its time waiting for them; on another core they cost it nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from sousveil.contract.errors import RequestError, SousveilError
from sousveil.language import speaking, spoken

COMMAND = (sys.executable, "-m", "sousveil.report.apart")


class Builder:
    """The process that waits for a folder. Without an answer from it, pages are built here."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def build(self, folder: Path) -> Path:
        """What `report.build` does, and the errors it raises."""
        from sousveil import report

        answer = self._asked({"folder": str(folder.absolute()), "language": spoken()})
        if answer is None:  # it is gone, for whatever reason
            return report.build(folder)
        if "problem" in answer:
            raise RequestError(**answer)
        return Path(answer["page"])

    def _asked(self, question: dict[str, str]) -> dict[str, Any] | None:
        try:
            said, _ = self.process.communicate(json.dumps(question) + "\n")
        except OSError:
            return None
        return json.loads(said) if self.process.returncode == 0 and said.strip() else None


@contextmanager
def waiting() -> Iterator[Builder]:
    """A builder that gets ready now, and is gone afterwards whatever happens."""
    process = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
        start_new_session=True,  # whoever stops the run with Ctrl-C stops the run, which then stops this
    )  # fmt: skip
    try:
        yield Builder(process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def answered(question: str) -> dict[str, Any]:
    """The page of the folder, or the parts of the error."""
    from sousveil import report

    asked = json.loads(question)
    try:
        with speaking(asked["language"]):
            return {"page": str(report.build(Path(asked["folder"])))}
    except RequestError as error:
        keys = ("problem", "where", "found", "allowed", "nearest")
        return {key: getattr(error, key) for key in keys}


def main(questions: IO[str], answers: IO[str]) -> None:
    """Get ready, wait for one question, answer it."""
    from sousveil.report import charts

    import_module("sousveil.report.pages")
    with suppress(SousveilError):
        charts.ready()
        charts.lines([{"x": 0, "y": 0}, {"x": 1, "y": 1}], x="", y="")  # the first picture takes as long as ten
    question = questions.readline()
    if question:
        answers.write(json.dumps(answered(question)) + "\n")


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
