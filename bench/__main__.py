"""`python -m bench`: measure everything and print tables; `python -m bench weight memory` measures these only.

Each part runs in a process of its own, so that none is measured in the other's memory. Not timed tests: the figures are
for people to read, on a machine that does nothing else.
"""

import subprocess
import sys

# What is measured, in this order; screenshots only when asked for.
PARTS = ["retrieval", "search", "requests", "weight", "memory"]
ON_REQUEST = ["shots"]


def main(asked: list[str]) -> int:
    """Run the parts that were asked for, or all; 1 when one of them failed or is not known."""
    failed = []
    for name in asked or PARTS:
        if name not in PARTS + ON_REQUEST:
            print(f"There is nothing to measure called {name}. Choose from: {' '.join(PARTS + ON_REQUEST)}")
            failed.append(name)
            continue
        print(f"\n=== {name} ===", flush=True)
        if subprocess.run([sys.executable, "-c", f"from bench.{name} import main; main()"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nNot measured: {' '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
