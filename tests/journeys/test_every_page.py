"""What holds for every page a stranger can reach: it is light, it is ours alone, it is valid, it leads nowhere dead."""

import json
import re
import subprocess
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Browser

from tests.journeys.conftest import missing
from tests.journeys.crawl import Leaf
from tests.journeys.served import Served
from tests.journeys.weight import weigh

CHECKER = Path(settings.BASE_DIR) / "var" / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# The style guide shows every component at once: an editor's tool. French and Spanish pages are the Arabic ones in fewer
# bytes.
UNWEIGHED = re.compile(r"^/(styleguide|fr|es)/")
OPEN_TO_STRANGERS = 20  # the demo has far more; a crawl that finds less has lost its way


def test_no_link_is_dead(leaves: list[Leaf]) -> None:
    assert len(leaves) > OPEN_TO_STRANGERS
    assert {leaf.path: leaf.status for leaf in leaves if leaf.status != 200} == {}


def test_every_page_is_light_and_ours_alone(site: Served, browser: Browser, leaves: list[Leaf]) -> None:
    weights = {leaf.path: weigh(browser, site.address, leaf.path) for leaf in leaves if not UNWEIGHED.match(leaf.path)}
    assert {path: weight for path, weight in weights.items() if weight.elsewhere or not weight.is_light} == {}


def test_every_page_is_valid_html(leaves: list[Leaf], site: Served, tmp_path: Path) -> None:
    if not CHECKER.exists():
        missing(f"NO HTML CHECKER: no page was validated. Run .ci/tools; it fetches {CHECKER.name} with npm.")
    _status, _headers, lost = site.get("/there-is-no-such-page/")
    pages = {leaf.path: leaf.html for leaf in leaves} | {"404": lost.decode()}
    names = {f"{number:04}.html": path for number, path in enumerate(pages)}
    for name, path in names.items():
        (tmp_path / name).write_text(pages[path], encoding="utf-8")
    command = [
        "java",
        "-Xss8m",
        "-jar",
        str(CHECKER),
        "--errors-only",
        "--format",
        "json",
        "--exit-zero-always",
        *names,
    ]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    messages = json.loads(told.stderr)["messages"]
    faults = sorted({f"{names[Path(m['url']).name]}: {m['message']}" for m in messages if m["type"] == "error"})
    assert faults == []
