// Made from /openapi.json by `make ui-schema`.
export interface paths {
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This API as a page */
        get: operations["docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is the process alive
         * @description Always 200 while it is.
         */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics for Prometheus
         * @description Latency per route, sizes, requests in flight, the size of the graph, the Go runtime and the process.
         */
        get: operations["metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi-3.0.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This API in OpenAPI 3.0, for tools that do not read 3.1 */
        get: operations["openapi-3.0"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This API in OpenAPI 3.1 */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This API in OpenAPI 3.1, as YAML */
        get: operations["openapi-yaml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Can it take traffic
         * @description 200 when the graph is loaded, 503 before that, while shutting down, and where the store that others change too has been silent for too long.
         */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/articulation-points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the graph would fall apart without
         * @description The entities whose removal leaves more components than there were, those that cut off most first; along edges in both directions, whatever their status.
         */
        get: operations["articulation-points"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/backup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A backup of the store
         * @description All that the store holds, as of one moment, in a form that 'innograph restore' takes; writing goes on meanwhile. Needs the role admin. The trailers Content-Digest and Backup-Length tell whether all of it came; 'innograph backup --url' checks them.
         */
        get: operations["backup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/centrality": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The most central entities
         * @description By degree, betweenness or PageRank over the filtered graph, read without directions.
         */
        get: operations["centrality"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was changed, in order
         * @description Change sets after a number, the oldest first, with the numbers of their statements. A set itself has them whole.
         */
        get: operations["changes"];
        put?: never;
        /**
         * Make a change set of any statements
         * @description Statements to add and ids to remove, all at once or not at all. To add what is there and to remove what is not changes nothing.
         */
        post: operations["commit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Change sets as they are made
         * @description Server-sent events of the type change, whose data is a change set as /v1/changes lists it and whose id is its number. A client that was cut off goes on by Last-Event-ID. Every 15 seconds without news there is a comment.
         */
        get: operations["change-stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One change set, whole
         * @description Who changed what, when and why, with every statement that was added and removed.
         */
        get: operations["change"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes/{number}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a change set back, with a new one
         * @description What it added is removed, and what it removed is added. Where later change sets have changed that again, this is refused: nobody's work is lost.
         */
        post: operations["undo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/communities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The graph divided into communities
         * @description By the Louvain method over the filtered graph, read without directions. The same graph is always divided in the same way.
         */
        get: operations["communities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Places side by side
         * @description One table per indicator over every kind of value. Only like values are ranked; derived values are marked and carry their formula; unlike things are flagged.
         */
        get: operations["compare"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/compared-with": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * With which places one is compared
         * @description Most often first: on which indicators, and who is ahead where that can be said.
         */
        get: operations["compared-with"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How two sources differ, by meaning
         * @description New and gone entities and claims, changed values, changed status, restructured frameworks. A claim is the same where subject, relation and object are; an observation where place, indicator, kind and period are.
         */
        get: operations["diff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List entities
         * @description The entities for which every condition of the filter holds. meta.total counts all pages; the next page is meta.next_cursor and the Link header with rel=next.
         */
        get: operations["entities"];
        put?: never;
        /**
         * Make an entity
         * @description Its type, names, printed forms, aliases and description become statements with the status, basis and references given.
         */
        post: operations["create-entity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that is said of an entity
         * @description The entity with its statements out and in, its attributes, its observations and its evidence. meta.totals counts the statements per relation, also those not shown. The id of an entity that was merged into another is answered with 301.
         */
        get: operations["entity"];
        /**
         * Replace what is said of an entity itself
         * @description What it says already keeps its statements; what is new gets the basis and references given; what is left out is retracted. Relations and observations stay.
         */
        put: operations["replace-entity"];
        post?: never;
        /**
         * Retract an entity with all that is said about it
         * @description Statements about others that mention it stand in the way, unless mentions=true retracts them too. The history keeps everything.
         */
        delete: operations["retract-entity"];
        options?: never;
        head?: never;
        /**
         * Change some of what is said of an entity itself
         * @description A JSON merge patch (RFC 7396) on the form that PUT takes: members given replace those that are there, null takes them away, and lists are replaced whole.
         */
        patch: operations["patch-entity"];
        trace?: never;
    };
    "/v1/entities/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was changed about an entity
         * @description Change sets that add or remove a statement whose subject or object the entity is, the newest first.
         */
        get: operations["history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/entities/{id}/neighborhood": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What surrounds an entity
         * @description The entities within some hops, nearest first, and the edges that lead to them. Filters act inside the search: what they exclude is not walked through. meta.complete says whether the answer is whole, meta.totals how many statements the entity has per relation, and meta.next_cursor leads to the next page, which is again a graph.
         */
        get: operations["neighborhood"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How two entities are connected, told
         * @description The k shortest paths, hop by hop: each statement read in the path's direction, its status, basis and evidence, and what is not certain.
         */
        get: operations["explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole graph
         * @description Every entity and every edge, streamed. Names, observations and evidence of an entity are at /v1/entities/{id}.
         */
        get: operations["export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What an argument lacks
         * @description Problems without a measure or met only in part, measures without an instrument, measures that answer no stated problem, benchmarks of other places without a counterpart, claims in tension with a problem, and numbers that are not given.
         */
        get: operations["gaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/impact": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is lost without an entity
         * @description What becomes unreachable, and which measures, goals and problems lose their only support, when an entity and its statements are taken away.
         */
        get: operations["impact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/layouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The spatial frameworks
         * @description Each with how many members its name counts and whether they are stated.
         */
        get: operations["layouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/layouts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One spatial framework
         * @description As a nested tree, and as a graph with computed positions that do not change while the graph does not.
         */
        get: operations["layout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/observations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Values of indicators
         * @description Each as printed beside its number, with operator, unit, kind, period, flags and evidence. Nothing printed is corrected.
         */
        get: operations["observations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ontology": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The model
         * @description The types of entities, the relations with what they link and how they read, the qualifiers and the units.
         */
        get: operations["ontology"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the graph say what a pack says
         * @description The whole pack becomes one change set: what it says is added, and what the graph says of the pack's source alone and the pack does not is retracted. With dry_run=true the difference is answered. Mistakes are told with line and column, all of them.
         */
        post: operations["put-pack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/paths": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How two entities are connected
         * @description Paths, cheapest first, each with its sentence in Chinese and English; edges[i] of a path holds every parallel edge of hop i. An empty list with meta.complete true means that there is no path; with meta.complete false, that the search gave up, and meta.stopped_by says why. from and to the same have the one path of length 0.
         */
        get: operations["paths"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find entities by name
         * @description The best matches first; matched is the name, alias or printed form that matched.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The documents that statements refer to
         * @description Each with its sections and how many statements refer to them.
         */
        get: operations["sources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One document
         * @description Its attributes, its sections and how many statements refer to them.
         */
        get: operations["source"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sources/{id}/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What of a document the graph holds
         * @description Per section the statements that refer to it; with the text attached, per sentence and number whether it is cited, excluded with a reason, or unused.
         */
        get: operations["coverage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a statement
         * @description A relation between entities, a value or an observation, with qualifiers, status, basis and references. Its id is a hash of its content; to make one that is there changes nothing.
         */
        post: operations["create-statement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/statements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One statement with its evidence
         * @description The statement with its qualifiers, its sentence and its evidence: the source, the section and the terms as printed that stand together in one sentence of it. A statement's id is a hash of its content: what has changed has another id.
         */
        get: operations["statement"];
        /**
         * Put another statement in the place of one
         * @description The old one is retracted and the new one, which has another id, made. Since an id is a hash of the content, the path alone says what is replaced: a statement that was changed meanwhile is not there any more.
         */
        put: operations["replace-statement"];
        post?: never;
        /**
         * Retract a statement
         * @description The history keeps it.
         */
        delete: operations["retract-statement"];
        options?: never;
        head?: never;
        /**
         * Change some of a statement
         * @description A JSON merge patch (RFC 7396) on the form that PUT takes. The changed statement has another id.
         */
        patch: operations["patch-statement"];
        trace?: never;
    };
    "/v1/subgraph": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Some entities and all edges among them
         * @description The induced subgraph: the entities asked for, each once and in that order, and every edge between two of them.
         */
        get: operations["subgraph"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Articulation: {
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /** @description Those that cut off most first, then by id. */
            points: components["schemas"]["ArticulationPoint"][];
            /**
             * Format: int64
             * @description All of them, also those not shown.
             */
            total: number;
        } & {
            [key: string]: unknown;
        };
        ArticulationPoint: {
            /**
             * Format: int64
             * @description How many entities are not in the largest of the pieces.
             */
            cut_off: number;
            /**
             * Format: int64
             * @description Statements in and out whose object is an entity, in the whole graph.
             */
            degree: number;
            /** @description Stable identifier. */
            id: string;
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Into how many components its own falls, itself left out.
             */
            pieces: number;
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        CentralEntity: {
            /** @description Stable identifier. */
            id: string;
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /**
             * Format: double
             * @description The score from 0 to 1: by the number of other entities, by the number of pairs of others; pagerank: the score.
             */
            normalized: number;
            /**
             * Format: int64
             * @description 1 is the highest; equal scores share a rank; among the listed types.
             */
            rank: number;
            /**
             * Format: double
             * @description Degree: neighbours; betweenness: pairs of others whose shortest paths pass it, in shares; pagerank: the chance to be there, all of them make 1.
             */
            score: number;
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        CentralityResult: {
            /**
             * Format: int64
             * @description Pairs of entities that the measure saw linked.
             */
            edges: number;
            /** @description Highest score first; ties by id. */
            entities: components["schemas"]["CentralEntity"][];
            /**
             * Format: int64
             * @description Entities that the filter allows but no edge reaches; they have no score.
             */
            isolated: number;
            /** @description Degree, betweenness or pagerank. */
            measure: string;
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /**
             * Format: int64
             * @description Entities that the measure saw.
             */
            nodes: number;
        } & {
            [key: string]: unknown;
        };
        ChangeForm: {
            /** @description Statements to make. */
            add: components["schemas"]["PlainStatement"][];
            /** @description Why. */
            message: string;
            /** @description Ids of statements to retract. */
            remove: string[];
        } & {
            [key: string]: unknown;
        };
        ChangeList: {
            /** @description The change sets. */
            changes: components["schemas"]["ChangeView"][];
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["ChangeMeta"];
        } & {
            [key: string]: unknown;
        };
        ChangeMeta: {
            /** @description Whether there are no more. */
            complete: boolean;
            /**
             * Format: int64
             * @description The number of the last change set of all.
             */
            last: number;
            /**
             * Format: int64
             * @description Pass it as since or before to get the next page.
             */
            next?: number;
            /** @description limit, where there are more; else null. */
            stopped_by: string | null;
        } & {
            [key: string]: unknown;
        };
        ChangeView: {
            /** @description The statements that were added. */
            add?: components["schemas"]["PlainStatement"][];
            /**
             * Format: int64
             * @description How many statements were added.
             */
            added: number;
            /** @description The name of the key; empty for the service itself. */
            author: string;
            /** @description The entities that it says something about; at most 100 of them. */
            entities: string[];
            /** @description Why. */
            message: string;
            /**
             * Format: int64
             * @description Of the change set: from 1 on, without gaps.
             */
            number: number;
            /** @description The statements that were removed. */
            remove?: components["schemas"]["PlainStatement"][];
            /**
             * Format: int64
             * @description How many statements were removed.
             */
            removed: number;
            /** @description Finds the request in the log. */
            request_id?: string;
            /**
             * Format: date-time
             * @description When it was committed, in UTC.
             */
            time: string;
            /**
             * Format: int64
             * @description The change set that it takes back.
             */
            undoes?: number;
        } & {
            [key: string]: unknown;
        };
        ClaimChange: {
            /** @description In the second graph. */
            after: components["schemas"]["StatementView"];
            /** @description What differs: value, status, basis, qualifiers, references. */
            aspects: string[];
            /** @description In the first graph. */
            before: components["schemas"]["StatementView"];
        } & {
            [key: string]: unknown;
        };
        CommunitiesResult: {
            /** @description The largest first; ties by the first id. */
            communities: components["schemas"]["Community"][];
            /**
             * Format: int64
             * @description Pairs of entities that are linked.
             */
            edges: number;
            /**
             * Format: int64
             * @description Entities that the filter allows but no edge reaches; they are in no community.
             */
            isolated: number;
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /**
             * Format: double
             * @description How much denser the communities are inside than chance would make them, at the resolution asked for; at resolution 1 from -0.5 to 1.
             */
            modularity: number;
            /**
             * Format: int64
             * @description Entities that were divided.
             */
            nodes: number;
            /**
             * Format: double
             * @description More makes smaller communities.
             */
            resolution: number;
        } & {
            [key: string]: unknown;
        };
        Community: {
            /** @description Those with the most statements inside first; ties by id. */
            entities: components["schemas"]["CommunityMember"][];
            /**
             * Format: int64
             * @description Statements between two members.
             */
            inside: number;
            /**
             * Format: int64
             * @description Statements between a member and an entity of another community.
             */
            outside: number;
            /**
             * Format: int64
             * @description Entities.
             */
            size: number;
        } & {
            [key: string]: unknown;
        };
        CommunityMember: {
            /** @description Stable identifier. */
            id: string;
            /**
             * Format: int64
             * @description Statements that it shares with other members.
             */
            inside: number;
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        ComparedIndicator: {
            /** @description The place that is ahead; null where that cannot be said. */
            ahead: string | null;
            /** @description Higher, lower or neither; empty where the graph does not say. */
            better: string;
            /** @description Statements between the two places that name the indicator. */
            comparisons: string[];
            indicator: components["schemas"]["EntityRef"];
            /** @description From what that follows. */
            lead: components["schemas"]["Lead"] | (Record<string, never> | null);
            /** @description The observations of the two places. */
            observations: string[];
        } & {
            [key: string]: unknown;
        };
        ComparedPlace: {
            /** @description The place that is ahead on every indicator for which that can be said; null where it is said of none, or not always of the same place. */
            ahead: string | null;
            /**
             * Format: int64
             * @description On how many of them this place is ahead of the one asked about.
             */
            ahead_on: number;
            /**
             * Format: int64
             * @description On how many it is behind.
             */
            behind_on: number;
            /**
             * Format: int64
             * @description How many indicators they are compared on.
             */
            count: number;
            /** @description By id. */
            indicators: components["schemas"]["ComparedIndicator"][];
            place: components["schemas"]["EntityRef"];
            /**
             * Format: int64
             * @description On how many that cannot be said.
             */
            undecided_on: number;
        } & {
            [key: string]: unknown;
        };
        ComparedWith: {
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /** @description The places with the greatest count; several where they tie. */
            most: string[];
            place: components["schemas"]["EntityRef"];
            /** @description By count, the greatest first, then by id. */
            places: components["schemas"]["ComparedPlace"][];
        } & {
            [key: string]: unknown;
        };
        Comparison: {
            /** @description One table per indicator. */
            indicators: components["schemas"]["IndicatorComparison"][];
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
        } & {
            [key: string]: unknown;
        };
        ComparisonCell: {
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /** @description Where the sources say so. */
            evidence: components["schemas"]["EvidenceView"][];
            /** @description Doubts about what was printed. */
            flags: string[];
            /**
             * Format: int64
             * @description The position of its group in groups.
             */
            group: number | null;
            /** @description The statement's id. */
            id: string;
            indicator: components["schemas"]["EntityRef"];
            /** @description The kind of the value. */
            kind: string;
            /** @description Null where it is ranked. */
            not_ranked_reason: components["schemas"]["Remark"] | (Record<string, never> | null);
            /** @description The editor's remark on how it was read. */
            note: string;
            /** @description How the value relates to the truth: = > ≥ ~ ≤ <. */
            operator: string;
            period: components["schemas"]["Period"];
            /** @description What was observed, mostly a place. */
            place: components["schemas"]["EntityRef"];
            /** @description The value as printed. */
            printed: string;
            /** @description The qualifiers that no other field shows. */
            qualifiers: components["schemas"]["QualifierView"][];
            /**
             * Format: int64
             * @description Among the values of its group; equal values share a rank.
             */
            rank: number | null;
            /** @description What a ratio, rank or comparison is relative to; null where nothing is. */
            relative_to: components["schemas"]["EntityRef"] | (Record<string, never> | null);
            /** @description Read aloud with the templates of the relations. */
            sentence: components["schemas"]["Text"];
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description The value as text. */
            text: string;
            /** @description Null where none is given. */
            unit: components["schemas"]["UnitView"] | (Record<string, never> | null);
            /** @description A number or, for a qualitative observation, a text. */
            value: unknown;
        } & {
            [key: string]: unknown;
        };
        ComparisonRow: {
            /** @description The place that is ahead, this one or the reference; null where that cannot be said. */
            ahead: string | null;
            /** @description Every observation, by kind as the ontology lists them. */
            cells: components["schemas"]["ComparisonCell"][];
            /** @description Computed, not stated. */
            derived: components["schemas"]["DerivedValue"][];
            /** @description From what that follows. */
            lead: components["schemas"]["Lead"] | (Record<string, never> | null);
            /** @description Null where it is ranked. */
            not_ranked_reason: components["schemas"]["Remark"] | (Record<string, never> | null);
            place: components["schemas"]["EntityRef"];
            /**
             * Format: int64
             * @description Its rank in the first group it is in; null where it is not ranked.
             */
            rank: number | null;
        } & {
            [key: string]: unknown;
        };
        Coverage: {
            /** @description Whether the text of the source is attached; without it only citations per section are known. */
            attached: boolean;
            /** @description The name of the source's file, where its text is attached. */
            file?: string;
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /** @description Its sections, in order. */
            sections: components["schemas"]["SectionCoverage"][];
            /** @description The id of the source. */
            source: components["schemas"]["EntityRef"];
            totals: components["schemas"]["CoverageTotals"];
        } & {
            [key: string]: unknown;
        };
        CoverageTotals: {
            /** @description The numbers in digits that stand in it. */
            numerals: components["schemas"]["StateCount"];
            /** @description Its sentences, in their order. */
            sentences: components["schemas"]["StateCount"];
        } & {
            [key: string]: unknown;
        };
        DerivedValue: {
            /** @description Always true. */
            derived: boolean;
            /** @description As in 79 ÷ 14. */
            formula: string;
            /** @description How the value relates to the truth. */
            operator: string;
            /** @description Null for growth. */
            relative_to: components["schemas"]["EntityRef"] | (Record<string, never> | null);
            /** @description The observations that it is computed from. */
            statements: string[];
            /** @description Null for ratios and growth. */
            unit: components["schemas"]["UnitView"] | (Record<string, never> | null);
            /**
             * Format: double
             * @description A ratio or growth has 6 significant digits.
             */
            value: number;
            /**
             * @description Growth is the share by which the value rose over its period.
             * @enum {string}
             */
            what: "difference" | "ratio" | "growth";
        } & {
            [key: string]: unknown;
        };
        Difference: {
            /** @description The version of the first graph. */
            a: string;
            /** @description The version of the second graph. */
            b: string;
            /** @description Claims whose status, basis, qualifiers or references differ. */
            changed: components["schemas"]["ClaimChange"][];
            /** @description Observations of the same thing with another value. */
            changed_values: components["schemas"]["ClaimChange"][];
            /** @description By id. */
            gone_entities: components["schemas"]["EntityChange"][];
            /** @description Claims that the second graph does not make. */
            gone_statements: components["schemas"]["StatementView"][];
            /** @description By id. */
            new_entities: components["schemas"]["EntityChange"][];
            /** @description Claims that the first graph does not make; by subject, relation and object. */
            new_statements: components["schemas"]["StatementView"][];
            /** @description Entities with another description; by id. */
            redescribed: components["schemas"]["TextChange"][];
            /** @description Entities with another name; by id. */
            renamed: components["schemas"]["TextChange"][];
            /** @description Entities in other containers than before, as far as they or a container of theirs are in both graphs; by id. */
            restructured: components["schemas"]["Restructuring"][];
            /** @description Entities with another type; by id. */
            retyped: components["schemas"]["TypeChange"][];
        } & {
            [key: string]: unknown;
        };
        Edge: {
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /** @description The id of the statement. */
            id: string;
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
            /** @description The id of a relation, or of an indicator. */
            relation: string;
            /** @description The id of the subject. */
            source: string;
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description The id of the object. */
            target: string;
        } & {
            [key: string]: unknown;
        };
        Entity: {
            /** @description Other names. */
            aliases: string[];
            /** @description Names as sources print them. */
            as_printed: string[];
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /** @description What it is; may be empty. */
            description: components["schemas"]["Text"];
            /** @description Ids of entities that were merged into it. */
            former_ids: string[];
            /** @description A slug that never changes. */
            id: string;
            /** @description At least one of both languages. */
            name: components["schemas"]["Text"];
            /** @description The evidence of what is new. */
            references: components["schemas"]["Reference"][];
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description The id of a type that is not abstract. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        EntityChange: {
            /** @description Stable identifier. */
            id: string;
            /** @description The entity that has it as a former id in the graph where it is missing. */
            merged_into?: string;
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        EntityList: {
            /** @description The entities of the page. */
            entities: components["schemas"]["Node"][];
            /** @description How many entities, of all pages, share a value; the most first. */
            groups?: components["schemas"]["Group"][];
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
        } & {
            [key: string]: unknown;
        };
        EntityRef: {
            /** @description Stable identifier. */
            id: string;
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        EntityType: {
            /** @description No entity has it as its own type. */
            abstract?: boolean;
            /** @description #rrggbb, for front ends. */
            color: string;
            /** @description What it is. */
            description: components["schemas"]["Text"];
            /** @description A name from the Lucide icon set. */
            icon: string;
            /** @description Stable identifier. */
            id: string;
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
            /** @description The type above it. */
            parent?: string;
            /** @description The name of several. */
            plural: components["schemas"]["Text"];
            /**
             * @description What the code may rely on; subtypes inherit it.
             * @enum {string}
             */
            role?: "indicator" | "source" | "place" | "problem" | "measure" | "goal" | "layout";
        } & {
            [key: string]: unknown;
        };
        EntityView: {
            /** @description Other names under which it is found. */
            aliases?: string[];
            /** @description The names as sources print them. */
            as_printed?: string[];
            /** @description Statements about it whose object is a value. */
            attributes: components["schemas"]["StatementView"][];
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /**
             * Format: int64
             * @description Statements in and out whose object is an entity, in the whole graph.
             */
            degree: number;
            /**
             * Format: int64
             * @description Hops from where the question started.
             */
            depth?: number;
            /** @description What it is. */
            description: components["schemas"]["Text"];
            /** @description Where the sources say so. */
            evidence: components["schemas"]["EvidenceView"][];
            /** @description Ids of entities that were merged into this one. */
            former_ids?: string[];
            /** @description Stable identifier. */
            id: string;
            /** @description Statements whose object is the entity. */
            in: components["schemas"]["StatementView"][];
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /** @description Statements whose relation is an indicator. */
            observations: components["schemas"]["StatementView"][];
            /** @description Statements about the entity. */
            out: components["schemas"]["StatementView"][];
            /** @description Names what is said about the entity: send it as If-Match with a change. */
            revision: string;
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
            /** @description The name of its type. */
            type_label: components["schemas"]["Text"];
            /** @description Its type and that type's ancestors, nearest first. */
            types: string[];
        } & {
            [key: string]: unknown;
        };
        EvidenceView: {
            /** @description The file of the source. */
            file?: string;
            /** @description The id of a section. */
            section: string;
            /** @description The title of the section. */
            section_title: components["schemas"]["Text"];
            /** @description The sentence, where the text of the source is attached. */
            sentence?: string;
            /** @description The id of the source. */
            source: string;
            /** @description The name of the source. */
            source_name: components["schemas"]["Text"];
            /** @description Of the sentence in the file. */
            span?: components["schemas"]["Span"];
            /** @description Of each term in the file, in their order. */
            term_spans?: components["schemas"]["Span"][];
            /** @description As printed, in the order of printing: they stand together in one sentence of the section. */
            terms: string[];
        } & {
            [key: string]: unknown;
        };
        Explanation: {
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /** @description Where paths were asked for, the cheapest first. */
            paths: components["schemas"]["PathExplanation"][];
            /** @description How many paths there are, and whether the search was whole. */
            summary: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        Gap: {
            entity: components["schemas"]["EntityRef"];
            /** @description True where the entity has parts of its kind. */
            group: boolean;
            /** @description How far the gap goes; why tells what it means. */
            level: string;
            /** @description The other entities that why names, at most 20. */
            related: components["schemas"]["EntityRef"][];
            /** @description What shows it, at most 20. */
            statements: components["schemas"]["StatementView"][];
            /**
             * Format: int64
             * @description All of them, also those not shown.
             */
            statements_total: number;
            why: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        GapLevel: {
            /**
             * Format: int64
             * @description How many there are.
             */
            count: number;
            /** @description How far the gap goes. */
            level: string;
        } & {
            [key: string]: unknown;
        };
        GapList: {
            /** @description By level, then by id. */
            items: components["schemas"]["Gap"][];
            /** @description How many there are of each level, the gravest first. */
            levels: components["schemas"]["GapLevel"][];
            /**
             * Format: int64
             * @description All of them, also those not shown.
             */
            total: number;
        } & {
            [key: string]: unknown;
        };
        Gaps: {
            /** @description Other places held up as a whole against a problem for which nothing of theirs is named that could have a counterpart. */
            benchmark_places: components["schemas"]["GapList"];
            /** @description Things of other places held up against a problem here, to which nothing here is a counterpart. */
            benchmarks_without_counterpart: components["schemas"]["GapList"];
            /** @description Indicators of which there is no number at all. */
            indicators_without_number: components["schemas"]["GapList"];
            /** @description Measures that name no instrument, neither themselves nor in their parts: level none, or group where a group they belong to names one. */
            measures_without_instrument: components["schemas"]["GapList"];
            /** @description Measures that address no stated problem, neither themselves nor in their parts: level none, or group where a group they belong to addresses one. */
            measures_without_problem: components["schemas"]["GapList"];
            /** @description Groups whose members are counted or mentioned but not named. */
            members_not_named: components["schemas"]["GapList"];
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /** @description Indicators that a source gives in words. */
            numbers_in_words: components["schemas"]["GapList"];
            /** @description The place that counts as here; null where the graph has none. */
            place: components["schemas"]["EntityRef"] | (Record<string, never> | null);
            /** @description Problems that are addressed, but some of whose sub-problems have no measure of their own (parts), or only by measures that are aspired to or to be explored (uncertain). */
            problems_met_in_part: components["schemas"]["GapList"];
            /** @description Problems that no measure addresses, neither themselves nor a part of them: level none, or group where a group they belong to is addressed. */
            problems_without_measure: components["schemas"]["GapList"];
            /** @description What the question was narrowed to; null for everything. */
            scope: components["schemas"]["EntityRef"] | (Record<string, never> | null);
            /** @description What is in tension with a problem. */
            strengths_in_tension: components["schemas"]["GapList"];
            /** @description Entities about which a value is printed without its unit. */
            units_missing: components["schemas"]["GapList"];
        } & {
            [key: string]: unknown;
        };
        GraphAnswer: {
            /** @description The statements between two of them; both ends of each are among the nodes. */
            edges: components["schemas"]["Edge"][];
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /** @description The entities of the answer. */
            nodes: components["schemas"]["Node"][];
            /** @description Where paths were asked for, the cheapest first. */
            paths?: components["schemas"]["Path"][];
        } & {
            [key: string]: unknown;
        };
        Group: {
            /**
             * Format: int64
             * @description How many entities share it.
             */
            count: number;
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
            /** @description A type, status, basis or entity; empty for entities without one. */
            value: string;
        } & {
            [key: string]: unknown;
        };
        Health: {
            /** @description The version of the program. */
            build: string;
            /** @description What the graph holds. */
            graph?: components["schemas"]["Stats"];
            /**
             * @description ok.
             * @enum {string}
             */
            status: "ok";
            /** @description The version of the graph, a hash of its statements. */
            version?: string;
        } & {
            [key: string]: unknown;
        };
        Hit: {
            /** @description Stable identifier. */
            id: string;
            /** @description The name, alias or printed form that matched. */
            matched: string;
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /**
             * Format: double
             * @description Above 0, at most 1.
             */
            score: number;
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        HopClaim: {
            /** @description True where the path goes from its object to its subject. */
            backwards: boolean;
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /** @description Where the sources say so. */
            evidence: components["schemas"]["EvidenceView"][];
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
            /** @description What says more about a statement, such as a period or a unit. */
            qualifiers: components["schemas"]["QualifierView"][];
            /** @description The id of a relation, or of an indicator. */
            relation: string;
            /** @description The statement told in the path's direction. */
            sentence: components["schemas"]["Text"];
            /** @description The statement's id. */
            statement: string;
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
        } & {
            [key: string]: unknown;
        };
        HopExplanation: {
            /** @description True where the path goes from its object to its subject. */
            backwards: boolean;
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /** @description Where the sources say so. */
            evidence: components["schemas"]["EvidenceView"][];
            from: components["schemas"]["EntityRef"];
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
            /** @description Parallel claims that the filters allow, at most 20. */
            others: components["schemas"]["HopClaim"][];
            /**
             * Format: int64
             * @description All of them, also those not shown.
             */
            others_total: number;
            /** @description What says more about a statement, such as a period or a unit. */
            qualifiers: components["schemas"]["QualifierView"][];
            /** @description The id of a relation, or of an indicator. */
            relation: string;
            /** @description The statement told in the path's direction. */
            sentence: components["schemas"]["Text"];
            /** @description The statement's id. */
            statement: string;
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            to: components["schemas"]["EntityRef"];
        } & {
            [key: string]: unknown;
        };
        Impact: {
            /** @description Whether what is linked with it falls apart without it. */
            articulation_point: boolean;
            /** @description Measures that are left without an instrument of their own or of their parts. */
            lose_instrument: components["schemas"]["LossList"];
            /** @description Problems that are left without a measure that addresses them or their parts. */
            lose_measure: components["schemas"]["LossList"];
            /** @description Goals that are left without a measure that serves them or their parts. */
            lose_serving: components["schemas"]["LossList"];
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /**
             * Format: int64
             * @description Into how many components the entities linked with it fall.
             */
            pieces: number;
            /** @description Whether the entity is linked with the root at all. */
            reached: boolean;
            removed: components["schemas"]["EntityRef"];
            /** @description What must still be reached; null where nothing else is in the graph. */
            root: components["schemas"]["EntityRef"] | (Record<string, never> | null);
            /** @description What is linked with the root only by way of the entity, by id. */
            unreachable: components["schemas"]["EntityRef"][];
            /**
             * Format: int64
             * @description All of them, also those not shown.
             */
            unreachable_total: number;
        } & {
            [key: string]: unknown;
        };
        IndicatorComparison: {
            /** @description The place that is ahead of every other one; null where that cannot be said. */
            ahead: string | null;
            /** @description Higher, lower or neither; empty where the graph does not say. */
            better: string;
            /** @description The sets of values that are alike enough to be ranked, largest first. */
            groups: components["schemas"]["RankedGroup"][];
            indicator: components["schemas"]["EntityRef"];
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
            /** @description Who is ahead of whom, as far as that follows. */
            leads: components["schemas"]["Lead"][];
            /** @description The place that derived values are relative to. */
            reference: components["schemas"]["EntityRef"] | (Record<string, never> | null);
            /** @description Ranked places first, then by id. */
            rows: components["schemas"]["ComparisonRow"][];
            /** @description The unit of all its absolute values; null where they have none or several. */
            unit: components["schemas"]["UnitView"] | (Record<string, never> | null);
            /** @description How the values are unlike or doubtful. */
            warnings: components["schemas"]["Remark"][];
        } & {
            [key: string]: unknown;
        };
        Inverse: {
            /** @description Stable identifier. */
            id?: string;
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        LayoutList: {
            /** @description By id. */
            layouts: components["schemas"]["LayoutSummary"][];
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
        } & {
            [key: string]: unknown;
        };
        LayoutNode: {
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /** @description By the order that the source gives them, then by id. */
            children: components["schemas"]["LayoutNode"][];
            /** @description Stable identifier. */
            id: string;
            /**
             * Format: int64
             * @description How many parts the name counts.
             */
            member_count: number | null;
            /** @description Whether the source names the parts. */
            members_stated: boolean | null;
            /** @description The statements that make it a part of what is above it; empty at the root. */
            memberships: components["schemas"]["Membership"][];
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /** @description Its parts are shown where it comes first in the tree. */
            repeated: boolean;
            /**
             * @description Of the entity itself.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        LayoutProblem: {
            /** @description The entity. */
            id: string;
            /** @description What does not agree. */
            message: string;
        } & {
            [key: string]: unknown;
        };
        LayoutSummary: {
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /** @description What it is. */
            description: components["schemas"]["Text"];
            /**
             * Format: int64
             * @description Entities in the whole tree, the framework included.
             */
            entities: number;
            /** @description Stable identifier. */
            id: string;
            /** @description The places that it orders. */
            lays_out: components["schemas"]["EntityRef"][];
            /**
             * Format: int64
             * @description How many parts its name counts; null where that is not said.
             */
            member_count: number | null;
            /**
             * Format: int64
             * @description Its own parts in the graph, those that the source says are absent not counted.
             */
            members: number;
            /** @description Whether the source names the parts; null where that is not said. */
            members_stated: boolean | null;
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /** @description Where names and members do not agree; empty on good data. */
            problems: components["schemas"]["LayoutProblem"][];
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        LayoutView: {
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /** @description What it is. */
            description: components["schemas"]["Text"];
            /** @description The statements between two of them; both ends of each are among the nodes. */
            edges: components["schemas"]["Edge"][];
            /**
             * Format: int64
             * @description Entities in the whole tree, the framework included.
             */
            entities: number;
            /**
             * Format: double
             * @description In pixels.
             */
            height: number;
            /** @description Stable identifier. */
            id: string;
            /** @description The places that it orders. */
            lays_out: components["schemas"]["EntityRef"][];
            /**
             * Format: int64
             * @description How many parts its name counts; null where that is not said.
             */
            member_count: number | null;
            /**
             * Format: int64
             * @description Its own parts in the graph, those that the source says are absent not counted.
             */
            members: number;
            /** @description Whether the source names the parts; null where that is not said. */
            members_stated: boolean | null;
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /** @description The entities of the answer. */
            nodes: components["schemas"]["PlacedNode"][];
            /** @description Where names and members do not agree; empty on good data. */
            problems: components["schemas"]["LayoutProblem"][];
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            tree: components["schemas"]["LayoutNode"];
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
            /**
             * Format: double
             * @description Of the whole drawing.
             */
            width: number;
        } & {
            [key: string]: unknown;
        };
        Lead: {
            /** @description The place that is ahead. */
            ahead: string;
            /** @description The place that is behind. */
            behind: string;
            /**
             * @description The kind of value that it follows from; benchmark: a problem names the place as doing better.
             * @enum {string}
             */
            by: "absolute" | "ratio" | "rank" | "growth" | "benchmark";
            /** @description False where two like values stand side by side. */
            derived: boolean;
            /** @description How the value was computed; empty where it was not. */
            formula: string;
            /** @description What it follows from. */
            statements: string[];
        } & {
            [key: string]: unknown;
        };
        Loss: {
            entity: components["schemas"]["EntityRef"];
            /**
             * @description What is left: none, by way of its group, or of others than measures.
             * @enum {string}
             */
            level: "none" | "group" | "others";
            /** @description What is lost, at most 20. */
            statements: components["schemas"]["StatementView"][];
            /**
             * Format: int64
             * @description All of them, also those not shown.
             */
            statements_total: number;
            why: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        LossList: {
            /** @description By id. */
            items: components["schemas"]["Loss"][];
            /**
             * Format: int64
             * @description All of them, also those not shown.
             */
            total: number;
        } & {
            [key: string]: unknown;
        };
        Membership: {
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /**
             * Format: int64
             * @description The place among the parts, from 1; null where it has none.
             */
            order: number | null;
            /** @description The id of a relation, or of an indicator. */
            relation: string;
            /** @description The id of the statement. */
            statement: string;
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
        } & {
            [key: string]: unknown;
        };
        Meta: {
            /** @description True when nothing that was asked for is missing. */
            complete: boolean;
            /** @description Pass as cursor to get the next page. */
            next_cursor?: string;
            /**
             * @description What cut the answer short; null when it is complete.
             * @enum {string|null}
             */
            stopped_by: "limit" | "per_relation" | "k" | "budget" | null;
            /**
             * Format: int64
             * @description How many results there are in all pages.
             */
            total?: number;
            /** @description Statements of the entity asked about, per relation, before any filter. */
            totals?: {
                [key: string]: components["schemas"]["Total"];
            };
            /** @description The version of the graph, a hash of its statements. */
            version: string;
            /** @description The work done. */
            visited: components["schemas"]["Visited"];
        } & {
            [key: string]: unknown;
        };
        Mistake: {
            /** @description Such as query.depth or path.id. */
            location: string;
            /** @description What is wrong and what was expected. */
            message: string;
            /** @description What was given. */
            value?: unknown;
        };
        Node: {
            /** @description Other names under which it is found. */
            aliases?: string[];
            /** @description The names as sources print them. */
            as_printed?: string[];
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /**
             * Format: int64
             * @description Statements in and out whose object is an entity, in the whole graph.
             */
            degree: number;
            /**
             * Format: int64
             * @description Hops from where the question started.
             */
            depth?: number;
            /** @description Stable identifier. */
            id: string;
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        NumeralCoverage: {
            span: components["schemas"]["Span"];
            /** @description cited, excluded or unused. */
            state: string;
            /** @description As printed, joined where the file is cut. */
            text: string;
        } & {
            [key: string]: unknown;
        };
        ObjectView: {
            /** @description Where the object is an entity. */
            entity?: components["schemas"]["EntityRef"];
            /** @description Where it is a value. */
            value?: {
                /**
                 * @description entity: value is an entity's id. time: value is an RFC 3339 instant in UTC.
                 * @enum {string}
                 */
                kind: "entity" | "string" | "integer" | "decimal" | "boolean" | "time";
                /** @description The language of a string, where it has one. */
                lang?: string;
                /** @description By its kind. */
                value: string | number | boolean;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        Observation: {
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /** @description Where the sources say so. */
            evidence: components["schemas"]["EvidenceView"][];
            /** @description Doubts about what was printed. */
            flags: string[];
            /** @description The statement's id. */
            id: string;
            indicator: components["schemas"]["EntityRef"];
            /** @description The kind of the value. */
            kind: string;
            /** @description The editor's remark on how it was read. */
            note: string;
            /** @description How the value relates to the truth: = > ≥ ~ ≤ <. */
            operator: string;
            period: components["schemas"]["Period"];
            /** @description What was observed, mostly a place. */
            place: components["schemas"]["EntityRef"];
            /** @description The value as printed. */
            printed: string;
            /** @description The qualifiers that no other field shows. */
            qualifiers: components["schemas"]["QualifierView"][];
            /** @description What a ratio, rank or comparison is relative to; null where nothing is. */
            relative_to: components["schemas"]["EntityRef"] | (Record<string, never> | null);
            /** @description Read aloud with the templates of the relations. */
            sentence: components["schemas"]["Text"];
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description The value as text. */
            text: string;
            /** @description Null where none is given. */
            unit: components["schemas"]["UnitView"] | (Record<string, never> | null);
            /** @description A number or, for a qualitative observation, a text. */
            value: unknown;
        } & {
            [key: string]: unknown;
        };
        ObservationList: {
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /** @description Statements whose relation is an indicator. */
            observations: components["schemas"]["Observation"][];
        } & {
            [key: string]: unknown;
        };
        Ontology: {
            /** @description What can say more about a statement. */
            qualifiers: components["schemas"]["QualifierType"][];
            /** @description What links entities, or an entity and a value. */
            relations: components["schemas"]["Relation"][];
            /** @description Types of entity. */
            types: components["schemas"]["EntityType"][];
            /** @description Units of measurement. */
            units: components["schemas"]["Unit"][];
        } & {
            [key: string]: unknown;
        };
        Path: {
            /**
             * Format: double
             * @description In the cost model asked for.
             */
            cost: number;
            /** @description For each hop the ids of every parallel edge, the cheapest first. */
            edges: string[][];
            /**
             * Format: int64
             * @description Hops.
             */
            length: number;
            /** @description The ids along it, one more than it has hops. */
            nodes: string[];
            /** @description Read aloud with the templates of the relations. */
            sentence: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        PathExplanation: {
            /** @description True where every hop and every entity exists and is stated, with evidence. */
            certain: boolean;
            /** @description What is not certain, in one sentence. */
            certainty: components["schemas"]["Text"];
            /**
             * Format: double
             * @description In the cost model asked for.
             */
            cost: number;
            /** @description Each hop of the path. */
            hops: components["schemas"]["HopExplanation"][];
            /**
             * Format: int64
             * @description Hops.
             */
            length: number;
            /** @description One more than there are hops. */
            nodes: components["schemas"]["EntityRef"][];
            /** @description The path told hop by hop. */
            sentence: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        Period: {
            /** @description Start or end, where the value is that of one end of the period. */
            point?: string;
            /** @description As printed, not always to be trusted; empty where none is. */
            printed: string;
            /** @description Null where it cannot be told. */
            resolved: string | null;
        } & {
            [key: string]: unknown;
        };
        PlacedNode: {
            /** @description Other names under which it is found. */
            aliases?: string[];
            /** @description The names as sources print them. */
            as_printed?: string[];
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /**
             * Format: int64
             * @description Statements in and out whose object is an entity, in the whole graph.
             */
            degree: number;
            /**
             * Format: int64
             * @description Hops from where the question started.
             */
            depth?: number;
            /**
             * Format: double
             * @description In pixels.
             */
            height: number;
            /** @description Stable identifier. */
            id: string;
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /** @description The entity in whose box it lies; null at the root. */
            parent: string | null;
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
            /**
             * Format: double
             * @description In pixels.
             */
            width: number;
            /**
             * Format: double
             * @description Of the centre.
             */
            x: number;
            /**
             * Format: double
             * @description Of the centre.
             */
            y: number;
        } & {
            [key: string]: unknown;
        };
        PlainStatement: {
            /**
             * @description Whether the source states it; stated where it is left out.
             * @enum {string}
             */
            basis?: "stated" | "inferred";
            /** @description A hash of its content; may be left out of a request, and must be right where it is given. */
            id?: string;
            /** @description A value; of the kind entity for relations between entities. */
            object: {
                /**
                 * @description entity: value is an entity's id. time: value is an RFC 3339 instant in UTC.
                 * @enum {string}
                 */
                kind: "entity" | "string" | "integer" | "decimal" | "boolean" | "time";
                /** @description The language of a string, where it has one. */
                lang?: string;
                /** @description By its kind. */
                value: string | number | boolean;
            } & {
                [key: string]: unknown;
            };
            /** @description What says more about it. */
            qualifiers?: components["schemas"]["Qualifier"][];
            /** @description The evidence. */
            references?: components["schemas"]["Reference"][];
            /** @description A relation of the ontology, a core relation, or the id of an indicator. */
            relation: string;
            /**
             * @description How real the source says it is; existing where it is left out.
             * @enum {string}
             */
            status?: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description The id of an entity. */
            subject: string;
        } & {
            [key: string]: unknown;
        };
        Problem: {
            /** @description What is wrong with this request. */
            detail: string;
            /** @description Every mistake, with its place. */
            errors?: components["schemas"]["Mistake"][];
            /**
             * Format: uri-reference
             * @description The path of the request.
             */
            instance: string;
            /** @description Finds the request in the log. */
            request_id: string;
            /**
             * Format: int64
             * @description The HTTP status.
             */
            status: number;
            /** @description The kind of problem in words. */
            title: string;
            /**
             * Format: uri-reference
             * @description Names the kind of problem; the docs page explains it.
             */
            type: string;
        };
        Qualifier: {
            /** @description The id of a qualifier of the ontology. */
            name: string;
            /** @description Its value. */
            value: {
                /**
                 * @description entity: value is an entity's id. time: value is an RFC 3339 instant in UTC.
                 * @enum {string}
                 */
                kind: "entity" | "string" | "integer" | "decimal" | "boolean" | "time";
                /** @description The language of a string, where it has one. */
                lang?: string;
                /** @description By its kind. */
                value: string | number | boolean;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        QualifierType: {
            /** @description What it is. */
            description: components["schemas"]["Text"];
            /** @description Stable identifier. */
            id: string;
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
            /** @description The only values allowed. */
            one_of?: string[];
            /** @description A statement may have several. */
            repeatable?: boolean;
            /** @description The kind of its value. */
            value: string;
        } & {
            [key: string]: unknown;
        };
        QualifierView: {
            /** @description Where the value is an entity. */
            entity?: components["schemas"]["EntityRef"];
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
            /** @description The id of the qualifier. */
            name: string;
            /** @description Its value. */
            value: {
                /**
                 * @description entity: value is an entity's id. time: value is an RFC 3339 instant in UTC.
                 * @enum {string}
                 */
                kind: "entity" | "string" | "integer" | "decimal" | "boolean" | "time";
                /** @description The language of a string, where it has one. */
                lang?: string;
                /** @description By its kind. */
                value: string | number | boolean;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        RankedGroup: {
            period: components["schemas"]["Period"];
            /** @description By rank, then id. */
            places: string[];
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description As the ontology names it; null where there is none. */
            unit: components["schemas"]["UnitView"] | (Record<string, never> | null);
        } & {
            [key: string]: unknown;
        };
        Reference: {
            /** @description The id of one of its sections. */
            section: string;
            /** @description The id of a source. */
            source: string;
            /** @description Words as printed that stand together in one sentence of the section. */
            terms: string[];
        } & {
            [key: string]: unknown;
        };
        Relation: {
            /** @description No entity may reach itself through it. */
            acyclic?: boolean;
            /** @description The object contains the subject. */
            containment?: boolean;
            /** @description What it is. */
            description: components["schemas"]["Text"];
            /** @description Types of the subject, subtypes included. */
            domain: string[];
            /** @description Stable identifier. */
            id: string;
            /** @description How the relation is called when read from its object. */
            inverse: components["schemas"]["Inverse"];
            /** @description Template of the same fact told from the object. */
            inverse_sentence: components["schemas"]["Text"];
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
            /** @description The only values allowed. */
            one_of?: string[];
            /** @description Types of the object, subtypes included; none for relations to values. */
            range?: string[];
            /** @description What the code may rely on; subtypes inherit it. */
            role?: string;
            /** @description Template with {subject} and {object}. */
            sentence: components["schemas"]["Text"];
            /** @description It means the same in both directions. */
            symmetric?: boolean;
            /** @description For relations to values: their kind. */
            value?: string;
        } & {
            [key: string]: unknown;
        };
        Remark: {
            /** @description What the remark is about, for programs. */
            code: string;
            /** @description How many statements refer to it; an exclusion is none. */
            statements: string[];
            /** @description As printed, joined where the file is cut. */
            text: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        Restructuring: {
            /** @description In the second graph. */
            after: components["schemas"]["EntityRef"][];
            /** @description Its containers; by id. */
            before: components["schemas"]["EntityRef"][];
            /** @description As in the second graph, or the first where it is gone. */
            entity: components["schemas"]["EntityRef"];
            /** @description The layouts that a changed container is, or is a part of, in its graph; by id. */
            layouts: string[];
        } & {
            [key: string]: unknown;
        };
        SearchAnswer: {
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /** @description What was found, the best first. */
            results: components["schemas"]["Hit"][];
        } & {
            [key: string]: unknown;
        };
        SectionCoverage: {
            /** @description The heading as printed, or whether this is a heading. */
            heading?: string;
            /** @description Stable identifier. */
            id: string;
            /** @description Its sentences, in their order. */
            sentences: components["schemas"]["SentenceCoverage"][];
            /**
             * Format: int64
             * @description How many statements refer to it; an exclusion is none.
             */
            statements: number;
            title: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        SectionView: {
            /** @description The heading as printed. */
            heading?: string;
            /** @description Stable identifier. */
            id: string;
            /**
             * Format: int64
             * @description How many statements refer to it; an exclusion is none.
             */
            statements: number;
            /** @description The title in both languages. */
            title: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        SentenceCoverage: {
            /** @description The heading as printed, or whether this is a heading. */
            heading: boolean;
            /** @description The numbers in digits that stand in it. */
            numerals: components["schemas"]["NumeralCoverage"][];
            reason?: components["schemas"]["Text"];
            span: components["schemas"]["Span"];
            /** @description cited, excluded or unused. */
            state: string;
            /** @description The ids of the statements that refer to it. */
            statements: string[];
            /** @description As printed, joined where the file is cut. */
            text: string;
        } & {
            [key: string]: unknown;
        };
        SourceList: {
            /** @description Whether the answer is whole, what stopped it, what it cost. */
            meta: components["schemas"]["Meta"];
            /** @description The documents. */
            sources: components["schemas"]["SourceView"][];
        } & {
            [key: string]: unknown;
        };
        SourceView: {
            /** @description Statements about it whose object is a value. */
            attributes: components["schemas"]["StatementView"][];
            /** @description Stable identifier. */
            id: string;
            /** @description In Chinese and English. */
            name: components["schemas"]["Text"];
            /** @description Its sections, in order. */
            sections: components["schemas"]["SectionView"][];
            /**
             * Format: int64
             * @description How many statements refer to it; an exclusion is none.
             */
            statements: number;
            /** @description The entity's type, an id of /v1/ontology. */
            type: string;
        } & {
            [key: string]: unknown;
        };
        Span: {
            /**
             * Format: int64
             * @description Likewise, exclusive.
             */
            end: number;
            /**
             * Format: int64
             * @description In Unicode code points from the start of the file.
             */
            start: number;
        } & {
            [key: string]: unknown;
        };
        StateCount: {
            /**
             * Format: int64
             * @description Statements refer to these.
             */
            cited: number;
            /**
             * Format: int64
             * @description These are left out for a stated reason.
             */
            excluded: number;
            /**
             * Format: int64
             * @description All of them, also those not shown.
             */
            total: number;
            /**
             * Format: int64
             * @description Neither cited nor excluded.
             */
            unused: number;
        } & {
            [key: string]: unknown;
        };
        StatementView: {
            /**
             * @description Whether the source states it or it was inferred.
             * @enum {string}
             */
            basis: "stated" | "inferred";
            /** @description Where the sources say so. */
            evidence: components["schemas"]["EvidenceView"][];
            /** @description A hash of its content. */
            id: string;
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
            /** @description An entity or a value. */
            object: components["schemas"]["ObjectView"];
            /** @description What says more about a statement, such as a period or a unit. */
            qualifiers: components["schemas"]["QualifierView"][];
            /** @description The id of a relation, or of an indicator. */
            relation: string;
            /** @description Read aloud with the templates of the relations. */
            sentence: components["schemas"]["Text"];
            /**
             * @description How real it is according to the source.
             * @enum {string}
             */
            status: "existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent";
            /** @description What it is about. */
            subject: components["schemas"]["EntityRef"];
        } & {
            [key: string]: unknown;
        };
        Stats: {
            /**
             * Format: int64
             * @description Statements between two entities.
             */
            edges: number;
            /**
             * Format: int64
             * @description Entities.
             */
            entities: number;
            /**
             * Format: int64
             * @description All statements, names and types included.
             */
            statements: number;
        } & {
            [key: string]: unknown;
        };
        Text: {
            /** @description English; may be empty. */
            en: string;
            /** @description Chinese; may be empty. */
            zh: string;
        } & {
            [key: string]: unknown;
        };
        TextChange: {
            /** @description In the second graph. */
            after: components["schemas"]["Text"];
            /** @description In the first graph. */
            before: components["schemas"]["Text"];
            /** @description Stable identifier. */
            id: string;
        } & {
            [key: string]: unknown;
        };
        Total: {
            /**
             * Format: int64
             * @description Statements whose object the entity is.
             */
            in: number;
            /**
             * Format: int64
             * @description Statements about the entity.
             */
            out: number;
        } & {
            [key: string]: unknown;
        };
        TypeChange: {
            /** @description In the second graph. */
            after: string;
            /** @description In the first graph. */
            before: string;
            /** @description Stable identifier. */
            id: string;
            /** @description In the second graph. */
            name: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        Unit: {
            /** @description Ways in which sources print it. */
            as_printed?: string[];
            /** @description Stable identifier. */
            id: string;
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        UnitView: {
            /** @description Stable identifier. */
            id: string;
            /** @description In Chinese and English. */
            label: components["schemas"]["Text"];
        } & {
            [key: string]: unknown;
        };
        Visited: {
            /**
             * Format: int64
             * @description Edges looked at.
             */
            edges: number;
            /**
             * Format: int64
             * @description Entities looked at.
             */
            nodes: number;
        } & {
            [key: string]: unknown;
        };
        WriteAnswer: {
            /** @description The change set; its number is the version of the graph that contains it. */
            change: components["schemas"]["ChangeView"];
            /** @description Nothing was changed. */
            dry_run: boolean;
            /** @description What was changed: an entity's id, or the id of the statement as it is now. */
            id?: string;
            /** @description The request was made before under the same Idempotency-Key, and this is what it did then. */
            replay: boolean;
            /** @description Names what is said about the entity now; send it as If-Match. */
            revision?: string;
            /** @description A hash of the statements of the graph. */
            version: string;
        } & {
            [key: string]: unknown;
        };
    };
    responses: {
        /** @description Malformed query: A parameter is unknown, or given twice, or the query cannot be read. Bad cursor: The cursor is damaged or belongs to another question or version of the graph. Start again without it. Malformed body: The body is not JSON or YAML as it is read here: of bounded depth, without duplicate members, in UTF-8. */
        Problem400: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Key needed: There is no key, or it is not valid or has expired. Send one as Authorization: Bearer ig_… */
        Problem401: {
            headers: {
                /** @description Bearer, and what is wrong with the key. */
                "WWW-Authenticate"?: string;
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed: The role of the key is too low. Read only: The server was started without keys, so nobody may change anything. Cross-origin request: A page of another origin asked for a change, and that origin is not trusted. */
        Problem403: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not found: There is no such thing in the graph. Unknown route: No endpoint has this path. */
        Problem404: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Method not allowed: The Allow header lists the methods of the endpoint. */
        Problem405: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not acceptable: The endpoint has no format that the Accept header allows. */
        Problem406: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Conflict: What was asked for does not go with what is in the graph, or an Idempotency-Key was used for another request. */
        Problem409: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Changed meanwhile: The thing is no longer what If-Match names. Read it again, and decide anew. */
        Problem412: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Body too large: The body is larger than the endpoint reads; endpoints that are only read ignore a small one. */
        Problem413: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description URL too long: Path and query together are too long. */
        Problem414: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unsupported media type: The Content-Type is not one that the endpoint reads; Accept-Post lists them. */
        Problem415: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Invalid parameter: A value is out of bounds or not one of those allowed. Invalid body: What is asked for breaks rules of the model; every mistake is listed with its place, a JSON pointer into the body, and nothing was changed. Answer too large: The answer would have more bytes than one may have. Ask for less: lower limits, or filters. */
        Problem422: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Precondition required: Send If-Match with the revision that you have read, so that nobody's change is lost. */
        Problem428: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests: Wait as long as Retry-After says. */
        Problem429: {
            headers: {
                RateLimit: components["headers"]["RateLimit"];
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Headers too large: The request's headers together are too large. */
        Problem431: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Internal error: A fault of the service. The log has it under the request id. */
        Problem500: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Overloaded: More is asked at once than can be answered in time. Retry after as long as Retry-After says. Unavailable: The graph is not loaded, or its store is not reachable. Not yet: The graph does not hold the change set that at_least names. Retry after a moment. Audit log unavailable: The audit log cannot be written, and nothing is changed that it would not tell of. */
        Problem503: {
            headers: {
                "Retry-After": components["headers"]["Retry-After"];
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Timeout: The question took too long. Narrow it with filters, depth or limits. */
        Problem504: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Insufficient storage: The store has no room left. Nothing was changed; reading goes on. */
        Problem507: {
            headers: {
                "X-Request-ID": components["headers"]["X-Request-ID"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description The ETag of an answer that the client has. */
        "If-None-Match": string;
    };
    requestBodies: never;
    headers: {
        /** @description Names the answer. */
        ETag: string;
        /** @description The next page, with rel=next. */
        Link: string;
        /** @description What is left of each limit on requests, where there are any: r requests at once now, the whole quota in t seconds (draft-ietf-httpapi-ratelimit-headers-10). RateLimit-Policy tells the limits, and both come with every answer. */
        RateLimit: string;
        /** @description Seconds to wait. */
        "Retry-After": number;
        /** @description The id under which the log has the request; the client's own where it sent a sane one. */
        "X-Request-ID": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    docs: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["Problem400"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    metrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["Problem400"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    "openapi-3.0": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/openapi+json": string;
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/openapi+json": string;
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    "openapi-yaml": {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/openapi+yaml": string;
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["Problem400"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    "articulation-points": {
        parameters: {
            query?: {
                /** @description Entities listed. */
                limit?: number;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Articulation"];
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    backup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    centrality: {
        parameters: {
            query?: {
                /** @description What makes an entity central. degree: its neighbours. betweenness: the shortest paths that pass it. pagerank: the chance to be there on a random walk. */
                measure?: "degree" | "betweenness" | "pagerank";
                /** @description List only entities of these types; the measure sees all that the filters allow. */
                result_type?: string[];
                /** @description Entities listed. */
                limit?: number;
                /** @description Which way edges are followed from an entity. */
                direction?: "both" | "out" | "in";
                /** @description Follow only these relations, or, with a leading !, all but these. /v1/ontology lists them. Several are separated by commas or |, or given by repeating the parameter. */
                relation?: string[];
                /** @description Pass only entities of these types and their subtypes, or, with !, all but these; the entities asked about are exempt. /v1/ontology lists them. */
                type?: string[];
                /** @description Follow only statements of these statuses, or, with !, all but these. */
                status?: ("existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent" | "!existing" | "!in-progress" | "!planned" | "!aspired" | "!explored" | "!absent")[];
                /** @description Follow only statements that the source states, or only those inferred from it. */
                basis?: ("stated" | "inferred" | "!stated" | "!inferred")[];
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CentralityResult"];
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    changes: {
        parameters: {
            query?: {
                /** @description The number of a change set: those after it; 0 for all. Pass meta.next for the next page. */
                since?: number;
                /** @description Change sets listed. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    commit: {
        parameters: {
            query?: {
                /** @description Only say what would be changed, and change nothing. */
                dry_run?: boolean;
                /** @description Why; it is kept with the change set. */
                message?: string;
            };
            header?: {
                /** @description A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer. */
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    "change-stream": {
        parameters: {
            query?: {
                /** @description The number of a change set: the stream begins with the one after it. Without it and without Last-Event-ID, with the next one that is made. */
                since?: number;
            };
            header?: {
                /** @description The number of the last change set that the client has; it goes before since. */
                "Last-Event-ID"?: number;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The change set. */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeView"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    undo: {
        parameters: {
            query?: {
                /** @description Only say what would be changed, and change nothing. */
                dry_run?: boolean;
                /** @description Why; it is kept with the change set. */
                message?: string;
            };
            header?: {
                /** @description A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The change set. */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer. */
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    communities: {
        parameters: {
            query?: {
                /** @description More makes smaller communities. */
                resolution?: number;
                /** @description Which way edges are followed from an entity. */
                direction?: "both" | "out" | "in";
                /** @description Follow only these relations, or, with a leading !, all but these. /v1/ontology lists them. Several are separated by commas or |, or given by repeating the parameter. */
                relation?: string[];
                /** @description Pass only entities of these types and their subtypes, or, with !, all but these; the entities asked about are exempt. /v1/ontology lists them. */
                type?: string[];
                /** @description Follow only statements of these statuses, or, with !, all but these. */
                status?: ("existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent" | "!existing" | "!in-progress" | "!planned" | "!aspired" | "!explored" | "!absent")[];
                /** @description Follow only statements that the source states, or only those inferred from it. */
                basis?: ("stated" | "inferred" | "!stated" | "!inferred")[];
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunitiesResult"];
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    compare: {
        parameters: {
            query?: {
                /** @description Indicators, separated by commas or repeated; without them, all with two places. */
                indicator?: string[];
                /** @description Places, separated by commas or repeated; the first is the reference. */
                places?: string[];
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    "compared-with": {
        parameters: {
            query: {
                /** @description The place. */
                place: string;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ComparedWith"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    diff: {
        parameters: {
            query: {
                /** @description The source that is read first. */
                before: string;
                /** @description The source it is compared with. */
                after: string;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    entities: {
        parameters: {
            query?: {
                /** @description Conditions, all of which must hold, separated by commas: key:value, key:a|b (one of), key:!a (not), key:>5 (also >= < <=), key:* (has one), key:!* (has none). A key is id, type, status, basis, degree, a relation, an inverse relation or an indicator. */
                filter?: string[];
                /** @description Keys, separated by commas; a leading - reverses: id, name, name.en, type, status, degree, or an indicator. */
                sort?: string[];
                /** @description Also count the entities, of all pages, by type, status, basis or a relation. */
                group_by?: string;
                /** @description Entities per page. */
                limit?: number;
                /** @description The next page: meta.next_cursor of the page before, all else the same. */
                cursor?: string;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityList"];
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    "create-entity": {
        parameters: {
            query?: {
                /** @description Only say what would be changed, and change nothing. */
                dry_run?: boolean;
                /** @description Why; it is kept with the change set. */
                message?: string;
            };
            header?: {
                /** @description A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Entity"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer. */
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    entity: {
        parameters: {
            query?: {
                /** @description Statements shown per relation and direction. */
                per_relation?: number;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The entity. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntityView"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    "replace-entity": {
        parameters: {
            query?: {
                /** @description Only say what would be changed, and change nothing. */
                dry_run?: boolean;
                /** @description Why; it is kept with the change set. */
                message?: string;
            };
            header?: {
                /** @description A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The entity. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Entity"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WriteAnswer"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    "retract-entity": {
        parameters: {
            query?: {
                /** @description Also retract all statements about others that mention it; without it, they stand in the way. */
                mentions?: boolean;
                /** @description Only say what would be changed, and change nothing. */
                dry_run?: boolean;
                /** @description Why; it is kept with the change set. */
                message?: string;
            };
            header?: {
                /** @description A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The entity. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WriteAnswer"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    "patch-entity": {
        parameters: {
            query?: {
                /** @description Only say what would be changed, and change nothing. */
                dry_run?: boolean;
                /** @description Why; it is kept with the change set. */
                message?: string;
            };
            header?: {
                /** @description A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The entity. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Entity"];
                "application/merge-patch+json": components["schemas"]["Entity"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WriteAnswer"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    history: {
        parameters: {
            query?: {
                /** @description The number of a change set: those before it. Pass meta.next for the next page. */
                before?: number;
                /** @description Change sets listed. */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The entity; it need not be there any more. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeList"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    neighborhood: {
        parameters: {
            query?: {
                /** @description How many hops away. */
                depth?: number;
                /** @description Entities per page, the one asked about not counted. */
                limit?: number;
                /** @description Edges per relation and direction of each entity; 0 for all. */
                per_relation?: number;
                /** @description Also the edges among the outermost entities. */
                induced?: boolean;
                /** @description The next page: meta.next_cursor of the page before, all else the same. */
                cursor?: string;
                /** @description Which way edges are followed from an entity. */
                direction?: "both" | "out" | "in";
                /** @description Follow only these relations, or, with a leading !, all but these. /v1/ontology lists them. Several are separated by commas or |, or given by repeating the parameter. */
                relation?: string[];
                /** @description Pass only entities of these types and their subtypes, or, with !, all but these; the entities asked about are exempt. /v1/ontology lists them. */
                type?: string[];
                /** @description Follow only statements of these statuses, or, with !, all but these. */
                status?: ("existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent" | "!existing" | "!in-progress" | "!planned" | "!aspired" | "!explored" | "!absent")[];
                /** @description Follow only statements that the source states, or only those inferred from it. */
                basis?: ("stated" | "inferred" | "!stated" | "!inferred")[];
                /** @description The format of the answer; without it the Accept header chooses, and without that it is json. */
                format?: "json" | "cytoscape" | "d3" | "echarts" | "g6" | "graphology" | "vis" | "graphml" | "gexf" | "jsonld" | "nquads" | "csv" | "dot" | "svg";
                /** @description The language of formats that have room for one label. JSON always carries both. */
                lang?: "zh" | "en";
                /** @description For csv: which of the two tables. edges, if it is left out. */
                table?: "edges" | "nodes";
                /** @description For csv: begin with a byte order mark, which spreadsheets need to read UTF-8. */
                bom?: boolean;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The entity. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/gexf+xml": string;
                    "application/graphml+xml": string;
                    "application/json": components["schemas"]["GraphAnswer"] | Record<string, never>;
                    "application/ld+json": unknown;
                    "application/n-quads": string;
                    "image/svg+xml": string;
                    "text/csv": string;
                    "text/vnd.graphviz": string;
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    explain: {
        parameters: {
            query: {
                /** @description Where the paths begin. */
                from: string;
                /** @description Where they end. */
                to: string;
                /** @description The most paths to tell. */
                k?: number;
                /** @description The most hops of a path; without it there is no bound. */
                max_hops?: number;
                /** @description Entities that every path passes, in any order; separated by commas, or repeated. */
                via?: string[];
                /** @description Entities that no path passes; separated by commas, or repeated. */
                avoid?: string[];
                /** @description What a hop costs. hops: 1. hub: more, the more edges the entity has that it leads into. confidence: more, the less sure its surest statement is. */
                cost?: "hops" | "hub" | "confidence";
                /** @description Which way edges are followed from an entity. */
                direction?: "both" | "out" | "in";
                /** @description Follow only these relations, or, with a leading !, all but these. /v1/ontology lists them. Several are separated by commas or |, or given by repeating the parameter. */
                relation?: string[];
                /** @description Pass only entities of these types and their subtypes, or, with !, all but these; the entities asked about are exempt. /v1/ontology lists them. */
                type?: string[];
                /** @description Follow only statements of these statuses, or, with !, all but these. */
                status?: ("existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent" | "!existing" | "!in-progress" | "!planned" | "!aspired" | "!explored" | "!absent")[];
                /** @description Follow only statements that the source states, or only those inferred from it. */
                basis?: ("stated" | "inferred" | "!stated" | "!inferred")[];
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    export: {
        parameters: {
            query?: {
                /** @description The format of the answer; without it the Accept header chooses, and without that it is json. */
                format?: "json" | "cytoscape" | "d3" | "echarts" | "g6" | "graphology" | "vis" | "graphml" | "gexf" | "jsonld" | "nquads" | "csv" | "dot" | "svg";
                /** @description The language of formats that have room for one label. JSON always carries both. */
                lang?: "zh" | "en";
                /** @description For csv: which of the two tables. edges, if it is left out. */
                table?: "edges" | "nodes";
                /** @description For csv: begin with a byte order mark, which spreadsheets need to read UTF-8. */
                bom?: boolean;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/gexf+xml": string;
                    "application/graphml+xml": string;
                    "application/json": components["schemas"]["GraphAnswer"] | Record<string, never>;
                    "application/ld+json": unknown;
                    "application/n-quads": string;
                    "image/svg+xml": string;
                    "text/csv": string;
                    "text/vnd.graphviz": string;
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    gaps: {
        parameters: {
            query?: {
                /** @description Only what this entity is or contains. */
                scope?: string;
                /** @description The place that is here; without it, the one with the most edges. */
                place?: string;
                /** @description Items shown of each list. */
                limit?: number;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Gaps"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    impact: {
        parameters: {
            query: {
                /** @description The entity that is taken away. */
                remove: string;
                /** @description What must still be reached; without it, the place with the most edges. */
                from?: string;
                /** @description Entities shown of each list. */
                limit?: number;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Impact"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    layouts: {
        parameters: {
            query?: {
                /** @description Frameworks listed. */
                limit?: number;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayoutList"];
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    layout: {
        parameters: {
            query?: {
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The framework. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayoutView"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    observations: {
        parameters: {
            query?: {
                /** @description The indicator. */
                indicator?: string;
                /** @description What was observed. */
                place?: string;
                /** @description The kind of value. */
                kind?: "absolute" | "ratio" | "rank" | "growth" | "floor" | "target" | "qualitative";
                /** @description Observations per page. */
                limit?: number;
                /** @description The next page: meta.next_cursor of the page before, all else the same. */
                cursor?: string;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    Link: components["headers"]["Link"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ObservationList"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    ontology: {
        parameters: {
            query?: {
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ontology"];
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    "put-pack": {
        parameters: {
            query?: {
                /** @description Only say what would be changed, and change nothing. */
                dry_run?: boolean;
                /** @description Why; it is kept with the change set. */
                message?: string;
            };
            header?: {
                /** @description A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": unknown;
                "application/yaml": unknown;
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    paths: {
        parameters: {
            query: {
                /** @description Where the paths begin. */
                from: string;
                /** @description Where they end. */
                to: string;
                /** @description shortest: one cheapest path. all-shortest: all that cost as little. k-shortest: the k cheapest. simple: those of at most max_hops hops. No path passes an entity twice. */
                mode?: "shortest" | "all-shortest" | "k-shortest" | "simple";
                /** @description The most paths to answer. */
                k?: number;
                /** @description The most hops of a path. Without it there is no bound, but 6 for mode=simple. */
                max_hops?: number;
                /** @description Entities that every path passes, in any order; separated by commas, or repeated. */
                via?: string[];
                /** @description Entities that no path passes; separated by commas, or repeated. */
                avoid?: string[];
                /** @description What a hop costs. hops: 1. hub: more, the more edges the entity has that it leads into. confidence: more, the less sure its surest statement is. */
                cost?: "hops" | "hub" | "confidence";
                /** @description Which way edges are followed from an entity. */
                direction?: "both" | "out" | "in";
                /** @description Follow only these relations, or, with a leading !, all but these. /v1/ontology lists them. Several are separated by commas or |, or given by repeating the parameter. */
                relation?: string[];
                /** @description Pass only entities of these types and their subtypes, or, with !, all but these; the entities asked about are exempt. /v1/ontology lists them. */
                type?: string[];
                /** @description Follow only statements of these statuses, or, with !, all but these. */
                status?: ("existing" | "in-progress" | "planned" | "aspired" | "explored" | "absent" | "!existing" | "!in-progress" | "!planned" | "!aspired" | "!explored" | "!absent")[];
                /** @description Follow only statements that the source states, or only those inferred from it. */
                basis?: ("stated" | "inferred" | "!stated" | "!inferred")[];
                /** @description The format of the answer; without it the Accept header chooses, and without that it is json. */
                format?: "json" | "cytoscape" | "d3" | "echarts" | "g6" | "graphology" | "vis" | "graphml" | "gexf" | "jsonld" | "nquads" | "csv" | "dot" | "svg";
                /** @description The language of formats that have room for one label. JSON always carries both. */
                lang?: "zh" | "en";
                /** @description For csv: which of the two tables. edges, if it is left out. */
                table?: "edges" | "nodes";
                /** @description For csv: begin with a byte order mark, which spreadsheets need to read UTF-8. */
                bom?: boolean;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/gexf+xml": string;
                    "application/graphml+xml": string;
                    "application/json": components["schemas"]["GraphAnswer"] | Record<string, never>;
                    "application/ld+json": unknown;
                    "application/n-quads": string;
                    "image/svg+xml": string;
                    "text/csv": string;
                    "text/vnd.graphviz": string;
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    search: {
        parameters: {
            query: {
                /** @description A name in Chinese or English, as printed, an alias, pinyin or its initials, also half-typed. */
                q: string;
                /** @description Only entities of these types and their subtypes, or, with !, all but these. */
                type?: string[];
                /** @description The most results. */
                limit?: number;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    sources: {
        parameters: {
            query?: {
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceList"];
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    source: {
        parameters: {
            query?: {
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The document. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SourceView"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    coverage: {
        parameters: {
            query?: {
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The document. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coverage"];
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    "create-statement": {
        parameters: {
            query?: {
                /** @description Only say what would be changed, and change nothing. */
                dry_run?: boolean;
                /** @description Why; it is kept with the change set. */
                message?: string;
            };
            header?: {
                /** @description A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlainStatement"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer. */
            201: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    statement: {
        parameters: {
            query?: {
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description The statement: the id of an edge, or of a statement of /v1/entities/{id}. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementView"];
                };
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
    "replace-statement": {
        parameters: {
            query?: {
                /** @description Only say what would be changed, and change nothing. */
                dry_run?: boolean;
                /** @description Why; it is kept with the change set. */
                message?: string;
            };
            header?: {
                /** @description A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The statement. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlainStatement"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    "retract-statement": {
        parameters: {
            query?: {
                /** @description Only say what would be changed, and change nothing. */
                dry_run?: boolean;
                /** @description Why; it is kept with the change set. */
                message?: string;
            };
            header?: {
                /** @description A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The statement. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    "patch-statement": {
        parameters: {
            query?: {
                /** @description Only say what would be changed, and change nothing. */
                dry_run?: boolean;
                /** @description Why; it is kept with the change set. */
                message?: string;
            };
            header?: {
                /** @description A name of this request, unique for the key that makes it: when it is sent again, what it did the first time is answered, and nothing is done again. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description The statement. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlainStatement"];
                "application/merge-patch+json": components["schemas"]["PlainStatement"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WriteAnswer"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            507: components["responses"]["Problem507"];
        };
    };
    subgraph: {
        parameters: {
            query: {
                /** @description The entities; separated by commas, or repeated. */
                ids: string[];
                /** @description The format of the answer; without it the Accept header chooses, and without that it is json. */
                format?: "json" | "cytoscape" | "d3" | "echarts" | "g6" | "graphology" | "vis" | "graphml" | "gexf" | "jsonld" | "nquads" | "csv" | "dot" | "svg";
                /** @description The language of formats that have room for one label. JSON always carries both. */
                lang?: "zh" | "en";
                /** @description For csv: which of the two tables. edges, if it is left out. */
                table?: "edges" | "nodes";
                /** @description For csv: begin with a byte order mark, which spreadsheets need to read UTF-8. */
                bom?: boolean;
                /** @description The number of a change set: the graph as it was right after it. Without it, the graph as it is. */
                as_of?: number;
                /** @description The number of a change set that must be in the graph, such as one that a write answered. It is waited for, up to 5 seconds. */
                at_least?: number;
            };
            header?: {
                /** @description The ETag of an answer that the client has. */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "X-Request-ID": components["headers"]["X-Request-ID"];
                    [name: string]: unknown;
                };
                content: {
                    "application/gexf+xml": string;
                    "application/graphml+xml": string;
                    "application/json": components["schemas"]["GraphAnswer"] | Record<string, never>;
                    "application/ld+json": unknown;
                    "application/n-quads": string;
                    "image/svg+xml": string;
                    "text/csv": string;
                    "text/vnd.graphviz": string;
                };
            };
            /** @description The entity was merged into another; Location is the same question about that one. */
            301: {
                headers: {
                    /** @description A path and query. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The answer is still the one with the ETag that If-None-Match names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            404: components["responses"]["Problem404"];
            406: components["responses"]["Problem406"];
            413: components["responses"]["Problem413"];
            414: components["responses"]["Problem414"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            431: components["responses"]["Problem431"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
            504: components["responses"]["Problem504"];
        };
    };
}
