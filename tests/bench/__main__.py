"""python -m tests.bench [steps|load] ...: the steps side by side, or many viewers at once."""

import sys

from tests.bench import load, steps

COMMANDS = {"steps": steps.main, "load": load.main}

if __name__ == "__main__":
    name, *arguments = sys.argv[1:] or ["steps"]
    if name in COMMANDS:
        COMMANDS[name](arguments)
    else:
        steps.main(sys.argv[1:])
