"""Tables on a terminal."""

from collections.abc import Iterable, Sequence


def show(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; numbers to the right, words to the left."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[column]) for line in [list(header), *lines]) for column in range(len(header))]
    print(f"\n{title}")
    print("  " + "  ".join(name.ljust(width) for name, width in zip(header, widths, strict=True)).rstrip())
    for line in lines:
        print("  " + "  ".join(aligned(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip())


def aligned(cell: str, width: int) -> str:
    """Numbers under numbers."""
    return cell.rjust(width) if cell[:1].isdigit() else cell.ljust(width)
