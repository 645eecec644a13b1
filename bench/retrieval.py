"""Retrieval quality through the product itself: import → index → the code path of /search/, no switch anywhere.

nDCG@10 (Järvelin & Kekäläinen 2002), linear gains (gain = grade, discount log2(rank + 1)), the mean over all queries
with at least one relevant document. Cranfield's grades run from 4 (best) to 1, its code −1 counts as 0; CISI's are 0
and 1. Empty documents stay in.
"""

import json
import math
import tarfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import mean, median

from access.viewer import STRANGER
from bench.archives import data, external_ids, fresh_site, import_file, rebuild, write_rows
from bench.tables import show
from search.questions import parse
from search.views import answer_to

COLLECTIONS = {"cranfield": "ir-cranfield.tar.gz", "cisi": "ir-cisi.tar.gz"}
LUCENE = {"cranfield": 0.359, "cisi": 0.371}  # Lucene 9, BM25, English analyser, on the same files
GOAL = 0.37
DEPTH = 10

Grades = dict[str, dict[str, int]]


def read(path: Path) -> tuple[list[dict[str, object]], dict[str, str], Grades]:
    """Rows to import, query id → text, query id → document id → grade."""
    with tarfile.open(path) as archive:
        files = {
            Path(member.name).name: archive.extractfile(member).read().decode() for member in archive if member.isfile()
        }
    rows = [row_of(json.loads(line)) for line in files["corpus.jsonl"].splitlines()]
    queries = dict(line.split("\t", 1) for line in files["queries.tsv"].splitlines())
    grades: Grades = defaultdict(dict)
    for line in files["qrels.tsv"].splitlines():
        query, _zero, document, grade = line.split()
        grades[query][document] = max(int(grade), 0)
    return rows, queries, grades


def row_of(document: dict[str, str]) -> dict[str, object]:
    """A document as a row of an archive; one without a title is called by its number."""
    return {
        "id": document["id"],
        "event": "Collection",
        "title": document["title"] or document["id"],
        "abstract": document["text"],
        "speakers": [document["authors"]] if document.get("authors") else [],
        "language": "eng",
    }


def ndcg(ranking: list[str], grades: dict[str, int]) -> float:
    """nDCG at `DEPTH` of one ranking."""
    ideal = sorted(grades.values(), reverse=True)
    return gain([grades.get(document, 0) for document in ranking]) / gain(ideal)


def gain(grades: list[int]) -> float:
    """Discounted cumulated gain of the first `DEPTH` grades."""
    return sum(grade / math.log2(rank + 2) for rank, grade in enumerate(grades[:DEPTH]))


def measure(name: str, path: Path) -> list[object]:
    """A row of the table."""
    rows, queries, grades = read(path)
    with fresh_site() as folder:
        import_file(write_rows(folder / "collection.jsonl.gz", rows), "the collection")
        rebuild()
        ids = external_ids()
        values, times, silent = [], [], 0
        for query, text in queries.items():
            started = time.perf_counter()
            answer = answer_to(parse({"q": [text]}), STRANGER, "en")
            times.append(time.perf_counter() - started)
            silent += not answer.total
            if any(grades[query].values()):
                ranking = [ids.get(hit.key, "") for hit in answer.hits]
                values.append(ndcg(ranking, grades[query]))
    return [
        name, len(ids), f"{len(values)} of {len(queries)}", f"{mean(values):.4f}", GOAL, LUCENE[name], silent,
        f"{1000 * median(times):.1f} ms",
    ]  # fmt: skip


def main() -> None:
    """Both collections."""
    found = {name: path for name, file in COLLECTIONS.items() if (path := data(file))}
    header = ["collection", "documents", "judged", f"nDCG@{DEPTH}", "goal", "Lucene 9", "no result", "median answer"]
    if found:
        show("Retrieval quality", header, [measure(name, path) for name, path in found.items()])


if __name__ == "__main__":
    main()
