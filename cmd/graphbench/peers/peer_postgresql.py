"""PostgreSQL: a table of entities and one of edges, the latter once from each
end and clustered by it; prepared statements with recursive CTEs, over one
connection on loopback. The server is started by graphbench."""

import io

import psycopg2
import psycopg2.errors

import common

MOST_HOPS = 8  # a CTE cannot remember what it has seen: without a bound it never ends where there is no path
GIVE_UP = 20  # seconds for one question

args = common.arguments()
db = psycopg2.connect(args.server)
db.autocommit = True
c = db.cursor()


def make():
    c.execute("""CREATE TABLE entity(n int PRIMARY KEY, id text UNIQUE, zh text, en text, type text);
        CREATE TABLE stated(a int, b int, relation text, outgoing bool)""")
    at, lines = {}, io.StringIO()
    for n, (id, zh, en, label) in enumerate(common.rows(args, "nodes.csv")):
        at[id] = n
        lines.write(f"{n}\t{id}\t{zh}\t{en}\t{label}\n")
    lines.seek(0)
    c.copy_expert("COPY entity FROM STDIN", lines)
    lines, held = io.StringIO(), 0

    def send():
        lines.seek(0)
        c.copy_expert("COPY stated FROM STDIN", lines)

    for a, b, relation in common.rows(args, "edges.csv"):
        lines.write(f"{at[a]}\t{at[b]}\t{relation}\tt\n{at[b]}\t{at[a]}\t{relation}\tf\n")
        held += 1
        if held == 1_000_000:
            send()
            lines, held = io.StringIO(), 0
    send()
    c.execute("CREATE INDEX stated_a ON stated(a) INCLUDE (b)")
    c.execute("CLUSTER stated USING stated_a")
    c.execute("CREATE INDEX entity_type ON entity(type)")
    c.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    c.execute("CREATE INDEX entity_zh ON entity USING gin(zh gin_trgm_ops)")
    c.execute("CREATE INDEX entity_en ON entity USING gin(en gin_trgm_ops)")
    c.execute("VACUUM ANALYZE")
    c.execute(f"SET statement_timeout = '{GIVE_UP}s'")


c.execute("SHOW server_version")
common.load({
    "tool": "PostgreSQL", "version": c.fetchone()[0].split()[0],
    "note": f"paths are answered as lengths, of at most {MOST_HOPS} hops; neighborhoods of more than one hop without the edges; searches as the first names found, in no order; {GIVE_UP} s for one question"}, make)
prepared = {}


def query(sql, types, *parameters):
    """Run a statement, prepared at its first use. None where it takes too long."""
    name = prepared.get(sql)
    if name is None:
        name = prepared[sql] = f"q{len(prepared)}"
        c.execute(f"PREPARE {name}({types}) AS {sql}")
    try:
        c.execute(f"EXECUTE {name}({', '.join(['%s'] * len(parameters))})", parameters)
        return c.fetchall()
    except psycopg2.errors.QueryCanceled:
        return None


def size(found):
    return None if found is None else len(found)


def walk(kind, hops, exempt="false"):
    """The recursive part: who is how many hops away, each pair once."""
    conditions = [f"r.d < {hops}"]
    join = ""
    if kind.get("relation"):
        conditions.append(f"s.relation = '{kind['relation']}'")
    if kind.get("type"):
        join = "JOIN entity t ON t.n = s.b"
        conditions.append(f"(t.type = '{kind['type']}' OR {exempt})")
    return f"""WITH RECURSIVE r(n, d) AS (SELECT n, 0 FROM entity WHERE id = $1 UNION
        SELECT s.b, r.d + 1 FROM r JOIN stated s ON s.a = r.n {join} WHERE {' AND '.join(conditions)})"""


def neighborhood(kind, id):
    limit, depth = kind["limit"], kind["depth"]
    if depth == 1:
        found = query("""SELECT o.id, o.zh, o.en, o.type, s.relation, s.outgoing FROM entity e
            JOIN stated s ON s.a = e.n JOIN entity o ON o.n = s.b WHERE e.id = $1""", "text", id)
        return None if found is None else min(limit, len({r[0] for r in found}))
    # An entity comes at most once per depth, so this many rows hold enough of them.
    sql = f"""{walk(kind, depth)} SELECT o.id, o.zh, o.en, o.type
        FROM (SELECT DISTINCT n FROM (SELECT n FROM r LIMIT {(limit + 1) * depth + 1}) first) f
        JOIN entity o ON o.n = f.n WHERE o.id <> $1 LIMIT {limit}"""
    found = query(sql, "text", id)
    return size(found)


def path(kind, a, b):
    found = query(f"{walk(kind, MOST_HOPS, 't.id = $2')} SELECT d FROM r WHERE n = (SELECT n FROM entity WHERE id = $2) LIMIT 1",
                  "text, text", a, b)
    return [found[0][0]] if found else None  # nothing found within the bound does not say that there is none


def ask(kind, sample):
    if kind["ask"] == "neighborhood":
        return neighborhood(kind, sample[0])
    if kind["ask"] == "paths":
        return path(kind, *sample)
    if kind["ask"] == "list":
        return size(query(f"""SELECT e.id, e.zh, e.en, e.type, (SELECT count(*) FROM stated s WHERE s.a = e.n) AS degree
            FROM entity e WHERE e.type = $1 ORDER BY degree DESC, e.id LIMIT {kind['limit']}""", "text", sample[0]))
    matches = "en ILIKE" if sample[0].isascii() else "zh LIKE"
    return size(query(f"SELECT id, zh, en, type FROM entity WHERE {matches} $1 LIMIT {kind['limit']}", "text", f"%{sample[0]}%"))


def cannot(kind):
    if kind.get("k"):
        return "a recursive CTE would have to make all simple paths first"
    if kind["over"] == "pinyin":
        return "PostgreSQL knows no pinyin"
    return None


def memory():
    """That of the server and its processes, this connection's among them, each
    shared page counted once; 0 where it cannot be read."""
    c.execute("SELECT pid FROM pg_stat_activity")
    processes = {pid for (pid,) in c.fetchall()}
    try:
        with open(f"/proc/{min(processes)}/stat") as f:
            processes.add(int(f.read().rpartition(")")[2].split()[1]))  # their parent
        return sum(common.kilobytes(f"/proc/{pid}/smaps_rollup", "Pss") for pid in processes)
    except OSError:
        return 0


common.run(args, cannot, ask, memory)
db.close()
