"""python -m sousveil.studio.work DESCRIPTOR: one job, told over an open socket and reported over it, then the end."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from types import FrameType

from sousveil.contract.errors import RequestError, SousveilError
from sousveil.language import speaking
from sousveil.studio.work.wire import Line


def main(descriptor: int) -> int:
    """Do what the line tells, and say how it ended."""
    line = Line(descriptor)

    def stop(number: int, frame: FrameType | None) -> None:
        line.stopping = True
        raise KeyboardInterrupt

    try:
        signal.signal(signal.SIGINT, stop)
        line.open()
        line.say("stage", phase="starting", done=0, total=0)
        from sousveil.studio.work.doing import DOING  # the engine takes seconds to import, and a pause may be asked for

        line.heed()
        with speaking(line.told["language"]):
            line.say("done", result=DOING[line.told["kind"]](line.told, line))
    except RequestError as error:
        line.say("failed", what=error.problem, where=error.where, found=error.found, allowed=error.allowed,
                 nearest=error.nearest)  # fmt: skip
    except SousveilError as error:
        line.say("failed", what=str(error))
    except KeyboardInterrupt as stopped:
        left = line.told.get("out") or line.told.get("folder")
        if line.told["kind"] in ("run", "resume") and left is not None and Path(left).is_dir():
            line.say("kept", name=Path(left).name)  # it can be gone on with
        line.say("stopped", text=str(stopped) or "stopped; nothing was written")
    except (OSError, MemoryError) as error:
        line.say("failed", what=f"it failed: {error or type(error).__name__}")
    line.finish()
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
