"""How often each way of aligning two texts of an ordinance is right, on amendments whose alignment is known.

Amendments are made from the sample ordinances by seed: articles are moved, renumbered, reworded, split, merged, added and
removed.  Two baselines run on the same amendments: the longest common run of headings, and TF-IDF with cosine.
"""

import math
import random
import re
from collections import Counter
from difflib import SequenceMatcher

from pirules.data import ordinances_dir
from pirules.ordinance import load
from pirules.ordinance.model import NodeType
from pirules.report.comparison.align import align
from pirules.report.comparison.lines import Unit, units

ROUNDS = 60
NEW_ARTICLES = (
    "市長は、災害の記録を将来に伝えるため、資料の収集に努めるものとする。",
    "公園の利用時間は、午前九時から午後五時までとする。",
    "委員の任期は三年とし、再任を妨げない。",
)


def article(unit, content, caption):
    """Return ``unit`` with other words."""
    return Unit(unit.type, "", "", caption, unit.place, "", (), content)


def reword(content, rng):
    """Return ``content`` with a few of its phrases replaced or dropped."""
    phrases = re.split(r"(?<=、)", content)
    for _ in range(rng.randint(0, 2)):
        k = rng.randrange(len(phrases))
        phrases[k] = rng.choice(["", "必要があると認めるときは、", phrases[k] * 2])
    return "".join(phrases) or content


def amend(old, rng):
    """Return ``(new units, {(old index, new index)})`` of a random amendment."""
    pieces = []
    for i, unit in enumerate(old):
        roll = rng.random()
        if roll < 0.08:
            continue
        if roll < 0.16 and len(unit.content) > 80:
            middle = unit.content.find("。") + 1
            if 30 < middle < len(unit.content) - 30:
                pieces += [
                    ([i], article(unit, unit.content[:middle], unit.caption)),
                    ([i], article(unit, unit.content[middle:], "")),
                ]
                continue
        if roll < 0.24 and pieces and len(pieces[-1][0]) == 1:
            before, other = pieces[-1]
            pieces[-1] = ([*before, i], article(unit, other.content + unit.content, other.caption))
            continue
        caption = unit.caption if rng.random() < 0.7 else rng.choice(["", "特則", "手続"])
        pieces.append(([i], article(unit, reword(unit.content, rng), caption)))
        if rng.random() < 0.08:
            pieces.append(([], article(unit, rng.choice(NEW_ARTICLES), "雑則")))
    for _ in range(rng.randint(0, 3)):
        pieces.insert(rng.randrange(len(pieces)), pieces.pop(rng.randrange(len(pieces))))
    return [unit for _, unit in pieces], {(i, j) for j, (olds, _) in enumerate(pieces) for i in olds}


def ours(old, new):
    """Return the links of pirules."""
    return {(link.old, link.new) for link in align(old, new)}


def heading_lcs(old, new):
    """Return the links of the longest common run of captions."""
    blocks = SequenceMatcher(
        None, [u.caption for u in old], [u.caption for u in new], autojunk=False
    ).get_matching_blocks()
    return {(b.a + k, b.b + k) for b in blocks for k in range(b.size)}


def tf_idf(old, new):
    """Return for each new unit the old one with the nearest TF-IDF vector of character pairs, above 0.3."""

    def pairs(text):
        return Counter(text[i : i + 2] for i in range(len(text) - 1))

    counts = [pairs(u.content) for u in (*old, *new)]
    seen = Counter(gram for count in counts for gram in count)
    vectors = [{g: n * math.log(1 + len(counts) / seen[g]) for g, n in count.items()} for count in counts]
    norms = [math.sqrt(sum(v * v for v in vector.values())) or 1.0 for vector in vectors]
    links = set()
    for j in range(len(new)):
        b = len(old) + j
        scored = [
            (sum(v * vectors[b].get(g, 0.0) for g, v in vectors[i].items()) / norms[i] / norms[b], i)
            for i in range(len(old))
        ]
        best = max(scored)
        if best[0] > 0.3:
            links.add((best[1], j))
    return links


def main():
    """Print precision, recall and F1 of each way over all amendments."""
    rng = random.Random(20261121)
    ways = {"pirules": ours, "heading LCS": heading_lcs, "TF-IDF": tf_idf}
    totals = {name: [0, 0, 0] for name in ways}
    samples = [
        [unit for unit in units(load(path)) if unit.type is NodeType.ARTICLE and unit.place == "本則"]
        for path in sorted(ordinances_dir().glob("*.txt"))
    ]
    for _ in range(ROUNDS):
        old = rng.choice(samples)
        new, truth = amend(old, rng)
        for name, way in ways.items():
            found = way(old, new)
            totals[name][0] += len(found & truth)
            totals[name][1] += len(found)
            totals[name][2] += len(truth)
    for name, (right, found, truth) in totals.items():
        precision, recall = right / max(1, found), right / max(1, truth)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{name:12} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


if __name__ == "__main__":
    main()
