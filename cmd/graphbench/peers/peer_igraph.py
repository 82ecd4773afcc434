"""igraph: one directed Graph that is asked in both directions; entities and edges
carry attributes. Paths by hops run in its C core."""

from bisect import bisect_left
import warnings

import igraph

import common


def make():
    ids, zh, en, types, at = [], [], [], [], {}
    for id, name_zh, name_en, label in common.rows(args, "nodes.csv"):
        at[id] = len(ids)
        ids.append(id)
        zh.append(name_zh)
        en.append(name_en)
        types.append(label)
    ends, relations = [], []
    for start, end, relation in common.rows(args, "edges.csv"):
        ends.append((at[start], at[end]))
        relations.append(relation)
    g = igraph.Graph(n=len(ids), edges=ends, directed=True)
    g.vs["id"], g.vs["zh"], g.vs["en"], g.vs["type"] = ids, zh, en, types
    g.es["relation"] = relations
    # Without directions and parallel edges, for k paths, as igraph tells paths apart by edges.
    simple = g.as_undirected(mode="collapse", combine_edges="ignore")
    return g, simple, at


warnings.filterwarnings("ignore", message="Couldn't reach some vertices")  # no path is an answer
args = common.arguments()
g, simple, at = common.load({
    "tool": "igraph", "version": igraph.__version__,
    "note": "it cannot filter inside a search: a filtered path is searched in a subgraph that is made for the question"}, make)


def neighborhood(kind, start):
    """The entities and the edges that lead to them, with names and relations. A
    loop that all peers in Python share would cost a tenth or more of the time."""
    limit, relation, type = kind["limit"], kind.get("relation"), kind.get("type")
    found, edges, level = {start}, [], [start]
    for _ in range(kind["depth"]):
        following = []
        for n in level:
            for e in g.es[g.incident(n, mode="all")]:
                if relation and e["relation"] != relation:
                    continue
                other = e.target if e.source == n else e.source
                if other not in found:
                    if type and g.vs[other]["type"] != type:
                        continue
                    if len(found) > limit:
                        return answer(found, edges)
                    found.add(other)
                    following.append(other)
                edges.append(e)
        level = following
    return answer(found, edges)


def answer(found, edges):
    nodes = [v.attributes() for v in g.vs[list(found)]]
    told = [(e.source, e.target, e["relation"]) for e in edges]
    return len(nodes) - 1


def shortest(kind, a, b):
    relation, type = kind.get("relation"), kind.get("type")
    where, x, y = g, a, b
    if relation:
        where = g.subgraph_edges(g.es.select(relation_eq=relation), delete_vertices=False)
    elif type:
        keep = g.vs.select(type_eq=type).indices  # ascending
        for n in a, b:
            place = bisect_left(keep, n)
            if place == len(keep) or keep[place] != n:
                keep.insert(place, n)
        where = g.induced_subgraph(keep)
        x, y = bisect_left(keep, a), bisect_left(keep, b)
    path = where.get_shortest_paths(x, to=y, mode="all")[0]
    return [where.vs[n].attributes() for n in path]


def several(k, a, b):
    paths = simple.get_k_shortest_paths(a, to=b, k=k, mode="all")
    return [[g.vs[n].attributes() for n in p] for p in paths]


def ask(kind, sample):
    if kind["ask"] == "neighborhood":
        return neighborhood(kind, at[sample[0]])
    if kind["ask"] == "list":
        of_type = g.vs.select(type_eq=sample[0])
        ranked = sorted(zip(of_type.degree(), of_type["id"], of_type), key=lambda r: (-r[0], r[1]))
        return len([v.attributes() for _, _, v in ranked[: kind["limit"]]])
    a, b = at[sample[0]], at[sample[1]]
    if kind.get("k"):
        return [len(p) - 1 for p in several(kind["k"], a, b) if p]
    path = shortest(kind, a, b)
    return [len(path) - 1] if path else []


common.run(args, common.no_search, ask)
