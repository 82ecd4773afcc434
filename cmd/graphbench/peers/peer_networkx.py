"""networkx: one undirected Graph; the edges between two entities are a list at
the pair, with their direction and relation, and entities carry their names."""

from itertools import islice

import networkx as nx

import common


def make():
    g = nx.Graph()
    for id, zh, en, label in common.rows(args, "nodes.csv"):
        g.add_node(id, zh=zh, en=en, type=label)
    for start, end, relation in common.rows(args, "edges.csv"):
        pair = g.get_edge_data(start, end)
        if pair is None:
            g.add_edge(start, end, stated=[(start, end, relation)])
        else:
            pair["stated"].append((start, end, relation))
    return g


args = common.arguments()
g = common.load({
    "tool": "networkx", "version": nx.__version__,
    "note": "filters of paths are views of the graph, which networkx applies inside its search"}, make)


def neighborhood(kind, id):
    """The entities and the edges that lead to them, with names and relations. A
    loop that all peers in Python share would cost a fifth of the time."""
    limit, relation, type = kind["limit"], kind.get("relation"), kind.get("type")
    nodes, found, edges = g.nodes, {id}, []
    level = [id]
    for _ in range(kind["depth"]):
        following = []
        for n in level:
            for other, pair in g.adj[n].items():
                stated = pair["stated"]
                if relation:
                    stated = [e for e in stated if e[2] == relation]
                    if not stated:
                        continue
                if other not in found:
                    if type and nodes[other]["type"] != type:
                        continue
                    if len(found) > limit:
                        return answer(found, edges)
                    found.add(other)
                    following.append(other)
                edges.extend(stated)
        level = following
    return answer(found, edges)


def answer(found, edges):
    nodes = [(n, g.nodes[n]) for n in found]
    return len(nodes) - 1


def narrowed(kind, a, b):
    relation, type = kind.get("relation"), kind.get("type")
    if relation:
        return nx.subgraph_view(g, filter_edge=lambda x, y: any(e[2] == relation for e in g.adj[x][y]["stated"]))
    if type:
        return nx.subgraph_view(g, filter_node=lambda n: n == a or n == b or g.nodes[n]["type"] == type)
    return g


def told(path):
    """The path with names and the edges of each hop."""
    return [g.nodes[n] for n in path], [g.adj[a][b]["stated"] for a, b in zip(path, path[1:])]


def ask(kind, sample):
    if kind["ask"] == "neighborhood":
        return neighborhood(kind, sample[0])
    if kind["ask"] == "list":
        of_type = [n for n, d in g.nodes(data=True) if d["type"] == sample[0]]
        of_type.sort(key=lambda n: (-g.degree(n), n))
        return len([(n, g.nodes[n]) for n in of_type[: kind["limit"]]])
    a, b = sample
    try:
        if kind.get("k"):
            paths = list(islice(nx.shortest_simple_paths(g, a, b), kind["k"]))
        else:
            paths = [nx.bidirectional_shortest_path(narrowed(kind, a, b), a, b)]
    except nx.NetworkXNoPath:
        paths = []
    for p in paths:
        told(p)
    return [len(p) - 1 for p in paths]


common.run(args, common.no_search, ask)
