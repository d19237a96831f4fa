// Made by `npm run openapi` from the routes' schemas; do not edit.
/* eslint-disable */
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "ok"
                         *     }
                         */
                        "application/json": {
                            /** @description how it came about, or how it is */
                            status: string;
                        };
                    };
                };
            };
        };
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
        /** Postgres is needed, and warming at start has ended; everything else degrades */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "status": "ready",
                         *       "checks": {
                         *         "postgres": {
                         *           "status": "ok"
                         *         },
                         *         "redis": {
                         *           "status": "ok"
                         *         },
                         *         "redis_events": {
                         *           "status": "ok"
                         *         },
                         *         "search": {
                         *           "status": "ok"
                         *         },
                         *         "embedder": {
                         *           "status": "ok"
                         *         }
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description ready | degraded | warming | unavailable */
                            status: string;
                            /** @description how each part is */
                            checks: {
                                /** @description the record */
                                postgres: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    /** @description what is wrong with it */
                                    detail?: string;
                                };
                                /** @description the cache Redis */
                                redis: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    /** @description what is wrong with it */
                                    detail?: string;
                                };
                                /** @description the Redis of the event stream */
                                redis_events: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    /** @description what is wrong with it */
                                    detail?: string;
                                };
                                /** @description the search module of Redis */
                                search: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    /** @description what is wrong with it */
                                    detail?: string;
                                };
                                /** @description the embedding model */
                                embedder: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    /** @description what is wrong with it */
                                    detail?: string;
                                };
                            };
                        };
                    };
                };
                /** @description Default Response */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description ready | degraded | warming | unavailable */
                            status: string;
                            /** @description how each part is */
                            checks: {
                                /** @description the record */
                                postgres: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    /** @description what is wrong with it */
                                    detail?: string;
                                };
                                /** @description the cache Redis */
                                redis: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    /** @description what is wrong with it */
                                    detail?: string;
                                };
                                /** @description the Redis of the event stream */
                                redis_events: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    /** @description what is wrong with it */
                                    detail?: string;
                                };
                                /** @description the search module of Redis */
                                search: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    /** @description what is wrong with it */
                                    detail?: string;
                                };
                                /** @description the embedding model */
                                embedder: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    /** @description what is wrong with it */
                                    detail?: string;
                                };
                            };
                        };
                    };
                };
            };
        };
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
        /** Prometheus metrics */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Prometheus text format */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example # TYPE deflect_answers_total counter
                         *     deflect_answers_total{surface="chat",status="exact",reason=""} 12
                         */
                        "text/plain": string;
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/backend-api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is asking */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "user": "ann",
                         *       "tenant": "acme",
                         *       "role": "user",
                         *       "development": false
                         *     }
                         */
                        "application/json": {
                            /** @description the user */
                            user: string;
                            /** @description the tenant */
                            tenant: string;
                            /**
                             * @description user, or operator: may use /operator
                             * @enum {unknown}
                             */
                            role: "user" | "operator";
                            /** @description true: no token is needed, the user is who X-Deflect-User names */
                            development: boolean;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete everything of the user who asks; 202: send it again, it goes on */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "0f8fad5b-d9cb-469f-a165-70867728954e",
                         *       "kind": "user",
                         *       "user_hash": "58158820c40bcd7c",
                         *       "asked_by": "self",
                         *       "create_time": "2026-01-05T09:30:00.000000Z",
                         *       "finish_time": "2026-01-05T09:30:00.000000Z",
                         *       "complete": true,
                         *       "erased": {
                         *         "conversations": 2,
                         *         "messages": 8,
                         *         "feedback": 1,
                         *         "entries": 3,
                         *         "aliases": 0,
                         *         "events": 4,
                         *         "vectors": 3,
                         *         "checks": 0
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description of the receipt */
                            id: string;
                            /** @description conversation | user */
                            kind: string;
                            /** @description of the erased conversation */
                            conversation_id?: string;
                            /** @description pseudonym of the user whose data it was; nothing else of them is kept */
                            user_hash: string;
                            /** @description self, or the operator who asked */
                            asked_by: string;
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            finish_time?: string;
                            /** @description false: something is left to do; the same request goes on with it */
                            complete: boolean;
                            /** @description what was there and is gone */
                            erased: {
                                /** @description conversations */
                                conversations: number;
                                /** @description messages */
                                messages: number;
                                /** @description ratings */
                                feedback: number;
                                /** @description cached answers that came only from these */
                                entries: number;
                                /** @description other questions that were answered by such an answer */
                                aliases: number;
                                /** @description rows of the deflection report; events that had not reached it yet are dropped when they come, and are in no count */
                                events: number;
                                /** @description vectors of questions */
                                vectors: number;
                                /** @description labelled outcomes */
                                checks: number;
                            };
                            /** @description what could not be deleted yet */
                            pending?: {
                                /** @description Redis keys that are deleted, whether there or not, as soon as Redis is back; they are in no count */
                                keys: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "0f8fad5b-d9cb-469f-a165-70867728954e",
                         *       "kind": "user",
                         *       "user_hash": "58158820c40bcd7c",
                         *       "asked_by": "self",
                         *       "create_time": "2026-01-05T09:30:00.000000Z",
                         *       "finish_time": "2026-01-05T09:30:00.000000Z",
                         *       "complete": true,
                         *       "erased": {
                         *         "conversations": 2,
                         *         "messages": 8,
                         *         "feedback": 1,
                         *         "entries": 3,
                         *         "aliases": 0,
                         *         "events": 4,
                         *         "vectors": 3,
                         *         "checks": 0
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description of the receipt */
                            id: string;
                            /** @description conversation | user */
                            kind: string;
                            /** @description of the erased conversation */
                            conversation_id?: string;
                            /** @description pseudonym of the user whose data it was; nothing else of them is kept */
                            user_hash: string;
                            /** @description self, or the operator who asked */
                            asked_by: string;
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            finish_time?: string;
                            /** @description false: something is left to do; the same request goes on with it */
                            complete: boolean;
                            /** @description what was there and is gone */
                            erased: {
                                /** @description conversations */
                                conversations: number;
                                /** @description messages */
                                messages: number;
                                /** @description ratings */
                                feedback: number;
                                /** @description cached answers that came only from these */
                                entries: number;
                                /** @description other questions that were answered by such an answer */
                                aliases: number;
                                /** @description rows of the deflection report; events that had not reached it yet are dropped when they come, and are in no count */
                                events: number;
                                /** @description vectors of questions */
                                vectors: number;
                                /** @description labelled outcomes */
                                checks: number;
                            };
                            /** @description what could not be deleted yet */
                            pending?: {
                                /** @description Redis keys that are deleted, whether there or not, as soon as Redis is back; they are in no count */
                                keys: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/backend-api/conversation/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A conversation with its messages */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description conversation id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "conversation_id": "0f8fad5b-d9cb-469f-a165-70867728951e",
                         *       "title": "Capitals",
                         *       "create_time": "2026-01-05T09:30:00.000000Z",
                         *       "update_time": "2026-01-05T09:30:00.000000Z",
                         *       "messages": [
                         *         {
                         *           "id": "0f8fad5b-d9cb-469f-a165-70867728952e",
                         *           "role": "user",
                         *           "content": "What is the capital of France?",
                         *           "model": "gpt-4o-mini",
                         *           "create_time": "2026-01-05T09:30:00.000000Z"
                         *         },
                         *         {
                         *           "id": "0f8fad5b-d9cb-469f-a165-70867728953e",
                         *           "role": "assistant",
                         *           "content": "Paris.",
                         *           "model": "gpt-4o-mini",
                         *           "create_time": "2026-01-05T09:30:00.000000Z",
                         *           "cache": {
                         *             "status": "semantic",
                         *             "similarity": 0.9731,
                         *             "entry_id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d"
                         *           },
                         *           "reply_to": "0f8fad5b-d9cb-469f-a165-70867728952e",
                         *           "usage": {
                         *             "prompt_tokens": 14,
                         *             "completion_tokens": 2,
                         *             "total_tokens": 16
                         *           },
                         *           "rating": "up"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": {
                            /** @description the conversation */
                            conversation_id: string;
                            /** @description the title */
                            title: string;
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            update_time: string;
                            /** @description in their order */
                            messages: {
                                /** @description its id */
                                id: string;
                                /** @description user | assistant */
                                role: string;
                                /** @description the text */
                                content: string;
                                /** @description the model */
                                model: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /**
                                 * Cache
                                 * @description where the answer came from
                                 */
                                cache?: {
                                    /** @description exact | semantic | coalesced | miss | bypass */
                                    status: string;
                                    /** @description cosine, 0..1; of the nearest cached question on a miss */
                                    similarity?: number;
                                    /** @description the cached answer */
                                    entry_id?: string;
                                    /** @description why it was not a hit */
                                    reason?: string;
                                };
                                /** @description id of the question it answers; absent: a question */
                                reply_to?: string;
                                /**
                                 * Usage
                                 * @description as first billed
                                 */
                                usage?: {
                                    /** @description of what was asked */
                                    prompt_tokens: number;
                                    /** @description of the answer */
                                    completion_tokens: number;
                                    /** @description both together */
                                    total_tokens: number;
                                };
                                /**
                                 * @description what its person said of the answer last; absent: nothing
                                 * @enum {unknown}
                                 */
                                rating?: "up" | "down";
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a conversation and what came only from it; the receipt with Prefer: return=representation */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description conversation id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "0f8fad5b-d9cb-469f-a165-70867728954e",
                         *       "kind": "conversation",
                         *       "user_hash": "58158820c40bcd7c",
                         *       "asked_by": "self",
                         *       "create_time": "2026-01-05T09:30:00.000000Z",
                         *       "finish_time": "2026-01-05T09:30:00.000000Z",
                         *       "complete": true,
                         *       "erased": {
                         *         "conversations": 2,
                         *         "messages": 8,
                         *         "feedback": 1,
                         *         "entries": 3,
                         *         "aliases": 0,
                         *         "events": 4,
                         *         "vectors": 3,
                         *         "checks": 0
                         *       },
                         *       "conversation_id": "0f8fad5b-d9cb-469f-a165-70867728951e"
                         *     }
                         */
                        "application/json": {
                            /** @description of the receipt */
                            id: string;
                            /** @description conversation | user */
                            kind: string;
                            /** @description of the erased conversation */
                            conversation_id?: string;
                            /** @description pseudonym of the user whose data it was; nothing else of them is kept */
                            user_hash: string;
                            /** @description self, or the operator who asked */
                            asked_by: string;
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            finish_time?: string;
                            /** @description false: something is left to do; the same request goes on with it */
                            complete: boolean;
                            /** @description what was there and is gone */
                            erased: {
                                /** @description conversations */
                                conversations: number;
                                /** @description messages */
                                messages: number;
                                /** @description ratings */
                                feedback: number;
                                /** @description cached answers that came only from these */
                                entries: number;
                                /** @description other questions that were answered by such an answer */
                                aliases: number;
                                /** @description rows of the deflection report; events that had not reached it yet are dropped when they come, and are in no count */
                                events: number;
                                /** @description vectors of questions */
                                vectors: number;
                                /** @description labelled outcomes */
                                checks: number;
                            };
                            /** @description what could not be deleted yet */
                            pending?: {
                                /** @description Redis keys that are deleted, whether there or not, as soon as Redis is back; they are in no count */
                                keys: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Rename a conversation */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description conversation id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "title": "Capitals"
                     *     }
                     */
                    "application/json": {
                        /** @description the title */
                        title: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "0f8fad5b-d9cb-469f-a165-70867728951e",
                         *       "title": "Capitals",
                         *       "create_time": "2026-01-05T09:30:00.000000Z",
                         *       "update_time": "2026-01-05T09:30:00.000000Z"
                         *     }
                         */
                        "application/json": {
                            /** @description its id */
                            id: string;
                            /** @description the title */
                            title: string;
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            update_time: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/backend-api/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Conversations, newest update first */
        get: {
            parameters: {
                query?: {
                    /** @description how many came before */
                    offset?: number;
                    /** @description most of a page */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "0f8fad5b-d9cb-469f-a165-70867728951e",
                         *           "title": "Capitals",
                         *           "create_time": "2026-01-05T09:30:00.000000Z",
                         *           "update_time": "2026-01-05T09:30:00.000000Z"
                         *         }
                         *       ],
                         *       "total": 1,
                         *       "offset": 0,
                         *       "limit": 20
                         *     }
                         */
                        "application/json": {
                            /** @description of this page */
                            items: {
                                /** @description its id */
                                id: string;
                                /** @description the title */
                                title: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /** @description ISO 8601, UTC, microseconds */
                                update_time: string;
                            }[];
                            /** @description how many there are, or the figures of all of them */
                            total: number;
                            /** @description how many came before */
                            offset: number;
                            /** @description most of a page */
                            limit: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/backend-api/f/conversation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message, get the answer */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "message": {
                     *         "id": "0f8fad5b-d9cb-469f-a165-70867728952e",
                     *         "content": "What is the capital of France?"
                     *       },
                     *       "stream": false
                     *     }
                     */
                    "application/json": {
                        /** @description unset: a conversation begins */
                        conversation_id?: string;
                        /** @description what was asked */
                        message: {
                            /** @description chosen by the client: the same message sent again is answered once */
                            id?: string;
                            /** @description the text */
                            content: string;
                        };
                        /** @description the model */
                        model?: string;
                        /** @description true: text/event-stream with events message, delta, done, error */
                        stream?: boolean;
                    };
                };
            };
            responses: {
                /** @description application/json, or text/event-stream where `stream` is true */
                200: {
                    headers: {
                        /** @description the conversation that holds the question, once it is stored: where its answer fails, it waits there to be sent again */
                        "x-deflect-conversation"?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "conversation_id": "0f8fad5b-d9cb-469f-a165-70867728951e",
                         *       "message": {
                         *         "id": "0f8fad5b-d9cb-469f-a165-70867728952e",
                         *         "role": "user",
                         *         "content": "What is the capital of France?",
                         *         "model": "gpt-4o-mini",
                         *         "create_time": "2026-01-05T09:30:00.000000Z"
                         *       },
                         *       "answer": {
                         *         "id": "0f8fad5b-d9cb-469f-a165-70867728953e",
                         *         "role": "assistant",
                         *         "content": "Paris.",
                         *         "model": "gpt-4o-mini",
                         *         "create_time": "2026-01-05T09:30:00.000000Z",
                         *         "cache": {
                         *           "status": "semantic",
                         *           "similarity": 0.9731,
                         *           "entry_id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d"
                         *         },
                         *         "finish_reason": "stop"
                         *       },
                         *       "cache": {
                         *         "status": "semantic",
                         *         "similarity": 0.9731,
                         *         "entry_id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d"
                         *       },
                         *       "usage": {
                         *         "prompt_tokens": 14,
                         *         "completion_tokens": 2,
                         *         "total_tokens": 16
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description the conversation */
                            conversation_id: string;
                            /**
                             * Message
                             * @description what was asked
                             */
                            message: {
                                /** @description its id */
                                id: string;
                                /** @description user | assistant */
                                role: string;
                                /** @description the text */
                                content: string;
                                /** @description the model */
                                model: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /**
                                 * Cache
                                 * @description where the answer came from
                                 */
                                cache?: {
                                    /** @description exact | semantic | coalesced | miss | bypass */
                                    status: string;
                                    /** @description cosine, 0..1; of the nearest cached question on a miss */
                                    similarity?: number;
                                    /** @description the cached answer */
                                    entry_id?: string;
                                    /** @description why it was not a hit */
                                    reason?: string;
                                };
                            };
                            /** @description the answer */
                            answer: {
                                /** @description its id */
                                id: string;
                                /** @description user | assistant */
                                role: string;
                                /** @description the text */
                                content: string;
                                /** @description the model */
                                model: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /**
                                 * Cache
                                 * @description where the answer came from
                                 */
                                cache?: {
                                    /** @description exact | semantic | coalesced | miss | bypass */
                                    status: string;
                                    /** @description cosine, 0..1; of the nearest cached question on a miss */
                                    similarity?: number;
                                    /** @description the cached answer */
                                    entry_id?: string;
                                    /** @description why it was not a hit */
                                    reason?: string;
                                };
                                /** @description why the answer ended, as the LLM said */
                                finish_reason: string | null;
                            };
                            /**
                             * Cache
                             * @description where the answer came from
                             */
                            cache: {
                                /** @description exact | semantic | coalesced | miss | bypass */
                                status: string;
                                /** @description cosine, 0..1; of the nearest cached question on a miss */
                                similarity?: number;
                                /** @description the cached answer */
                                entry_id?: string;
                                /** @description why it was not a hit */
                                reason?: string;
                            };
                            /**
                             * Usage
                             * @description as first billed
                             */
                            usage: {
                                /** @description of what was asked */
                                prompt_tokens: number;
                                /** @description of the answer */
                                completion_tokens: number;
                                /** @description both together */
                                total_tokens: number;
                            } | null;
                        };
                        "text/event-stream": {
                            /** @description name of the event */
                            event?: string;
                            /** @description what there is */
                            data: string;
                        };
                    };
                };
                /** @description application/json, or text/event-stream where `stream` is true */
                201: {
                    headers: {
                        /** @description the conversation that holds the question, once it is stored: where its answer fails, it waits there to be sent again */
                        "x-deflect-conversation"?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "conversation_id": "0f8fad5b-d9cb-469f-a165-70867728951e",
                         *       "message": {
                         *         "id": "0f8fad5b-d9cb-469f-a165-70867728952e",
                         *         "role": "user",
                         *         "content": "What is the capital of France?",
                         *         "model": "gpt-4o-mini",
                         *         "create_time": "2026-01-05T09:30:00.000000Z"
                         *       },
                         *       "answer": {
                         *         "id": "0f8fad5b-d9cb-469f-a165-70867728953e",
                         *         "role": "assistant",
                         *         "content": "Paris.",
                         *         "model": "gpt-4o-mini",
                         *         "create_time": "2026-01-05T09:30:00.000000Z",
                         *         "cache": {
                         *           "status": "semantic",
                         *           "similarity": 0.9731,
                         *           "entry_id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d"
                         *         },
                         *         "finish_reason": "stop"
                         *       },
                         *       "cache": {
                         *         "status": "semantic",
                         *         "similarity": 0.9731,
                         *         "entry_id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d"
                         *       },
                         *       "usage": {
                         *         "prompt_tokens": 14,
                         *         "completion_tokens": 2,
                         *         "total_tokens": 16
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description the conversation */
                            conversation_id: string;
                            /**
                             * Message
                             * @description what was asked
                             */
                            message: {
                                /** @description its id */
                                id: string;
                                /** @description user | assistant */
                                role: string;
                                /** @description the text */
                                content: string;
                                /** @description the model */
                                model: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /**
                                 * Cache
                                 * @description where the answer came from
                                 */
                                cache?: {
                                    /** @description exact | semantic | coalesced | miss | bypass */
                                    status: string;
                                    /** @description cosine, 0..1; of the nearest cached question on a miss */
                                    similarity?: number;
                                    /** @description the cached answer */
                                    entry_id?: string;
                                    /** @description why it was not a hit */
                                    reason?: string;
                                };
                            };
                            /** @description the answer */
                            answer: {
                                /** @description its id */
                                id: string;
                                /** @description user | assistant */
                                role: string;
                                /** @description the text */
                                content: string;
                                /** @description the model */
                                model: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /**
                                 * Cache
                                 * @description where the answer came from
                                 */
                                cache?: {
                                    /** @description exact | semantic | coalesced | miss | bypass */
                                    status: string;
                                    /** @description cosine, 0..1; of the nearest cached question on a miss */
                                    similarity?: number;
                                    /** @description the cached answer */
                                    entry_id?: string;
                                    /** @description why it was not a hit */
                                    reason?: string;
                                };
                                /** @description why the answer ended, as the LLM said */
                                finish_reason: string | null;
                            };
                            /**
                             * Cache
                             * @description where the answer came from
                             */
                            cache: {
                                /** @description exact | semantic | coalesced | miss | bypass */
                                status: string;
                                /** @description cosine, 0..1; of the nearest cached question on a miss */
                                similarity?: number;
                                /** @description the cached answer */
                                entry_id?: string;
                                /** @description why it was not a hit */
                                reason?: string;
                            };
                            /**
                             * Usage
                             * @description as first billed
                             */
                            usage: {
                                /** @description of what was asked */
                                prompt_tokens: number;
                                /** @description of the answer */
                                completion_tokens: number;
                                /** @description both together */
                                total_tokens: number;
                            } | null;
                        };
                        "text/event-stream": {
                            /** @description name of the event */
                            event?: string;
                            /** @description what there is */
                            data: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        /** @description the conversation that holds the question, once it is stored: where its answer fails, it waits there to be sent again */
                        "x-deflect-conversation"?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        /** @description the conversation that holds the question, once it is stored: where its answer fails, it waits there to be sent again */
                        "x-deflect-conversation"?: string;
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/backend-api/message/{id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Rate an answer; "down" takes a cached answer away at once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description id of an answer */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "rating": "down",
                     *       "reason": "out of date"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description up, or down: a cached answer is then served to nobody
                         * @enum {unknown}
                         */
                        rating: "up" | "down";
                        /** @description why */
                        reason?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Chat completion, from the cache where it may be */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "model": "gpt-4o-mini",
                     *       "messages": [
                     *         {
                     *           "role": "user",
                     *           "content": "What is the capital of France?"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description the model */
                        model: string;
                        /** @description in their order */
                        messages: ({
                            /** @description user or assistant; in requests also system, developer or tool */
                            role: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                        /** @description true: server-sent events */
                        stream?: boolean | null;
                        /** @description as at OpenAI */
                        stream_options?: ({
                            /** @description a last chunk that tells the tokens */
                            include_usage?: boolean | null;
                        } & {
                            [key: string]: unknown;
                        }) | null;
                        /** @description the user */
                        user?: string | null;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description application/json, or text/event-stream where `stream` is true */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "chatcmpl-1",
                         *       "object": "chat.completion",
                         *       "created": 1767605400,
                         *       "model": "gpt-4o-mini",
                         *       "choices": [
                         *         {
                         *           "index": 0,
                         *           "message": {
                         *             "role": "assistant",
                         *             "content": "Paris."
                         *           },
                         *           "finish_reason": "stop"
                         *         }
                         *       ],
                         *       "usage": {
                         *         "prompt_tokens": 14,
                         *         "completion_tokens": 2,
                         *         "total_tokens": 16
                         *       }
                         *     }
                         */
                        "application/json": unknown;
                        "text/event-stream": {
                            /** @description name of the event */
                            event?: string;
                            /** @description what there is */
                            data: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description as OpenAI tells it; what the upstream refused is as it said it */
                            error: {
                                /** @description what was expected and what came, for people */
                                message: string;
                                /** @description the kind of error, as OpenAI names it */
                                type: string;
                                /** @description the field that was wrong */
                                param: string | null;
                                /** @description which error it is, for programs */
                                code: string | null;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description as OpenAI tells it; what the upstream refused is as it said it */
                            error: {
                                /** @description what was expected and what came, for people */
                                message: string;
                                /** @description the kind of error, as OpenAI names it */
                                type: string;
                                /** @description the field that was wrong */
                                param: string | null;
                                /** @description which error it is, for programs */
                                code: string | null;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Response, from the cache where it may be */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "model": "gpt-4o-mini",
                     *       "input": "What is the capital of France?"
                     *     }
                     */
                    "application/json": {
                        /** @description the model */
                        model: string;
                        /** @description the question, or what was said so far with the question last; a prompt that is kept upstream needs none */
                        input?: string | {
                            [key: string]: unknown;
                        }[] | null;
                        /** @description the system prompt */
                        instructions?: string | null;
                        /** @description true: server-sent events */
                        stream?: boolean | null;
                        /** @description the user */
                        user?: string | null;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description application/json, or text/event-stream where `stream` is true */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "resp_1",
                         *       "object": "response",
                         *       "created_at": 1767605400,
                         *       "status": "completed",
                         *       "model": "gpt-4o-mini",
                         *       "output": [
                         *         {
                         *           "id": "msg_1",
                         *           "type": "message",
                         *           "status": "completed",
                         *           "role": "assistant",
                         *           "content": [
                         *             {
                         *               "type": "output_text",
                         *               "text": "Paris.",
                         *               "annotations": []
                         *             }
                         *           ]
                         *         }
                         *       ],
                         *       "usage": {
                         *         "input_tokens": 13,
                         *         "output_tokens": 2,
                         *         "total_tokens": 15
                         *       }
                         *     }
                         */
                        "application/json": unknown;
                        "text/event-stream": {
                            /** @description name of the event */
                            event?: string;
                            /** @description what there is */
                            data: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description as OpenAI tells it; what the upstream refused is as it said it */
                            error: {
                                /** @description what was expected and what came, for people */
                                message: string;
                                /** @description the kind of error, as OpenAI names it */
                                type: string;
                                /** @description the field that was wrong */
                                param: string | null;
                                /** @description which error it is, for programs */
                                code: string | null;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description as OpenAI tells it; what the upstream refused is as it said it */
                            error: {
                                /** @description what was expected and what came, for people */
                                message: string;
                                /** @description the kind of error, as OpenAI names it */
                                type: string;
                                /** @description the field that was wrong */
                                param: string | null;
                                /** @description which error it is, for programs */
                                code: string | null;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Models of the upstream, and the local embedding model */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "object": "list",
                         *       "data": [
                         *         {
                         *           "id": "gpt-4o-mini",
                         *           "object": "model",
                         *           "created": 1721172741,
                         *           "owned_by": "system"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description as OpenAI tells it; what the upstream refused is as it said it */
                            error: {
                                /** @description what was expected and what came, for people */
                                message: string;
                                /** @description the kind of error, as OpenAI names it */
                                type: string;
                                /** @description the field that was wrong */
                                param: string | null;
                                /** @description which error it is, for programs */
                                code: string | null;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description as OpenAI tells it; what the upstream refused is as it said it */
                            error: {
                                /** @description what was expected and what came, for people */
                                message: string;
                                /** @description the kind of error, as OpenAI names it */
                                type: string;
                                /** @description the field that was wrong */
                                param: string | null;
                                /** @description which error it is, for programs */
                                code: string | null;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the model */
                    model: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "gpt-4o-mini",
                         *       "object": "model",
                         *       "created": 1721172741,
                         *       "owned_by": "system"
                         *     }
                         */
                        "application/json": unknown;
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description as OpenAI tells it; what the upstream refused is as it said it */
                            error: {
                                /** @description what was expected and what came, for people */
                                message: string;
                                /** @description the kind of error, as OpenAI names it */
                                type: string;
                                /** @description the field that was wrong */
                                param: string | null;
                                /** @description which error it is, for programs */
                                code: string | null;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description as OpenAI tells it; what the upstream refused is as it said it */
                            error: {
                                /** @description what was expected and what came, for people */
                                message: string;
                                /** @description the kind of error, as OpenAI names it */
                                type: string;
                                /** @description the field that was wrong */
                                param: string | null;
                                /** @description which error it is, for programs */
                                code: string | null;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Vectors of texts, by the local model */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "model": "Xenova/all-MiniLM-L6-v2",
                     *       "input": "What is the capital of France?"
                     *     }
                     */
                    "application/json": {
                        /** @description the local model, by its full name or without its maker */
                        model: string;
                        /** @description one text or several, 256 tokens each at most; token arrays are refused */
                        input: string | string[];
                        /**
                         * @description float (the default) or base64
                         * @enum {unknown}
                         */
                        encoding_format?: "float" | "base64" | null;
                        /** @description only what the model has */
                        dimensions?: number | null;
                        /** @description the user */
                        user?: string | null;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "object": "list",
                         *       "data": [
                         *         {
                         *           "object": "embedding",
                         *           "index": 0,
                         *           "embedding": [
                         *             0.012,
                         *             -0.034
                         *           ]
                         *         }
                         *       ],
                         *       "model": "Xenova/all-MiniLM-L6-v2",
                         *       "usage": {
                         *         "prompt_tokens": 9,
                         *         "total_tokens": 9
                         *       }
                         *     }
                         */
                        "application/json": {
                            /**
                             * @description what it is
                             * @enum {string}
                             */
                            object: "list";
                            /** @description what there is */
                            data: {
                                /**
                                 * @description what it is
                                 * @enum {string}
                                 */
                                object: "embedding";
                                /** @description its place, from 0 */
                                index: number;
                                /** @description numbers, or base64 of 32-bit floats, little-endian */
                                embedding: number[] | string;
                            }[];
                            /** @description the model */
                            model: string;
                            /** @description tokens, as first billed */
                            usage: {
                                /** @description of what was asked */
                                prompt_tokens: number;
                                /** @description both together */
                                total_tokens: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description as OpenAI tells it; what the upstream refused is as it said it */
                            error: {
                                /** @description what was expected and what came, for people */
                                message: string;
                                /** @description the kind of error, as OpenAI names it */
                                type: string;
                                /** @description the field that was wrong */
                                param: string | null;
                                /** @description which error it is, for programs */
                                code: string | null;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description as OpenAI tells it; what the upstream refused is as it said it */
                            error: {
                                /** @description what was expected and what came, for people */
                                message: string;
                                /** @description the kind of error, as OpenAI names it */
                                type: string;
                                /** @description the field that was wrong */
                                param: string | null;
                                /** @description which error it is, for programs */
                                code: string | null;
                            } & {
                                [key: string]: unknown;
                            };
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The default policy */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "namespace": "",
                         *       "version": 3,
                         *       "changes": {
                         *         "threshold": 0.97
                         *       },
                         *       "effective": {
                         *         "kind": "static",
                         *         "threshold": 0.97,
                         *         "min_probability": 0.92,
                         *         "error_budget": null,
                         *         "shadow_rate": 0,
                         *         "judge": "off",
                         *         "judge_floor": 0.85,
                         *         "checks_per_minute": 30,
                         *         "tiers": [
                         *           "exact",
                         *           "semantic"
                         *         ],
                         *         "guards": [
                         *           "numbers",
                         *           "negation"
                         *         ],
                         *         "ttl_seconds": 86400,
                         *         "sharing": "tenant",
                         *         "admission": "first",
                         *         "followups": "context",
                         *         "renew_after_hits": 3,
                         *         "classes": {
                         *           "personal": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "account": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "time_relative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "creative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           }
                         *         },
                         *         "tightened": null
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /**
                             * Policy change
                             * @description what is set here; all else comes from the default policy, then from the settings
                             */
                            changes: {
                                /**
                                 * @description what decides a semantic hit: threshold and guards; the probability that two questions have the same answer; or its lower bound after what the entry has learnt
                                 * @enum {unknown}
                                 */
                                kind?: "static" | "calibrated" | "verified";
                                /** @description static: cosine similarity a semantic hit must exceed */
                                threshold?: number;
                                /** @description calibrated: probability a semantic hit must reach; verified: its lower bound, where there is no error_budget */
                                min_probability?: number;
                                /** @description share of wrong semantic hits that is accepted: beyond it the tier tightens itself (it takes shadow_rate to measure); verified: serves where the lower bound reaches 1 - error_budget */
                                error_budget?: number;
                                /** @description share of semantic hits that is also asked of the LLM, to measure how many are wrong */
                                shadow_rate?: number;
                                /**
                                 * @description grey_zone: after a near miss an LLM says whether the two questions have one answer; if so, the next one of these words is a hit
                                 * @enum {unknown}
                                 */
                                judge?: "off" | "grey_zone";
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor?: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers, shadow checks and judge together */
                                checks_per_minute?: number;
                                /** @description tiers that may answer; none: every question goes to the LLM */
                                tiers?: ("exact" | "semantic")[];
                                /** @description static: guards that may stop a semantic hit */
                                guards?: ("numbers" | "identifiers" | "negation" | "antonyms" | "entities" | "direction" | "question-type" | "restriction" | "modality" | "format")[];
                                /** @description TTL of an answer stored from now on */
                                ttl_seconds?: number;
                                /**
                                 * @description who may be given an answer: everybody of the tenant, or only who asked
                                 * @enum {unknown}
                                 */
                                sharing?: "tenant" | "user";
                                /**
                                 * @description second_user: an answer is shared only once a second user asked the same question; until then it is its asker's
                                 * @enum {unknown}
                                 */
                                admission?: "first" | "second_user";
                                /**
                                 * @description root: a follow-up that stands by itself may also be answered as a first question
                                 * @enum {unknown}
                                 */
                                followups?: "context" | "root";
                                /** @description hits in one process after which an answer that is about to expire is made anew in the background; 0: never */
                                renew_after_hits?: number;
                                /** @description personal data, a matter of the own account, the present, something new each time */
                                classes?: {
                                    /** @description personal data */
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description a matter of the own account */
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description the present */
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description something new each time */
                                    creative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                };
                            };
                            /** @description the policy in force */
                            effective: {
                                /** @description what decides a semantic hit: static, calibrated or verified */
                                kind: string;
                                /** @description cosine similarity a semantic hit must exceed */
                                threshold: number;
                                /** @description probability that a hit must reach */
                                min_probability: number;
                                /** @description share of wrong semantic hits that is accepted; null: any */
                                error_budget: number | null;
                                /** @description share of semantic hits that is also asked of the LLM */
                                shadow_rate: number;
                                /** @description off, or grey_zone: an LLM judges near misses */
                                judge: string;
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers */
                                checks_per_minute: number;
                                /** @description tiers that may answer */
                                tiers: string[];
                                /** @description guards that may stop a semantic hit */
                                guards: string[];
                                /** @description TTL of an answer stored from now on, s */
                                ttl_seconds: number;
                                /** @description tenant, or user: only who asked */
                                sharing: string;
                                /** @description first, or second_user: shared once a second user asked */
                                admission: string;
                                /** @description context, or root: a follow-up that stands by itself may be answered as a first question */
                                followups: string;
                                /** @description hits after which an answer is made anew before it expires; 0: never */
                                renew_after_hits: number;
                                /** @description by class of content */
                                classes: {
                                    /** @description personal data */
                                    personal: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description a matter of the own account */
                                    account: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description the present */
                                    time_relative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description something new each time */
                                    creative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    /** @description from when, ISO 8601, UTC */
                                    since: string;
                                    /** @description checks it rests on */
                                    checks: number;
                                    /** @description how many were wrong */
                                    wrong: number;
                                    /** @description why */
                                    reason: string;
                                } | null;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        /** Set the default policy; in force everywhere when this returns */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "threshold": 0.97,
                     *       "note": "fewer wrong ones"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description what decides a semantic hit: threshold and guards; the probability that two questions have the same answer; or its lower bound after what the entry has learnt
                         * @enum {unknown}
                         */
                        kind?: "static" | "calibrated" | "verified";
                        /** @description static: cosine similarity a semantic hit must exceed */
                        threshold?: number;
                        /** @description calibrated: probability a semantic hit must reach; verified: its lower bound, where there is no error_budget */
                        min_probability?: number;
                        /** @description share of wrong semantic hits that is accepted: beyond it the tier tightens itself (it takes shadow_rate to measure); verified: serves where the lower bound reaches 1 - error_budget */
                        error_budget?: number;
                        /** @description share of semantic hits that is also asked of the LLM, to measure how many are wrong */
                        shadow_rate?: number;
                        /**
                         * @description grey_zone: after a near miss an LLM says whether the two questions have one answer; if so, the next one of these words is a hit
                         * @enum {unknown}
                         */
                        judge?: "off" | "grey_zone";
                        /** @description similarity from which a miss is in the grey zone */
                        judge_floor?: number;
                        /** @description LLM calls a minute that one process may make for a tenant to check answers, shadow checks and judge together */
                        checks_per_minute?: number;
                        /** @description tiers that may answer; none: every question goes to the LLM */
                        tiers?: ("exact" | "semantic")[];
                        /** @description static: guards that may stop a semantic hit */
                        guards?: ("numbers" | "identifiers" | "negation" | "antonyms" | "entities" | "direction" | "question-type" | "restriction" | "modality" | "format")[];
                        /** @description TTL of an answer stored from now on */
                        ttl_seconds?: number;
                        /**
                         * @description who may be given an answer: everybody of the tenant, or only who asked
                         * @enum {unknown}
                         */
                        sharing?: "tenant" | "user";
                        /**
                         * @description second_user: an answer is shared only once a second user asked the same question; until then it is its asker's
                         * @enum {unknown}
                         */
                        admission?: "first" | "second_user";
                        /**
                         * @description root: a follow-up that stands by itself may also be answered as a first question
                         * @enum {unknown}
                         */
                        followups?: "context" | "root";
                        /** @description hits in one process after which an answer that is about to expire is made anew in the background; 0: never */
                        renew_after_hits?: number;
                        /** @description personal data, a matter of the own account, the present, something new each time */
                        classes?: {
                            /** @description personal data */
                            personal?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                            /** @description a matter of the own account */
                            account?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                            /** @description the present */
                            time_relative?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                            /** @description something new each time */
                            creative?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                        };
                        /** @description why, for the audit log */
                        note?: string;
                        /** @description only where this is still the newest version (0: nothing was ever set); else 409 */
                        if_version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "namespace": "",
                         *       "version": 3,
                         *       "changes": {
                         *         "threshold": 0.97
                         *       },
                         *       "effective": {
                         *         "kind": "static",
                         *         "threshold": 0.97,
                         *         "min_probability": 0.92,
                         *         "error_budget": null,
                         *         "shadow_rate": 0,
                         *         "judge": "off",
                         *         "judge_floor": 0.85,
                         *         "checks_per_minute": 30,
                         *         "tiers": [
                         *           "exact",
                         *           "semantic"
                         *         ],
                         *         "guards": [
                         *           "numbers",
                         *           "negation"
                         *         ],
                         *         "ttl_seconds": 86400,
                         *         "sharing": "tenant",
                         *         "admission": "first",
                         *         "followups": "context",
                         *         "renew_after_hits": 3,
                         *         "classes": {
                         *           "personal": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "account": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "time_relative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "creative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           }
                         *         },
                         *         "tightened": null
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /**
                             * Policy change
                             * @description what is set here; all else comes from the default policy, then from the settings
                             */
                            changes: {
                                /**
                                 * @description what decides a semantic hit: threshold and guards; the probability that two questions have the same answer; or its lower bound after what the entry has learnt
                                 * @enum {unknown}
                                 */
                                kind?: "static" | "calibrated" | "verified";
                                /** @description static: cosine similarity a semantic hit must exceed */
                                threshold?: number;
                                /** @description calibrated: probability a semantic hit must reach; verified: its lower bound, where there is no error_budget */
                                min_probability?: number;
                                /** @description share of wrong semantic hits that is accepted: beyond it the tier tightens itself (it takes shadow_rate to measure); verified: serves where the lower bound reaches 1 - error_budget */
                                error_budget?: number;
                                /** @description share of semantic hits that is also asked of the LLM, to measure how many are wrong */
                                shadow_rate?: number;
                                /**
                                 * @description grey_zone: after a near miss an LLM says whether the two questions have one answer; if so, the next one of these words is a hit
                                 * @enum {unknown}
                                 */
                                judge?: "off" | "grey_zone";
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor?: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers, shadow checks and judge together */
                                checks_per_minute?: number;
                                /** @description tiers that may answer; none: every question goes to the LLM */
                                tiers?: ("exact" | "semantic")[];
                                /** @description static: guards that may stop a semantic hit */
                                guards?: ("numbers" | "identifiers" | "negation" | "antonyms" | "entities" | "direction" | "question-type" | "restriction" | "modality" | "format")[];
                                /** @description TTL of an answer stored from now on */
                                ttl_seconds?: number;
                                /**
                                 * @description who may be given an answer: everybody of the tenant, or only who asked
                                 * @enum {unknown}
                                 */
                                sharing?: "tenant" | "user";
                                /**
                                 * @description second_user: an answer is shared only once a second user asked the same question; until then it is its asker's
                                 * @enum {unknown}
                                 */
                                admission?: "first" | "second_user";
                                /**
                                 * @description root: a follow-up that stands by itself may also be answered as a first question
                                 * @enum {unknown}
                                 */
                                followups?: "context" | "root";
                                /** @description hits in one process after which an answer that is about to expire is made anew in the background; 0: never */
                                renew_after_hits?: number;
                                /** @description personal data, a matter of the own account, the present, something new each time */
                                classes?: {
                                    /** @description personal data */
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description a matter of the own account */
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description the present */
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description something new each time */
                                    creative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                };
                            };
                            /** @description the policy in force */
                            effective: {
                                /** @description what decides a semantic hit: static, calibrated or verified */
                                kind: string;
                                /** @description cosine similarity a semantic hit must exceed */
                                threshold: number;
                                /** @description probability that a hit must reach */
                                min_probability: number;
                                /** @description share of wrong semantic hits that is accepted; null: any */
                                error_budget: number | null;
                                /** @description share of semantic hits that is also asked of the LLM */
                                shadow_rate: number;
                                /** @description off, or grey_zone: an LLM judges near misses */
                                judge: string;
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers */
                                checks_per_minute: number;
                                /** @description tiers that may answer */
                                tiers: string[];
                                /** @description guards that may stop a semantic hit */
                                guards: string[];
                                /** @description TTL of an answer stored from now on, s */
                                ttl_seconds: number;
                                /** @description tenant, or user: only who asked */
                                sharing: string;
                                /** @description first, or second_user: shared once a second user asked */
                                admission: string;
                                /** @description context, or root: a follow-up that stands by itself may be answered as a first question */
                                followups: string;
                                /** @description hits after which an answer is made anew before it expires; 0: never */
                                renew_after_hits: number;
                                /** @description by class of content */
                                classes: {
                                    /** @description personal data */
                                    personal: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description a matter of the own account */
                                    account: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description the present */
                                    time_relative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description something new each time */
                                    creative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    /** @description from when, ISO 8601, UTC */
                                    since: string;
                                    /** @description checks it rests on */
                                    checks: number;
                                    /** @description how many were wrong */
                                    wrong: number;
                                    /** @description why */
                                    reason: string;
                                } | null;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/policy/{namespace}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The policy of a namespace */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the partition of the answer cache */
                    namespace: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "namespace": "faq",
                         *       "version": 3,
                         *       "changes": {
                         *         "threshold": 0.97
                         *       },
                         *       "effective": {
                         *         "kind": "static",
                         *         "threshold": 0.97,
                         *         "min_probability": 0.92,
                         *         "error_budget": null,
                         *         "shadow_rate": 0,
                         *         "judge": "off",
                         *         "judge_floor": 0.85,
                         *         "checks_per_minute": 30,
                         *         "tiers": [
                         *           "exact",
                         *           "semantic"
                         *         ],
                         *         "guards": [
                         *           "numbers",
                         *           "negation"
                         *         ],
                         *         "ttl_seconds": 86400,
                         *         "sharing": "tenant",
                         *         "admission": "first",
                         *         "followups": "context",
                         *         "renew_after_hits": 3,
                         *         "classes": {
                         *           "personal": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "account": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "time_relative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "creative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           }
                         *         },
                         *         "tightened": null
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /**
                             * Policy change
                             * @description what is set here; all else comes from the default policy, then from the settings
                             */
                            changes: {
                                /**
                                 * @description what decides a semantic hit: threshold and guards; the probability that two questions have the same answer; or its lower bound after what the entry has learnt
                                 * @enum {unknown}
                                 */
                                kind?: "static" | "calibrated" | "verified";
                                /** @description static: cosine similarity a semantic hit must exceed */
                                threshold?: number;
                                /** @description calibrated: probability a semantic hit must reach; verified: its lower bound, where there is no error_budget */
                                min_probability?: number;
                                /** @description share of wrong semantic hits that is accepted: beyond it the tier tightens itself (it takes shadow_rate to measure); verified: serves where the lower bound reaches 1 - error_budget */
                                error_budget?: number;
                                /** @description share of semantic hits that is also asked of the LLM, to measure how many are wrong */
                                shadow_rate?: number;
                                /**
                                 * @description grey_zone: after a near miss an LLM says whether the two questions have one answer; if so, the next one of these words is a hit
                                 * @enum {unknown}
                                 */
                                judge?: "off" | "grey_zone";
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor?: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers, shadow checks and judge together */
                                checks_per_minute?: number;
                                /** @description tiers that may answer; none: every question goes to the LLM */
                                tiers?: ("exact" | "semantic")[];
                                /** @description static: guards that may stop a semantic hit */
                                guards?: ("numbers" | "identifiers" | "negation" | "antonyms" | "entities" | "direction" | "question-type" | "restriction" | "modality" | "format")[];
                                /** @description TTL of an answer stored from now on */
                                ttl_seconds?: number;
                                /**
                                 * @description who may be given an answer: everybody of the tenant, or only who asked
                                 * @enum {unknown}
                                 */
                                sharing?: "tenant" | "user";
                                /**
                                 * @description second_user: an answer is shared only once a second user asked the same question; until then it is its asker's
                                 * @enum {unknown}
                                 */
                                admission?: "first" | "second_user";
                                /**
                                 * @description root: a follow-up that stands by itself may also be answered as a first question
                                 * @enum {unknown}
                                 */
                                followups?: "context" | "root";
                                /** @description hits in one process after which an answer that is about to expire is made anew in the background; 0: never */
                                renew_after_hits?: number;
                                /** @description personal data, a matter of the own account, the present, something new each time */
                                classes?: {
                                    /** @description personal data */
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description a matter of the own account */
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description the present */
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description something new each time */
                                    creative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                };
                            };
                            /** @description the policy in force */
                            effective: {
                                /** @description what decides a semantic hit: static, calibrated or verified */
                                kind: string;
                                /** @description cosine similarity a semantic hit must exceed */
                                threshold: number;
                                /** @description probability that a hit must reach */
                                min_probability: number;
                                /** @description share of wrong semantic hits that is accepted; null: any */
                                error_budget: number | null;
                                /** @description share of semantic hits that is also asked of the LLM */
                                shadow_rate: number;
                                /** @description off, or grey_zone: an LLM judges near misses */
                                judge: string;
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers */
                                checks_per_minute: number;
                                /** @description tiers that may answer */
                                tiers: string[];
                                /** @description guards that may stop a semantic hit */
                                guards: string[];
                                /** @description TTL of an answer stored from now on, s */
                                ttl_seconds: number;
                                /** @description tenant, or user: only who asked */
                                sharing: string;
                                /** @description first, or second_user: shared once a second user asked */
                                admission: string;
                                /** @description context, or root: a follow-up that stands by itself may be answered as a first question */
                                followups: string;
                                /** @description hits after which an answer is made anew before it expires; 0: never */
                                renew_after_hits: number;
                                /** @description by class of content */
                                classes: {
                                    /** @description personal data */
                                    personal: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description a matter of the own account */
                                    account: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description the present */
                                    time_relative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description something new each time */
                                    creative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    /** @description from when, ISO 8601, UTC */
                                    since: string;
                                    /** @description checks it rests on */
                                    checks: number;
                                    /** @description how many were wrong */
                                    wrong: number;
                                    /** @description why */
                                    reason: string;
                                } | null;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        /** Set the policy of a namespace */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the partition of the answer cache */
                    namespace: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "threshold": 0.97,
                     *       "note": "fewer wrong ones"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description what decides a semantic hit: threshold and guards; the probability that two questions have the same answer; or its lower bound after what the entry has learnt
                         * @enum {unknown}
                         */
                        kind?: "static" | "calibrated" | "verified";
                        /** @description static: cosine similarity a semantic hit must exceed */
                        threshold?: number;
                        /** @description calibrated: probability a semantic hit must reach; verified: its lower bound, where there is no error_budget */
                        min_probability?: number;
                        /** @description share of wrong semantic hits that is accepted: beyond it the tier tightens itself (it takes shadow_rate to measure); verified: serves where the lower bound reaches 1 - error_budget */
                        error_budget?: number;
                        /** @description share of semantic hits that is also asked of the LLM, to measure how many are wrong */
                        shadow_rate?: number;
                        /**
                         * @description grey_zone: after a near miss an LLM says whether the two questions have one answer; if so, the next one of these words is a hit
                         * @enum {unknown}
                         */
                        judge?: "off" | "grey_zone";
                        /** @description similarity from which a miss is in the grey zone */
                        judge_floor?: number;
                        /** @description LLM calls a minute that one process may make for a tenant to check answers, shadow checks and judge together */
                        checks_per_minute?: number;
                        /** @description tiers that may answer; none: every question goes to the LLM */
                        tiers?: ("exact" | "semantic")[];
                        /** @description static: guards that may stop a semantic hit */
                        guards?: ("numbers" | "identifiers" | "negation" | "antonyms" | "entities" | "direction" | "question-type" | "restriction" | "modality" | "format")[];
                        /** @description TTL of an answer stored from now on */
                        ttl_seconds?: number;
                        /**
                         * @description who may be given an answer: everybody of the tenant, or only who asked
                         * @enum {unknown}
                         */
                        sharing?: "tenant" | "user";
                        /**
                         * @description second_user: an answer is shared only once a second user asked the same question; until then it is its asker's
                         * @enum {unknown}
                         */
                        admission?: "first" | "second_user";
                        /**
                         * @description root: a follow-up that stands by itself may also be answered as a first question
                         * @enum {unknown}
                         */
                        followups?: "context" | "root";
                        /** @description hits in one process after which an answer that is about to expire is made anew in the background; 0: never */
                        renew_after_hits?: number;
                        /** @description personal data, a matter of the own account, the present, something new each time */
                        classes?: {
                            /** @description personal data */
                            personal?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                            /** @description a matter of the own account */
                            account?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                            /** @description the present */
                            time_relative?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                            /** @description something new each time */
                            creative?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                        };
                        /** @description why, for the audit log */
                        note?: string;
                        /** @description only where this is still the newest version (0: nothing was ever set); else 409 */
                        if_version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "namespace": "faq",
                         *       "version": 3,
                         *       "changes": {
                         *         "threshold": 0.97
                         *       },
                         *       "effective": {
                         *         "kind": "static",
                         *         "threshold": 0.97,
                         *         "min_probability": 0.92,
                         *         "error_budget": null,
                         *         "shadow_rate": 0,
                         *         "judge": "off",
                         *         "judge_floor": 0.85,
                         *         "checks_per_minute": 30,
                         *         "tiers": [
                         *           "exact",
                         *           "semantic"
                         *         ],
                         *         "guards": [
                         *           "numbers",
                         *           "negation"
                         *         ],
                         *         "ttl_seconds": 86400,
                         *         "sharing": "tenant",
                         *         "admission": "first",
                         *         "followups": "context",
                         *         "renew_after_hits": 3,
                         *         "classes": {
                         *           "personal": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "account": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "time_relative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "creative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           }
                         *         },
                         *         "tightened": null
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /**
                             * Policy change
                             * @description what is set here; all else comes from the default policy, then from the settings
                             */
                            changes: {
                                /**
                                 * @description what decides a semantic hit: threshold and guards; the probability that two questions have the same answer; or its lower bound after what the entry has learnt
                                 * @enum {unknown}
                                 */
                                kind?: "static" | "calibrated" | "verified";
                                /** @description static: cosine similarity a semantic hit must exceed */
                                threshold?: number;
                                /** @description calibrated: probability a semantic hit must reach; verified: its lower bound, where there is no error_budget */
                                min_probability?: number;
                                /** @description share of wrong semantic hits that is accepted: beyond it the tier tightens itself (it takes shadow_rate to measure); verified: serves where the lower bound reaches 1 - error_budget */
                                error_budget?: number;
                                /** @description share of semantic hits that is also asked of the LLM, to measure how many are wrong */
                                shadow_rate?: number;
                                /**
                                 * @description grey_zone: after a near miss an LLM says whether the two questions have one answer; if so, the next one of these words is a hit
                                 * @enum {unknown}
                                 */
                                judge?: "off" | "grey_zone";
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor?: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers, shadow checks and judge together */
                                checks_per_minute?: number;
                                /** @description tiers that may answer; none: every question goes to the LLM */
                                tiers?: ("exact" | "semantic")[];
                                /** @description static: guards that may stop a semantic hit */
                                guards?: ("numbers" | "identifiers" | "negation" | "antonyms" | "entities" | "direction" | "question-type" | "restriction" | "modality" | "format")[];
                                /** @description TTL of an answer stored from now on */
                                ttl_seconds?: number;
                                /**
                                 * @description who may be given an answer: everybody of the tenant, or only who asked
                                 * @enum {unknown}
                                 */
                                sharing?: "tenant" | "user";
                                /**
                                 * @description second_user: an answer is shared only once a second user asked the same question; until then it is its asker's
                                 * @enum {unknown}
                                 */
                                admission?: "first" | "second_user";
                                /**
                                 * @description root: a follow-up that stands by itself may also be answered as a first question
                                 * @enum {unknown}
                                 */
                                followups?: "context" | "root";
                                /** @description hits in one process after which an answer that is about to expire is made anew in the background; 0: never */
                                renew_after_hits?: number;
                                /** @description personal data, a matter of the own account, the present, something new each time */
                                classes?: {
                                    /** @description personal data */
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description a matter of the own account */
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description the present */
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description something new each time */
                                    creative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                };
                            };
                            /** @description the policy in force */
                            effective: {
                                /** @description what decides a semantic hit: static, calibrated or verified */
                                kind: string;
                                /** @description cosine similarity a semantic hit must exceed */
                                threshold: number;
                                /** @description probability that a hit must reach */
                                min_probability: number;
                                /** @description share of wrong semantic hits that is accepted; null: any */
                                error_budget: number | null;
                                /** @description share of semantic hits that is also asked of the LLM */
                                shadow_rate: number;
                                /** @description off, or grey_zone: an LLM judges near misses */
                                judge: string;
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers */
                                checks_per_minute: number;
                                /** @description tiers that may answer */
                                tiers: string[];
                                /** @description guards that may stop a semantic hit */
                                guards: string[];
                                /** @description TTL of an answer stored from now on, s */
                                ttl_seconds: number;
                                /** @description tenant, or user: only who asked */
                                sharing: string;
                                /** @description first, or second_user: shared once a second user asked */
                                admission: string;
                                /** @description context, or root: a follow-up that stands by itself may be answered as a first question */
                                followups: string;
                                /** @description hits after which an answer is made anew before it expires; 0: never */
                                renew_after_hits: number;
                                /** @description by class of content */
                                classes: {
                                    /** @description personal data */
                                    personal: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description a matter of the own account */
                                    account: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description the present */
                                    time_relative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description something new each time */
                                    creative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    /** @description from when, ISO 8601, UTC */
                                    since: string;
                                    /** @description checks it rests on */
                                    checks: number;
                                    /** @description how many were wrong */
                                    wrong: number;
                                    /** @description why */
                                    reason: string;
                                } | null;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/policy-rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the default policy to what an earlier version was */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "version": 1,
                     *       "note": "as it was before"
                     *     }
                     */
                    "application/json": {
                        /** @description what to go back to; 0: as if nothing was ever set */
                        version: number;
                        /** @description why, for the audit log */
                        note?: string;
                        /** @description only where this is still the newest version (0: nothing was ever set); else 409 */
                        if_version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "namespace": "",
                         *       "version": 4,
                         *       "changes": {
                         *         "threshold": 0.97
                         *       },
                         *       "effective": {
                         *         "kind": "static",
                         *         "threshold": 0.97,
                         *         "min_probability": 0.92,
                         *         "error_budget": null,
                         *         "shadow_rate": 0,
                         *         "judge": "off",
                         *         "judge_floor": 0.85,
                         *         "checks_per_minute": 30,
                         *         "tiers": [
                         *           "exact",
                         *           "semantic"
                         *         ],
                         *         "guards": [
                         *           "numbers",
                         *           "negation"
                         *         ],
                         *         "ttl_seconds": 86400,
                         *         "sharing": "tenant",
                         *         "admission": "first",
                         *         "followups": "context",
                         *         "renew_after_hits": 3,
                         *         "classes": {
                         *           "personal": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "account": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "time_relative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "creative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           }
                         *         },
                         *         "tightened": null
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /**
                             * Policy change
                             * @description what is set here; all else comes from the default policy, then from the settings
                             */
                            changes: {
                                /**
                                 * @description what decides a semantic hit: threshold and guards; the probability that two questions have the same answer; or its lower bound after what the entry has learnt
                                 * @enum {unknown}
                                 */
                                kind?: "static" | "calibrated" | "verified";
                                /** @description static: cosine similarity a semantic hit must exceed */
                                threshold?: number;
                                /** @description calibrated: probability a semantic hit must reach; verified: its lower bound, where there is no error_budget */
                                min_probability?: number;
                                /** @description share of wrong semantic hits that is accepted: beyond it the tier tightens itself (it takes shadow_rate to measure); verified: serves where the lower bound reaches 1 - error_budget */
                                error_budget?: number;
                                /** @description share of semantic hits that is also asked of the LLM, to measure how many are wrong */
                                shadow_rate?: number;
                                /**
                                 * @description grey_zone: after a near miss an LLM says whether the two questions have one answer; if so, the next one of these words is a hit
                                 * @enum {unknown}
                                 */
                                judge?: "off" | "grey_zone";
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor?: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers, shadow checks and judge together */
                                checks_per_minute?: number;
                                /** @description tiers that may answer; none: every question goes to the LLM */
                                tiers?: ("exact" | "semantic")[];
                                /** @description static: guards that may stop a semantic hit */
                                guards?: ("numbers" | "identifiers" | "negation" | "antonyms" | "entities" | "direction" | "question-type" | "restriction" | "modality" | "format")[];
                                /** @description TTL of an answer stored from now on */
                                ttl_seconds?: number;
                                /**
                                 * @description who may be given an answer: everybody of the tenant, or only who asked
                                 * @enum {unknown}
                                 */
                                sharing?: "tenant" | "user";
                                /**
                                 * @description second_user: an answer is shared only once a second user asked the same question; until then it is its asker's
                                 * @enum {unknown}
                                 */
                                admission?: "first" | "second_user";
                                /**
                                 * @description root: a follow-up that stands by itself may also be answered as a first question
                                 * @enum {unknown}
                                 */
                                followups?: "context" | "root";
                                /** @description hits in one process after which an answer that is about to expire is made anew in the background; 0: never */
                                renew_after_hits?: number;
                                /** @description personal data, a matter of the own account, the present, something new each time */
                                classes?: {
                                    /** @description personal data */
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description a matter of the own account */
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description the present */
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description something new each time */
                                    creative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                };
                            };
                            /** @description the policy in force */
                            effective: {
                                /** @description what decides a semantic hit: static, calibrated or verified */
                                kind: string;
                                /** @description cosine similarity a semantic hit must exceed */
                                threshold: number;
                                /** @description probability that a hit must reach */
                                min_probability: number;
                                /** @description share of wrong semantic hits that is accepted; null: any */
                                error_budget: number | null;
                                /** @description share of semantic hits that is also asked of the LLM */
                                shadow_rate: number;
                                /** @description off, or grey_zone: an LLM judges near misses */
                                judge: string;
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers */
                                checks_per_minute: number;
                                /** @description tiers that may answer */
                                tiers: string[];
                                /** @description guards that may stop a semantic hit */
                                guards: string[];
                                /** @description TTL of an answer stored from now on, s */
                                ttl_seconds: number;
                                /** @description tenant, or user: only who asked */
                                sharing: string;
                                /** @description first, or second_user: shared once a second user asked */
                                admission: string;
                                /** @description context, or root: a follow-up that stands by itself may be answered as a first question */
                                followups: string;
                                /** @description hits after which an answer is made anew before it expires; 0: never */
                                renew_after_hits: number;
                                /** @description by class of content */
                                classes: {
                                    /** @description personal data */
                                    personal: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description a matter of the own account */
                                    account: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description the present */
                                    time_relative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description something new each time */
                                    creative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    /** @description from when, ISO 8601, UTC */
                                    since: string;
                                    /** @description checks it rests on */
                                    checks: number;
                                    /** @description how many were wrong */
                                    wrong: number;
                                    /** @description why */
                                    reason: string;
                                } | null;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/policy/{namespace}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set the policy of a namespace to what an earlier version was */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the partition of the answer cache */
                    namespace: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "version": 1,
                     *       "note": "as it was before"
                     *     }
                     */
                    "application/json": {
                        /** @description what to go back to; 0: as if nothing was ever set */
                        version: number;
                        /** @description why, for the audit log */
                        note?: string;
                        /** @description only where this is still the newest version (0: nothing was ever set); else 409 */
                        if_version?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "namespace": "faq",
                         *       "version": 4,
                         *       "changes": {
                         *         "threshold": 0.97
                         *       },
                         *       "effective": {
                         *         "kind": "static",
                         *         "threshold": 0.97,
                         *         "min_probability": 0.92,
                         *         "error_budget": null,
                         *         "shadow_rate": 0,
                         *         "judge": "off",
                         *         "judge_floor": 0.85,
                         *         "checks_per_minute": 30,
                         *         "tiers": [
                         *           "exact",
                         *           "semantic"
                         *         ],
                         *         "guards": [
                         *           "numbers",
                         *           "negation"
                         *         ],
                         *         "ttl_seconds": 86400,
                         *         "sharing": "tenant",
                         *         "admission": "first",
                         *         "followups": "context",
                         *         "renew_after_hits": 3,
                         *         "classes": {
                         *           "personal": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "account": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "time_relative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           },
                         *           "creative": {
                         *             "keep": "never",
                         *             "ttl_seconds": null
                         *           }
                         *         },
                         *         "tightened": null
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /**
                             * Policy change
                             * @description what is set here; all else comes from the default policy, then from the settings
                             */
                            changes: {
                                /**
                                 * @description what decides a semantic hit: threshold and guards; the probability that two questions have the same answer; or its lower bound after what the entry has learnt
                                 * @enum {unknown}
                                 */
                                kind?: "static" | "calibrated" | "verified";
                                /** @description static: cosine similarity a semantic hit must exceed */
                                threshold?: number;
                                /** @description calibrated: probability a semantic hit must reach; verified: its lower bound, where there is no error_budget */
                                min_probability?: number;
                                /** @description share of wrong semantic hits that is accepted: beyond it the tier tightens itself (it takes shadow_rate to measure); verified: serves where the lower bound reaches 1 - error_budget */
                                error_budget?: number;
                                /** @description share of semantic hits that is also asked of the LLM, to measure how many are wrong */
                                shadow_rate?: number;
                                /**
                                 * @description grey_zone: after a near miss an LLM says whether the two questions have one answer; if so, the next one of these words is a hit
                                 * @enum {unknown}
                                 */
                                judge?: "off" | "grey_zone";
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor?: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers, shadow checks and judge together */
                                checks_per_minute?: number;
                                /** @description tiers that may answer; none: every question goes to the LLM */
                                tiers?: ("exact" | "semantic")[];
                                /** @description static: guards that may stop a semantic hit */
                                guards?: ("numbers" | "identifiers" | "negation" | "antonyms" | "entities" | "direction" | "question-type" | "restriction" | "modality" | "format")[];
                                /** @description TTL of an answer stored from now on */
                                ttl_seconds?: number;
                                /**
                                 * @description who may be given an answer: everybody of the tenant, or only who asked
                                 * @enum {unknown}
                                 */
                                sharing?: "tenant" | "user";
                                /**
                                 * @description second_user: an answer is shared only once a second user asked the same question; until then it is its asker's
                                 * @enum {unknown}
                                 */
                                admission?: "first" | "second_user";
                                /**
                                 * @description root: a follow-up that stands by itself may also be answered as a first question
                                 * @enum {unknown}
                                 */
                                followups?: "context" | "root";
                                /** @description hits in one process after which an answer that is about to expire is made anew in the background; 0: never */
                                renew_after_hits?: number;
                                /** @description personal data, a matter of the own account, the present, something new each time */
                                classes?: {
                                    /** @description personal data */
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description a matter of the own account */
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description the present */
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    /** @description something new each time */
                                    creative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                };
                            };
                            /** @description the policy in force */
                            effective: {
                                /** @description what decides a semantic hit: static, calibrated or verified */
                                kind: string;
                                /** @description cosine similarity a semantic hit must exceed */
                                threshold: number;
                                /** @description probability that a hit must reach */
                                min_probability: number;
                                /** @description share of wrong semantic hits that is accepted; null: any */
                                error_budget: number | null;
                                /** @description share of semantic hits that is also asked of the LLM */
                                shadow_rate: number;
                                /** @description off, or grey_zone: an LLM judges near misses */
                                judge: string;
                                /** @description similarity from which a miss is in the grey zone */
                                judge_floor: number;
                                /** @description LLM calls a minute that one process may make for a tenant to check answers */
                                checks_per_minute: number;
                                /** @description tiers that may answer */
                                tiers: string[];
                                /** @description guards that may stop a semantic hit */
                                guards: string[];
                                /** @description TTL of an answer stored from now on, s */
                                ttl_seconds: number;
                                /** @description tenant, or user: only who asked */
                                sharing: string;
                                /** @description first, or second_user: shared once a second user asked */
                                admission: string;
                                /** @description context, or root: a follow-up that stands by itself may be answered as a first question */
                                followups: string;
                                /** @description hits after which an answer is made anew before it expires; 0: never */
                                renew_after_hits: number;
                                /** @description by class of content */
                                classes: {
                                    /** @description personal data */
                                    personal: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description a matter of the own account */
                                    account: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description the present */
                                    time_relative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                    /** @description something new each time */
                                    creative: {
                                        /** @description never, user or shared */
                                        keep: string;
                                        /** @description at most this long, s; null: as any other */
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    /** @description from when, ISO 8601, UTC */
                                    since: string;
                                    /** @description checks it rests on */
                                    checks: number;
                                    /** @description how many were wrong */
                                    wrong: number;
                                    /** @description why */
                                    reason: string;
                                } | null;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/policy-versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of the default policy, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description versions of a page */
                    limit?: number;
                    /** @description next_before of the page before */
                    before?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "version": 3,
                         *           "changes": {
                         *             "threshold": 0.97
                         *           },
                         *           "author": "op",
                         *           "note": "fewer wrong ones",
                         *           "create_time": "2026-01-05T09:30:00.000000Z"
                         *         }
                         *       ],
                         *       "next_before": null
                         *     }
                         */
                        "application/json": {
                            /** @description newest first */
                            items: {
                                /** @description counts from 1 */
                                version: number;
                                /**
                                 * Policy change
                                 * @description what is set here; all else comes from the default policy, then from the settings
                                 */
                                changes: {
                                    /**
                                     * @description what decides a semantic hit: threshold and guards; the probability that two questions have the same answer; or its lower bound after what the entry has learnt
                                     * @enum {unknown}
                                     */
                                    kind?: "static" | "calibrated" | "verified";
                                    /** @description static: cosine similarity a semantic hit must exceed */
                                    threshold?: number;
                                    /** @description calibrated: probability a semantic hit must reach; verified: its lower bound, where there is no error_budget */
                                    min_probability?: number;
                                    /** @description share of wrong semantic hits that is accepted: beyond it the tier tightens itself (it takes shadow_rate to measure); verified: serves where the lower bound reaches 1 - error_budget */
                                    error_budget?: number;
                                    /** @description share of semantic hits that is also asked of the LLM, to measure how many are wrong */
                                    shadow_rate?: number;
                                    /**
                                     * @description grey_zone: after a near miss an LLM says whether the two questions have one answer; if so, the next one of these words is a hit
                                     * @enum {unknown}
                                     */
                                    judge?: "off" | "grey_zone";
                                    /** @description similarity from which a miss is in the grey zone */
                                    judge_floor?: number;
                                    /** @description LLM calls a minute that one process may make for a tenant to check answers, shadow checks and judge together */
                                    checks_per_minute?: number;
                                    /** @description tiers that may answer; none: every question goes to the LLM */
                                    tiers?: ("exact" | "semantic")[];
                                    /** @description static: guards that may stop a semantic hit */
                                    guards?: ("numbers" | "identifiers" | "negation" | "antonyms" | "entities" | "direction" | "question-type" | "restriction" | "modality" | "format")[];
                                    /** @description TTL of an answer stored from now on */
                                    ttl_seconds?: number;
                                    /**
                                     * @description who may be given an answer: everybody of the tenant, or only who asked
                                     * @enum {unknown}
                                     */
                                    sharing?: "tenant" | "user";
                                    /**
                                     * @description second_user: an answer is shared only once a second user asked the same question; until then it is its asker's
                                     * @enum {unknown}
                                     */
                                    admission?: "first" | "second_user";
                                    /**
                                     * @description root: a follow-up that stands by itself may also be answered as a first question
                                     * @enum {unknown}
                                     */
                                    followups?: "context" | "root";
                                    /** @description hits in one process after which an answer that is about to expire is made anew in the background; 0: never */
                                    renew_after_hits?: number;
                                    /** @description personal data, a matter of the own account, the present, something new each time */
                                    classes?: {
                                        /** @description personal data */
                                        personal?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                        /** @description a matter of the own account */
                                        account?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                        /** @description the present */
                                        time_relative?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                        /** @description something new each time */
                                        creative?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                    };
                                };
                                /** @description the operator */
                                author: string;
                                /** @description why */
                                note: string | null;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                            }[];
                            /** @description null: this was the last page */
                            next_before: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/policy/{namespace}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of the policy of a namespace, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description versions of a page */
                    limit?: number;
                    /** @description next_before of the page before */
                    before?: number;
                };
                header?: never;
                path: {
                    /** @description the partition of the answer cache */
                    namespace: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "version": 3,
                         *           "changes": {
                         *             "threshold": 0.97
                         *           },
                         *           "author": "op",
                         *           "note": "fewer wrong ones",
                         *           "create_time": "2026-01-05T09:30:00.000000Z"
                         *         }
                         *       ],
                         *       "next_before": null
                         *     }
                         */
                        "application/json": {
                            /** @description newest first */
                            items: {
                                /** @description counts from 1 */
                                version: number;
                                /**
                                 * Policy change
                                 * @description what is set here; all else comes from the default policy, then from the settings
                                 */
                                changes: {
                                    /**
                                     * @description what decides a semantic hit: threshold and guards; the probability that two questions have the same answer; or its lower bound after what the entry has learnt
                                     * @enum {unknown}
                                     */
                                    kind?: "static" | "calibrated" | "verified";
                                    /** @description static: cosine similarity a semantic hit must exceed */
                                    threshold?: number;
                                    /** @description calibrated: probability a semantic hit must reach; verified: its lower bound, where there is no error_budget */
                                    min_probability?: number;
                                    /** @description share of wrong semantic hits that is accepted: beyond it the tier tightens itself (it takes shadow_rate to measure); verified: serves where the lower bound reaches 1 - error_budget */
                                    error_budget?: number;
                                    /** @description share of semantic hits that is also asked of the LLM, to measure how many are wrong */
                                    shadow_rate?: number;
                                    /**
                                     * @description grey_zone: after a near miss an LLM says whether the two questions have one answer; if so, the next one of these words is a hit
                                     * @enum {unknown}
                                     */
                                    judge?: "off" | "grey_zone";
                                    /** @description similarity from which a miss is in the grey zone */
                                    judge_floor?: number;
                                    /** @description LLM calls a minute that one process may make for a tenant to check answers, shadow checks and judge together */
                                    checks_per_minute?: number;
                                    /** @description tiers that may answer; none: every question goes to the LLM */
                                    tiers?: ("exact" | "semantic")[];
                                    /** @description static: guards that may stop a semantic hit */
                                    guards?: ("numbers" | "identifiers" | "negation" | "antonyms" | "entities" | "direction" | "question-type" | "restriction" | "modality" | "format")[];
                                    /** @description TTL of an answer stored from now on */
                                    ttl_seconds?: number;
                                    /**
                                     * @description who may be given an answer: everybody of the tenant, or only who asked
                                     * @enum {unknown}
                                     */
                                    sharing?: "tenant" | "user";
                                    /**
                                     * @description second_user: an answer is shared only once a second user asked the same question; until then it is its asker's
                                     * @enum {unknown}
                                     */
                                    admission?: "first" | "second_user";
                                    /**
                                     * @description root: a follow-up that stands by itself may also be answered as a first question
                                     * @enum {unknown}
                                     */
                                    followups?: "context" | "root";
                                    /** @description hits in one process after which an answer that is about to expire is made anew in the background; 0: never */
                                    renew_after_hits?: number;
                                    /** @description personal data, a matter of the own account, the present, something new each time */
                                    classes?: {
                                        /** @description personal data */
                                        personal?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                        /** @description a matter of the own account */
                                        account?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                        /** @description the present */
                                        time_relative?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                        /** @description something new each time */
                                        creative?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                    };
                                };
                                /** @description the operator */
                                author: string;
                                /** @description why */
                                note: string | null;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                            }[];
                            /** @description null: this was the last page */
                            next_before: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Cached answers, the newest or the nearest in meaning first */
        get: {
            parameters: {
                query?: {
                    /** @description only of this namespace */
                    namespace?: string;
                    /** @description only with this tag */
                    tag?: string;
                    /** @description live: may be served; quarantined: kept for the operator, served to nobody */
                    state?: "live" | "quarantined";
                    /** @description a question: the entries nearest in meaning; without it the newest */
                    q?: string;
                    /** @description most of a page */
                    limit?: number;
                    /** @description next_cursor of the page before */
                    cursor?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *           "state": "live",
                         *           "question": "What is the capital of France?",
                         *           "answer": "Paris.",
                         *           "namespace": "default",
                         *           "model": "gpt-4o-mini",
                         *           "tags": [
                         *             "geography"
                         *           ],
                         *           "create_time": "2026-01-05T09:30:00.000000Z",
                         *           "expire_time": "2026-01-06T09:30:00.000000Z",
                         *           "hits": 12,
                         *           "hit_similarity": {
                         *             "lowest": 0.953,
                         *             "highest": 0.991
                         *           },
                         *           "aliases": 1,
                         *           "feedback": {
                         *             "up": 2,
                         *             "down": 0
                         *           },
                         *           "checks": {
                         *             "same": 3,
                         *             "different": 0,
                         *             "unknown": 0
                         *           },
                         *           "pinned": false
                         *         }
                         *       ],
                         *       "next_cursor": null
                         *     }
                         */
                        "application/json": {
                            /** @description of this page */
                            items: {
                                /** @description its id */
                                id: string;
                                /**
                                 * @description live: may be served; quarantined: kept for the operator, served to nobody
                                 * @enum {unknown}
                                 */
                                state: "live" | "quarantined";
                                /** @description as it was asked first */
                                question: string;
                                /** @description the answer */
                                answer: string;
                                /** @description the partition of the answer cache */
                                namespace: string;
                                /** @description the model */
                                model: string;
                                /** @description names by which it can be invalidated */
                                tags: string[];
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /** @description ISO 8601, UTC, microseconds */
                                expire_time: string;
                                /** @description times it was served, by the events that have reached the record */
                                hits: number;
                                /** @description of the questions it was served for by meaning; null: none */
                                hit_similarity: {
                                    /** @description of the farthest question */
                                    lowest: number;
                                    /** @description of the nearest */
                                    highest: number;
                                } | null;
                                /** @description other questions that became names of it */
                                aliases: number;
                                /** @description ratings of chat turns it was served in */
                                feedback: {
                                    /** @description thumbs up */
                                    up: number;
                                    /** @description thumbs down */
                                    down: number;
                                };
                                /** @description what turned out when it was compared, or rated, for other questions than its own */
                                checks: {
                                    /** @description the answer fitted */
                                    same: number;
                                    /** @description it did not */
                                    different: number;
                                    /** @description could not be told */
                                    unknown: number;
                                };
                                /** @description an operator keeps it: it lives for a year from then, and is not made anew; Redis may still evict it */
                                pinned: boolean;
                                /** @description when an operator wrote its answer; absent: the LLM did */
                                edited_time?: string;
                                /** @description to q */
                                similarity?: number;
                                /** @description whose turn produced it */
                                conversation_id?: string;
                                /** @description pseudonym of the user who caused it */
                                owner?: string;
                            }[];
                            /** @description for the next page; null: this was the last */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/entries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A cached answer */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description its id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *       "state": "live",
                         *       "question": "What is the capital of France?",
                         *       "answer": "Paris.",
                         *       "namespace": "default",
                         *       "model": "gpt-4o-mini",
                         *       "tags": [
                         *         "geography"
                         *       ],
                         *       "create_time": "2026-01-05T09:30:00.000000Z",
                         *       "expire_time": "2026-01-06T09:30:00.000000Z",
                         *       "hits": 12,
                         *       "hit_similarity": {
                         *         "lowest": 0.953,
                         *         "highest": 0.991
                         *       },
                         *       "aliases": 1,
                         *       "feedback": {
                         *         "up": 2,
                         *         "down": 0
                         *       },
                         *       "checks": {
                         *         "same": 3,
                         *         "different": 0,
                         *         "unknown": 0
                         *       },
                         *       "pinned": false
                         *     }
                         */
                        "application/json": {
                            /** @description its id */
                            id: string;
                            /**
                             * @description live: may be served; quarantined: kept for the operator, served to nobody
                             * @enum {unknown}
                             */
                            state: "live" | "quarantined";
                            /** @description as it was asked first */
                            question: string;
                            /** @description the answer */
                            answer: string;
                            /** @description the partition of the answer cache */
                            namespace: string;
                            /** @description the model */
                            model: string;
                            /** @description names by which it can be invalidated */
                            tags: string[];
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            expire_time: string;
                            /** @description times it was served, by the events that have reached the record */
                            hits: number;
                            /** @description of the questions it was served for by meaning; null: none */
                            hit_similarity: {
                                /** @description of the farthest question */
                                lowest: number;
                                /** @description of the nearest */
                                highest: number;
                            } | null;
                            /** @description other questions that became names of it */
                            aliases: number;
                            /** @description ratings of chat turns it was served in */
                            feedback: {
                                /** @description thumbs up */
                                up: number;
                                /** @description thumbs down */
                                down: number;
                            };
                            /** @description what turned out when it was compared, or rated, for other questions than its own */
                            checks: {
                                /** @description the answer fitted */
                                same: number;
                                /** @description it did not */
                                different: number;
                                /** @description could not be told */
                                unknown: number;
                            };
                            /** @description an operator keeps it: it lives for a year from then, and is not made anew; Redis may still evict it */
                            pinned: boolean;
                            /** @description when an operator wrote its answer; absent: the LLM did */
                            edited_time?: string;
                            /** @description to q */
                            similarity?: number;
                            /** @description whose turn produced it */
                            conversation_id?: string;
                            /** @description pseudonym of the user who caused it */
                            owner?: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        /** Serve another answer in its place */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description its id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "answer": "Paris, since 987.",
                     *       "note": "more exact"
                     *     }
                     */
                    "application/json": {
                        /** @description what is served from now on, in both tiers and under every alias */
                        answer: string;
                        /** @description why, for the audit log */
                        note?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *       "state": "live",
                         *       "question": "What is the capital of France?",
                         *       "answer": "Paris, since 987.",
                         *       "namespace": "default",
                         *       "model": "gpt-4o-mini",
                         *       "tags": [
                         *         "geography"
                         *       ],
                         *       "create_time": "2026-01-05T09:30:00.000000Z",
                         *       "expire_time": "2026-01-06T09:30:00.000000Z",
                         *       "hits": 12,
                         *       "hit_similarity": {
                         *         "lowest": 0.953,
                         *         "highest": 0.991
                         *       },
                         *       "aliases": 1,
                         *       "feedback": {
                         *         "up": 2,
                         *         "down": 0
                         *       },
                         *       "checks": {
                         *         "same": 3,
                         *         "different": 0,
                         *         "unknown": 0
                         *       },
                         *       "pinned": false,
                         *       "edited_time": "2026-01-05T09:30:00.000000Z"
                         *     }
                         */
                        "application/json": {
                            /** @description its id */
                            id: string;
                            /**
                             * @description live: may be served; quarantined: kept for the operator, served to nobody
                             * @enum {unknown}
                             */
                            state: "live" | "quarantined";
                            /** @description as it was asked first */
                            question: string;
                            /** @description the answer */
                            answer: string;
                            /** @description the partition of the answer cache */
                            namespace: string;
                            /** @description the model */
                            model: string;
                            /** @description names by which it can be invalidated */
                            tags: string[];
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            expire_time: string;
                            /** @description times it was served, by the events that have reached the record */
                            hits: number;
                            /** @description of the questions it was served for by meaning; null: none */
                            hit_similarity: {
                                /** @description of the farthest question */
                                lowest: number;
                                /** @description of the nearest */
                                highest: number;
                            } | null;
                            /** @description other questions that became names of it */
                            aliases: number;
                            /** @description ratings of chat turns it was served in */
                            feedback: {
                                /** @description thumbs up */
                                up: number;
                                /** @description thumbs down */
                                down: number;
                            };
                            /** @description what turned out when it was compared, or rated, for other questions than its own */
                            checks: {
                                /** @description the answer fitted */
                                same: number;
                                /** @description it did not */
                                different: number;
                                /** @description could not be told */
                                unknown: number;
                            };
                            /** @description an operator keeps it: it lives for a year from then, and is not made anew; Redis may still evict it */
                            pinned: boolean;
                            /** @description when an operator wrote its answer; absent: the LLM did */
                            edited_time?: string;
                            /** @description to q */
                            similarity?: number;
                            /** @description whose turn produced it */
                            conversation_id?: string;
                            /** @description pseudonym of the user who caused it */
                            owner?: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        /** Delete a cached answer */
        delete: {
            parameters: {
                query?: {
                    /** @description why, for the audit log */
                    note?: string;
                };
                header?: never;
                path: {
                    /** @description its id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/entries/{id}/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Serve it to nobody, keep it for the operator */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description its id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "note": "a wrong date"
                     *     }
                     */
                    "application/json": {
                        /** @description why, for the audit log */
                        note?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *       "state": "quarantined"
                         *     }
                         */
                        "application/json": {
                            /** @description its id */
                            id: string;
                            /**
                             * @description deleted: it had no vector to be kept by, or Redis did not answer
                             * @enum {unknown}
                             */
                            state: "live" | "quarantined" | "deleted";
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/entries/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Serve a quarantined answer again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description its id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "note": "it was right"
                     *     }
                     */
                    "application/json": {
                        /** @description why, for the audit log */
                        note?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *       "state": "live"
                         *     }
                         */
                        "application/json": {
                            /** @description its id */
                            id: string;
                            /**
                             * @description deleted: it had no vector to be kept by, or Redis did not answer
                             * @enum {unknown}
                             */
                            state: "live" | "quarantined" | "deleted";
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/entries/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Keep it for a year, as it is */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description its id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "note": "asked every day"
                     *     }
                     */
                    "application/json": {
                        /** @description why, for the audit log */
                        note?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *       "state": "live",
                         *       "question": "What is the capital of France?",
                         *       "answer": "Paris.",
                         *       "namespace": "default",
                         *       "model": "gpt-4o-mini",
                         *       "tags": [
                         *         "geography"
                         *       ],
                         *       "create_time": "2026-01-05T09:30:00.000000Z",
                         *       "expire_time": "2026-01-06T09:30:00.000000Z",
                         *       "hits": 12,
                         *       "hit_similarity": {
                         *         "lowest": 0.953,
                         *         "highest": 0.991
                         *       },
                         *       "aliases": 1,
                         *       "feedback": {
                         *         "up": 2,
                         *         "down": 0
                         *       },
                         *       "checks": {
                         *         "same": 3,
                         *         "different": 0,
                         *         "unknown": 0
                         *       },
                         *       "pinned": true
                         *     }
                         */
                        "application/json": {
                            /** @description its id */
                            id: string;
                            /**
                             * @description live: may be served; quarantined: kept for the operator, served to nobody
                             * @enum {unknown}
                             */
                            state: "live" | "quarantined";
                            /** @description as it was asked first */
                            question: string;
                            /** @description the answer */
                            answer: string;
                            /** @description the partition of the answer cache */
                            namespace: string;
                            /** @description the model */
                            model: string;
                            /** @description names by which it can be invalidated */
                            tags: string[];
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            expire_time: string;
                            /** @description times it was served, by the events that have reached the record */
                            hits: number;
                            /** @description of the questions it was served for by meaning; null: none */
                            hit_similarity: {
                                /** @description of the farthest question */
                                lowest: number;
                                /** @description of the nearest */
                                highest: number;
                            } | null;
                            /** @description other questions that became names of it */
                            aliases: number;
                            /** @description ratings of chat turns it was served in */
                            feedback: {
                                /** @description thumbs up */
                                up: number;
                                /** @description thumbs down */
                                down: number;
                            };
                            /** @description what turned out when it was compared, or rated, for other questions than its own */
                            checks: {
                                /** @description the answer fitted */
                                same: number;
                                /** @description it did not */
                                different: number;
                                /** @description could not be told */
                                unknown: number;
                            };
                            /** @description an operator keeps it: it lives for a year from then, and is not made anew; Redis may still evict it */
                            pinned: boolean;
                            /** @description when an operator wrote its answer; absent: the LLM did */
                            edited_time?: string;
                            /** @description to q */
                            similarity?: number;
                            /** @description whose turn produced it */
                            conversation_id?: string;
                            /** @description pseudonym of the user who caused it */
                            owner?: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/entries/{id}/unpin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let it live as long as others do */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description its id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    /**
                     * @example {
                     *       "note": "the season is over"
                     *     }
                     */
                    "application/json": {
                        /** @description why, for the audit log */
                        note?: string;
                    } | null;
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *       "state": "live",
                         *       "question": "What is the capital of France?",
                         *       "answer": "Paris.",
                         *       "namespace": "default",
                         *       "model": "gpt-4o-mini",
                         *       "tags": [
                         *         "geography"
                         *       ],
                         *       "create_time": "2026-01-05T09:30:00.000000Z",
                         *       "expire_time": "2026-01-06T09:30:00.000000Z",
                         *       "hits": 12,
                         *       "hit_similarity": {
                         *         "lowest": 0.953,
                         *         "highest": 0.991
                         *       },
                         *       "aliases": 1,
                         *       "feedback": {
                         *         "up": 2,
                         *         "down": 0
                         *       },
                         *       "checks": {
                         *         "same": 3,
                         *         "different": 0,
                         *         "unknown": 0
                         *       },
                         *       "pinned": false
                         *     }
                         */
                        "application/json": {
                            /** @description its id */
                            id: string;
                            /**
                             * @description live: may be served; quarantined: kept for the operator, served to nobody
                             * @enum {unknown}
                             */
                            state: "live" | "quarantined";
                            /** @description as it was asked first */
                            question: string;
                            /** @description the answer */
                            answer: string;
                            /** @description the partition of the answer cache */
                            namespace: string;
                            /** @description the model */
                            model: string;
                            /** @description names by which it can be invalidated */
                            tags: string[];
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            expire_time: string;
                            /** @description times it was served, by the events that have reached the record */
                            hits: number;
                            /** @description of the questions it was served for by meaning; null: none */
                            hit_similarity: {
                                /** @description of the farthest question */
                                lowest: number;
                                /** @description of the nearest */
                                highest: number;
                            } | null;
                            /** @description other questions that became names of it */
                            aliases: number;
                            /** @description ratings of chat turns it was served in */
                            feedback: {
                                /** @description thumbs up */
                                up: number;
                                /** @description thumbs down */
                                down: number;
                            };
                            /** @description what turned out when it was compared, or rated, for other questions than its own */
                            checks: {
                                /** @description the answer fitted */
                                same: number;
                                /** @description it did not */
                                different: number;
                                /** @description could not be told */
                                unknown: number;
                            };
                            /** @description an operator keeps it: it lives for a year from then, and is not made anew; Redis may still evict it */
                            pinned: boolean;
                            /** @description when an operator wrote its answer; absent: the LLM did */
                            edited_time?: string;
                            /** @description to q */
                            similarity?: number;
                            /** @description whose turn produced it */
                            conversation_id?: string;
                            /** @description pseudonym of the user who caused it */
                            owner?: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/entries/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Quarantine, release or delete what a namespace or tag holds, a thousand at a time; a dry run unless told */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "action": "quarantine",
                     *       "tag": "geography",
                     *       "dry_run": true,
                     *       "note": "the source was wrong"
                     *     }
                     */
                    "application/json": {
                        /**
                         * @description what is done
                         * @enum {unknown}
                         */
                        action: "quarantine" | "release" | "delete";
                        /** @description everything of this namespace */
                        namespace?: string;
                        /** @description everything with this tag */
                        tag?: string;
                        /**
                         * @description true: nothing changes
                         * @default true
                         */
                        dry_run?: boolean;
                        /** @description why, for the audit log */
                        note?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "dry_run": true,
                         *       "action": "quarantine",
                         *       "matched": 12,
                         *       "changed": 0,
                         *       "more": false,
                         *       "examples": [
                         *         {
                         *           "id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *           "question": "What is the capital of France?"
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": {
                            /** @description true: nothing was changed */
                            dry_run: boolean;
                            /** @description what is done */
                            action: string;
                            /** @description entries found before anything was changed */
                            matched: number;
                            /** @description entries that were changed by this call */
                            changed: number;
                            /** @description true: something is left to be changed; send it again. A dry run counts everything */
                            more: boolean;
                            /** @description the newest of them */
                            examples: {
                                /** @description its id */
                                id: string;
                                /** @description as it was asked first */
                                question: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/invalidate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take cached answers away, in every process when this returns; a dry run unless told */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "tag": "geography",
                     *       "dry_run": true
                     *     }
                     */
                    "application/json": {
                        /** @description everything of this namespace */
                        namespace?: string;
                        /** @description everything with this tag */
                        tag?: string;
                        /** @description everything this model answered */
                        model?: string;
                        /**
                         * @description everything of the tenant
                         * @enum {boolean}
                         */
                        all?: true;
                        /**
                         * @description true: nothing changes
                         * @default true
                         */
                        dry_run?: boolean;
                        /** @description why, for the audit log */
                        note?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "dry_run": true,
                         *       "entries": 12,
                         *       "examples": [
                         *         {
                         *           "id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *           "question": "What is the capital of France?"
                         *         }
                         *       ],
                         *       "generation": null
                         *     }
                         */
                        "application/json": {
                            /** @description true: nothing was changed */
                            dry_run: boolean;
                            /** @description dry run: live entries it would take away */
                            entries: number | null;
                            /** @description some of them */
                            examples: {
                                /** @description its id */
                                id: string;
                                /** @description as it was asked first */
                                question: string;
                            }[];
                            /** @description number of this invalidation; null for a dry run */
                            generation: number | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete everything of a user of the own tenant; 202: send it again, it goes on */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the user, by the name in their token */
                    user_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "0f8fad5b-d9cb-469f-a165-70867728954e",
                         *       "kind": "user",
                         *       "user_hash": "58158820c40bcd7c",
                         *       "asked_by": "op",
                         *       "create_time": "2026-01-05T09:30:00.000000Z",
                         *       "finish_time": "2026-01-05T09:30:00.000000Z",
                         *       "complete": true,
                         *       "erased": {
                         *         "conversations": 2,
                         *         "messages": 8,
                         *         "feedback": 1,
                         *         "entries": 3,
                         *         "aliases": 0,
                         *         "events": 4,
                         *         "vectors": 3,
                         *         "checks": 0
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description of the receipt */
                            id: string;
                            /** @description conversation | user */
                            kind: string;
                            /** @description of the erased conversation */
                            conversation_id?: string;
                            /** @description pseudonym of the user whose data it was; nothing else of them is kept */
                            user_hash: string;
                            /** @description self, or the operator who asked */
                            asked_by: string;
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            finish_time?: string;
                            /** @description false: something is left to do; the same request goes on with it */
                            complete: boolean;
                            /** @description what was there and is gone */
                            erased: {
                                /** @description conversations */
                                conversations: number;
                                /** @description messages */
                                messages: number;
                                /** @description ratings */
                                feedback: number;
                                /** @description cached answers that came only from these */
                                entries: number;
                                /** @description other questions that were answered by such an answer */
                                aliases: number;
                                /** @description rows of the deflection report; events that had not reached it yet are dropped when they come, and are in no count */
                                events: number;
                                /** @description vectors of questions */
                                vectors: number;
                                /** @description labelled outcomes */
                                checks: number;
                            };
                            /** @description what could not be deleted yet */
                            pending?: {
                                /** @description Redis keys that are deleted, whether there or not, as soon as Redis is back; they are in no count */
                                keys: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "id": "0f8fad5b-d9cb-469f-a165-70867728954e",
                         *       "kind": "user",
                         *       "user_hash": "58158820c40bcd7c",
                         *       "asked_by": "op",
                         *       "create_time": "2026-01-05T09:30:00.000000Z",
                         *       "finish_time": "2026-01-05T09:30:00.000000Z",
                         *       "complete": true,
                         *       "erased": {
                         *         "conversations": 2,
                         *         "messages": 8,
                         *         "feedback": 1,
                         *         "entries": 3,
                         *         "aliases": 0,
                         *         "events": 4,
                         *         "vectors": 3,
                         *         "checks": 0
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description of the receipt */
                            id: string;
                            /** @description conversation | user */
                            kind: string;
                            /** @description of the erased conversation */
                            conversation_id?: string;
                            /** @description pseudonym of the user whose data it was; nothing else of them is kept */
                            user_hash: string;
                            /** @description self, or the operator who asked */
                            asked_by: string;
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            finish_time?: string;
                            /** @description false: something is left to do; the same request goes on with it */
                            complete: boolean;
                            /** @description what was there and is gone */
                            erased: {
                                /** @description conversations */
                                conversations: number;
                                /** @description messages */
                                messages: number;
                                /** @description ratings */
                                feedback: number;
                                /** @description cached answers that came only from these */
                                entries: number;
                                /** @description other questions that were answered by such an answer */
                                aliases: number;
                                /** @description rows of the deflection report; events that had not reached it yet are dropped when they come, and are in no count */
                                events: number;
                                /** @description vectors of questions */
                                vectors: number;
                                /** @description labelled outcomes */
                                checks: number;
                            };
                            /** @description what could not be deleted yet */
                            pending?: {
                                /** @description Redis keys that are deleted, whether there or not, as soon as Redis is back; they are in no count */
                                keys: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Receipts of erasures, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description how many came before */
                    offset?: number;
                    /** @description most of a page */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "0f8fad5b-d9cb-469f-a165-70867728954e",
                         *           "kind": "user",
                         *           "user_hash": "58158820c40bcd7c",
                         *           "asked_by": "op",
                         *           "create_time": "2026-01-05T09:30:00.000000Z",
                         *           "finish_time": "2026-01-05T09:30:00.000000Z",
                         *           "complete": true,
                         *           "erased": {
                         *             "conversations": 2,
                         *             "messages": 8,
                         *             "feedback": 1,
                         *             "entries": 3,
                         *             "aliases": 0,
                         *             "events": 4,
                         *             "vectors": 3,
                         *             "checks": 0
                         *           }
                         *         }
                         *       ],
                         *       "offset": 0,
                         *       "limit": 20
                         *     }
                         */
                        "application/json": {
                            /** @description of this page */
                            items: {
                                /** @description of the receipt */
                                id: string;
                                /** @description conversation | user */
                                kind: string;
                                /** @description of the erased conversation */
                                conversation_id?: string;
                                /** @description pseudonym of the user whose data it was; nothing else of them is kept */
                                user_hash: string;
                                /** @description self, or the operator who asked */
                                asked_by: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /** @description ISO 8601, UTC, microseconds */
                                finish_time?: string;
                                /** @description false: something is left to do; the same request goes on with it */
                                complete: boolean;
                                /** @description what was there and is gone */
                                erased: {
                                    /** @description conversations */
                                    conversations: number;
                                    /** @description messages */
                                    messages: number;
                                    /** @description ratings */
                                    feedback: number;
                                    /** @description cached answers that came only from these */
                                    entries: number;
                                    /** @description other questions that were answered by such an answer */
                                    aliases: number;
                                    /** @description rows of the deflection report; events that had not reached it yet are dropped when they come, and are in no count */
                                    events: number;
                                    /** @description vectors of questions */
                                    vectors: number;
                                    /** @description labelled outcomes */
                                    checks: number;
                                };
                                /** @description what could not be deleted yet */
                                pending?: {
                                    /** @description Redis keys that are deleted, whether there or not, as soon as Redis is back; they are in no count */
                                    keys: number;
                                };
                            }[];
                            /** @description how many came before */
                            offset: number;
                            /** @description most of a page */
                            limit: number;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What would be served for a question, and why; calls no LLM, stores and counts nothing */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "text": "Whats the capital of France?",
                     *       "namespace": "default"
                     *     }
                     */
                    "application/json": {
                        /** @description the question */
                        text: string;
                        /** @description what was said before the question, as /v1/chat/completions takes it; without it and `message_id`: the first question of a chat */
                        messages?: ({
                            /** @description user or assistant; in requests also system, developer or tool */
                            role: string;
                            /** @description the text */
                            content: unknown;
                        } & {
                            [key: string]: unknown;
                        })[];
                        /** @description the same for a response, as /v1/responses takes it; empty for the first question; not with `messages` */
                        input?: {
                            [key: string]: unknown;
                        }[];
                        /** @description the other fields of a request of /v1/chat/completions, or, with `input`, of /v1/responses, as `temperature`: answers are shared only where they are equal; not with `message_id` */
                        parameters?: {
                            /** @description the user */
                            user?: string | null;
                        } & {
                            [key: string]: unknown;
                        };
                        /** @description a question of a chat of your own: explained in the context it was asked in, for its model; not with `messages`, `input` or `parameters` */
                        message_id?: string;
                        /** @description the partition of the answer cache */
                        namespace?: string;
                        /** @description the model */
                        model?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "decision": {
                         *         "status": "semantic",
                         *         "entry_id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *         "similarity": 0.9731,
                         *         "sentence": "Served: 0.9731 is above 0.95, and no guard objects."
                         *       },
                         *       "cacheable": {
                         *         "cacheable": true,
                         *         "reason": null
                         *       },
                         *       "normalised": "whats the capital of france",
                         *       "embedded": "whats the capital of france",
                         *       "scope": {
                         *         "hash": "9f86d081884c7d65",
                         *         "parts": {
                         *           "tenant": "acme",
                         *           "model": "gpt-4o-mini"
                         *         }
                         *       },
                         *       "policy": {
                         *         "kind": "static",
                         *         "threshold": 0.95,
                         *         "min_probability": 0.92,
                         *         "tiers": [
                         *           "exact",
                         *           "semantic"
                         *         ],
                         *         "guards": [
                         *           "numbers"
                         *         ]
                         *       },
                         *       "exact": {
                         *         "hash": "5d41402abc4b2a76b9719d911017c592",
                         *         "entry": null
                         *       },
                         *       "candidates": [
                         *         {
                         *           "entry_id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *           "question": "What is the capital of France?",
                         *           "created_at": "2026-01-05T09:30:00.000Z",
                         *           "expires_at": "2026-01-06T09:30:00.000Z",
                         *           "similarity": 0.9731,
                         *           "probability": 0.98,
                         *           "lower_bound": null,
                         *           "finding": "serve",
                         *           "guards": [
                         *             {
                         *               "name": "numbers",
                         *               "asked": true,
                         *               "evidence": null
                         *             }
                         *           ]
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": {
                            /** @description what would be served */
                            decision: {
                                /**
                                 * @description how it came about, or how it is
                                 * @enum {unknown}
                                 */
                                status: "exact" | "semantic" | "miss" | "bypass";
                                /** @description why */
                                reason?: string;
                                /** @description the cached answer */
                                entry_id?: string;
                                /** @description cosine, 0..1 */
                                similarity?: number;
                                /** @description the decision and its reason in words */
                                sentence: string;
                            };
                            /** @description whether the question may be answered from, or kept in, the cache */
                            cacheable: {
                                /** @description whether the question may be answered from, or kept in, the cache */
                                cacheable: boolean;
                                /** @description why */
                                reason: string | null;
                            };
                            /** @description the question as the exact tier keys it */
                            normalised: string;
                            /** @description the question as it is embedded: ways to ask how something is done open alike */
                            embedded: string;
                            /** @description where the question is looked for */
                            scope: {
                                /** @description its digest */
                                hash: string;
                                /** @description what a cached answer must share to be found */
                                parts: {
                                    [key: string]: unknown;
                                };
                            };
                            /** @description the policy in force */
                            policy: {
                                /** @description what decides a semantic hit: static, calibrated or verified */
                                kind: string;
                                /** @description cosine similarity a semantic hit must exceed */
                                threshold: number;
                                /** @description probability that a hit must reach */
                                min_probability: number;
                                /** @description tiers that may answer */
                                tiers: string[];
                                /** @description guards that may stop a semantic hit */
                                guards: string[];
                            };
                            /** @description the exact tier */
                            exact: {
                                /** @description its digest */
                                hash: string;
                                /** @description the cached answer */
                                entry: {
                                    /** @description the cached answer */
                                    entry_id: string;
                                    /** @description as it was asked first */
                                    question: string;
                                    /** @description ISO 8601, UTC */
                                    created_at: string;
                                    /** @description ISO 8601, UTC */
                                    expires_at: string;
                                } | null;
                            };
                            /** @description the nearest entries of the scope, by falling similarity */
                            candidates: {
                                /** @description the cached answer */
                                entry_id: string;
                                /** @description as it was asked first */
                                question: string;
                                /** @description ISO 8601, UTC */
                                created_at: string;
                                /** @description ISO 8601, UTC */
                                expires_at: string;
                                /** @description cosine, 0..1 */
                                similarity: number;
                                /** @description calibrated probability of the same answer; null where the words of one side are not known */
                                probability: number | null;
                                /** @description verified: what must reach min_probability, after what the entry has learnt; null under other kinds */
                                lower_bound: number | null;
                                /** @description `serve`, or the first thing that stands against it */
                                finding: string;
                                /** @description guards that may stop a semantic hit */
                                guards: {
                                    /** @description its name */
                                    name: string;
                                    /** @description whether the policy lets it stop an answer */
                                    asked: boolean;
                                    /** @description what it says against the candidate; null: silent */
                                    evidence: string | null;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/whatif": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logged decisions under other thresholds and guards */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "since": "24h",
                     *       "thresholds": [
                     *         0.9,
                     *         0.95
                     *       ]
                     *     }
                     */
                    "application/json": {
                        /** @description how far back: 30m, 24h, 7d, at most 30d; or an ISO time, UTC where it has no offset */
                        since: string;
                        /** @description similarities to try */
                        thresholds: number[];
                        /** @description guards that may stop a hit; absent: those of the policy in force */
                        guards?: ("numbers" | "identifiers" | "negation" | "antonyms" | "entities" | "direction" | "question-type" | "restriction" | "modality" | "format")[];
                        /** @description absent: all */
                        namespace?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "since": "2026-01-05T09:30:00.000Z",
                         *       "until": "2026-01-06T09:30:00.000Z",
                         *       "guards": [
                         *         "numbers"
                         *       ],
                         *       "actual": {
                         *         "requests": 100,
                         *         "exact": 30,
                         *         "semantic": 15,
                         *         "coalesced": 5,
                         *         "deflection_rate": 0.5
                         *       },
                         *       "thresholds": [
                         *         {
                         *           "threshold": 0.9,
                         *           "requests": 100,
                         *           "exact": 30,
                         *           "semantic": 21,
                         *           "coalesced": 5,
                         *           "deflection_rate": 0.5,
                         *           "unjudged": 0,
                         *           "wrong": [
                         *             {
                         *               "source": "shadow",
                         *               "labelled": 40,
                         *               "wrong": 0,
                         *               "share": 0,
                         *               "lower": 0,
                         *               "upper": 0.0881
                         *             }
                         *           ]
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": {
                            /** @description from when, ISO 8601, UTC */
                            since: string;
                            /** @description to when, ISO 8601, UTC */
                            until: string;
                            /** @description guards that may stop a semantic hit */
                            guards: string[];
                            /** @description what was decided, as it was */
                            actual: {
                                /** @description how many */
                                requests: number;
                                /** @description the exact tier */
                                exact: number;
                                /** @description by the semantic tier */
                                semantic: number;
                                /** @description requests that joined the LLM call of an equal question */
                                coalesced: number;
                                /** @description share of requests without an LLM call of their own */
                                deflection_rate: number | null;
                            };
                            /** @description for each threshold */
                            thresholds: {
                                /** @description cosine similarity a semantic hit must exceed */
                                threshold: number;
                                /** @description how many */
                                requests: number;
                                /** @description the exact tier */
                                exact: number;
                                /** @description by the semantic tier */
                                semantic: number;
                                /** @description requests that joined the LLM call of an equal question */
                                coalesced: number;
                                /** @description share of requests without an LLM call of their own */
                                deflection_rate: number | null;
                                /** @description decisions that cannot be told: the cache failed, or the guards were not asked */
                                unjudged: number;
                                /** @description how many were wrong */
                                wrong: {
                                    /** @description `shadow`, `explore`, `judge` or `feedback`: sampled differently, so not added up */
                                    source: string;
                                    /** @description decisions of which it is known */
                                    labelled: number;
                                    /** @description how many were wrong */
                                    wrong: number;
                                    /** @description wrong / labelled */
                                    share: number;
                                    /** @description 95 % interval, Clopper-Pearson */
                                    lower: number;
                                    /** @description 95 % interval, upper end */
                                    upper: number;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the answer cache spared */
        get: {
            parameters: {
                query?: {
                    /** @description how far back: 30m, 24h, 7d, at most 400d, by the hour 30d; or an ISO time, UTC where it has no offset */
                    since?: string;
                    /** @description the end, in the same form; absent: now */
                    until?: string;
                    /** @description only this namespace; absent: all */
                    namespace?: string;
                    /** @description groups beside the total; days and hours are UTC */
                    by?: "day" | "hour" | "model" | "namespace";
                    /** @description html: one page to print, with plots, without scripts */
                    format?: "json" | "csv" | "html";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "since": "2026-01-05T09:30:00.000Z",
                         *       "until": "2026-01-06T09:30:00.000Z",
                         *       "prices": "PRICES_FILE",
                         *       "by": "namespace",
                         *       "total": {
                         *         "requests": 100,
                         *         "exact": 30,
                         *         "semantic": 15,
                         *         "coalesced": 5,
                         *         "missed": 40,
                         *         "bypassed": 10,
                         *         "errors": 0,
                         *         "missed_by_reason": {
                         *           "empty": 25,
                         *           "below_threshold": 15
                         *         },
                         *         "bypassed_by_reason": {
                         *           "not_cacheable:personal": 10
                         *         },
                         *         "deflection_rate": 0.5,
                         *         "tokens_saved": {
                         *           "prompt": 700,
                         *           "completion": 4000
                         *         },
                         *         "money_saved": 0.002505,
                         *         "money_net": 0.0024,
                         *         "unpriced_tokens": 0,
                         *         "seconds_saved": 61.4,
                         *         "seconds_spent_searching": 0.3,
                         *         "untimed_requests": 0,
                         *         "window_tokens_saved": 120,
                         *         "checks": {
                         *           "checked": 40,
                         *           "wrong": 0,
                         *           "untold": 1,
                         *           "false_hit_rate": 0,
                         *           "false_hit_interval": [
                         *             0,
                         *             0.0881
                         *           ],
                         *           "tokens_spent": {
                         *             "prompt": 300,
                         *             "completion": 100
                         *           },
                         *           "money_spent": 0.000105
                         *         }
                         *       },
                         *       "groups": [
                         *         {
                         *           "key": "default",
                         *           "deflection": {
                         *             "requests": 100,
                         *             "exact": 30,
                         *             "semantic": 15,
                         *             "coalesced": 5,
                         *             "missed": 40,
                         *             "bypassed": 10,
                         *             "errors": 0,
                         *             "missed_by_reason": {
                         *               "empty": 25,
                         *               "below_threshold": 15
                         *             },
                         *             "bypassed_by_reason": {
                         *               "not_cacheable:personal": 10
                         *             },
                         *             "deflection_rate": 0.5,
                         *             "tokens_saved": {
                         *               "prompt": 700,
                         *               "completion": 4000
                         *             },
                         *             "money_saved": 0.002505,
                         *             "money_net": 0.0024,
                         *             "unpriced_tokens": 0,
                         *             "seconds_saved": 61.4,
                         *             "seconds_spent_searching": 0.3,
                         *             "untimed_requests": 0,
                         *             "window_tokens_saved": 120,
                         *             "checks": {
                         *               "checked": 40,
                         *               "wrong": 0,
                         *               "untold": 1,
                         *               "false_hit_rate": 0,
                         *               "false_hit_interval": [
                         *                 0,
                         *                 0.0881
                         *               ],
                         *               "tokens_spent": {
                         *                 "prompt": 300,
                         *                 "completion": 100
                         *               },
                         *               "money_spent": 0.000105
                         *             }
                         *           }
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json; charset=utf-8": {
                            /** @description ISO 8601, UTC */
                            since: string;
                            /** @description ISO 8601, UTC */
                            until: string;
                            /** @description where the prices are from */
                            prices: string;
                            /** @description what the groups are */
                            by?: string;
                            /**
                             * Deflection
                             * @description how many there are, or the figures of all of them
                             */
                            total: {
                                /** @description exact + semantic + coalesced + missed + bypassed + errors */
                                requests: number;
                                /** @description answered by the exact tier */
                                exact: number;
                                /** @description answered by the semantic tier */
                                semantic: number;
                                /** @description joined the LLM call of an equal question */
                                coalesced: number;
                                /** @description looked for in vain */
                                missed: number;
                                /** @description not looked for */
                                bypassed: number;
                                /** @description failed */
                                errors: number;
                                /** @description misses, by reason; adds up to their number */
                                missed_by_reason: {
                                    [key: string]: number;
                                };
                                /** @description bypassed requests, by reason; adds up to their number */
                                bypassed_by_reason: {
                                    [key: string]: number;
                                };
                                /** @description (exact + semantic + coalesced) / requests; null without requests */
                                deflection_rate: number | null;
                                /** @description as first billed */
                                tokens_saved: {
                                    /** @description of what was asked */
                                    prompt: number;
                                    /** @description of what was answered */
                                    completion: number;
                                };
                                /** @description US dollars; tokens of a model without a price are in unpriced_tokens instead */
                                money_saved: number;
                                /** @description US dollars: money_saved less checks.money_spent */
                                money_net: number;
                                /** @description saved tokens of models without a price */
                                unpriced_tokens: number;
                                /** @description waiting that users were spared, net of seconds_spent_searching; can be negative */
                                seconds_saved: number;
                                /** @description embedding and lookup of requests that went on to the LLM */
                                seconds_spent_searching: number;
                                /** @description deflected requests whose model was never timed: no seconds are counted for them */
                                untimed_requests: number;
                                /** @description tokens of the whole history less those of the window that was sent */
                                window_tokens_saved: number;
                                /** @description what sampled checks of semantic hits found, and what all checks cost */
                                checks: {
                                    /** @description served semantic hits that were asked of the LLM again and could be told */
                                    checked: number;
                                    /** @description of these wrong */
                                    wrong: number;
                                    /** @description of which the check could not tell */
                                    untold: number;
                                    /** @description wrong / checked; null without checks */
                                    false_hit_rate: number | null;
                                    /** @description lower and upper end, two-sided, 95 %, Clopper-Pearson */
                                    false_hit_interval: number[] | null;
                                    /** @description by checks of every kind */
                                    tokens_spent: {
                                        /** @description of what was asked */
                                        prompt: number;
                                        /** @description of what was answered */
                                        completion: number;
                                    };
                                    /** @description US dollars for checks; taken off money_net */
                                    money_spent: number;
                                };
                            };
                            /** @description in order of their key; none without by */
                            groups: {
                                /** @description a day, an hour, a model or a namespace */
                                key: string;
                                /**
                                 * Deflection
                                 * @description the figures of the group
                                 */
                                deflection: {
                                    /** @description exact + semantic + coalesced + missed + bypassed + errors */
                                    requests: number;
                                    /** @description answered by the exact tier */
                                    exact: number;
                                    /** @description answered by the semantic tier */
                                    semantic: number;
                                    /** @description joined the LLM call of an equal question */
                                    coalesced: number;
                                    /** @description looked for in vain */
                                    missed: number;
                                    /** @description not looked for */
                                    bypassed: number;
                                    /** @description failed */
                                    errors: number;
                                    /** @description misses, by reason; adds up to their number */
                                    missed_by_reason: {
                                        [key: string]: number;
                                    };
                                    /** @description bypassed requests, by reason; adds up to their number */
                                    bypassed_by_reason: {
                                        [key: string]: number;
                                    };
                                    /** @description (exact + semantic + coalesced) / requests; null without requests */
                                    deflection_rate: number | null;
                                    /** @description as first billed */
                                    tokens_saved: {
                                        /** @description of what was asked */
                                        prompt: number;
                                        /** @description of what was answered */
                                        completion: number;
                                    };
                                    /** @description US dollars; tokens of a model without a price are in unpriced_tokens instead */
                                    money_saved: number;
                                    /** @description US dollars: money_saved less checks.money_spent */
                                    money_net: number;
                                    /** @description saved tokens of models without a price */
                                    unpriced_tokens: number;
                                    /** @description waiting that users were spared, net of seconds_spent_searching; can be negative */
                                    seconds_saved: number;
                                    /** @description embedding and lookup of requests that went on to the LLM */
                                    seconds_spent_searching: number;
                                    /** @description deflected requests whose model was never timed: no seconds are counted for them */
                                    untimed_requests: number;
                                    /** @description tokens of the whole history less those of the window that was sent */
                                    window_tokens_saved: number;
                                    /** @description what sampled checks of semantic hits found, and what all checks cost */
                                    checks: {
                                        /** @description served semantic hits that were asked of the LLM again and could be told */
                                        checked: number;
                                        /** @description of these wrong */
                                        wrong: number;
                                        /** @description of which the check could not tell */
                                        untold: number;
                                        /** @description wrong / checked; null without checks */
                                        false_hit_rate: number | null;
                                        /** @description lower and upper end, two-sided, 95 %, Clopper-Pearson */
                                        false_hit_interval: number[] | null;
                                        /** @description by checks of every kind */
                                        tokens_spent: {
                                            /** @description of what was asked */
                                            prompt: number;
                                            /** @description of what was answered */
                                            completion: number;
                                        };
                                        /** @description US dollars for checks; taken off money_net */
                                        money_spent: number;
                                    };
                                };
                            }[];
                        };
                        /**
                         * @example {
                         *       "since": "2026-01-05T09:30:00.000Z",
                         *       "until": "2026-01-06T09:30:00.000Z",
                         *       "prices": "PRICES_FILE",
                         *       "by": "namespace",
                         *       "total": {
                         *         "requests": 100,
                         *         "exact": 30,
                         *         "semantic": 15,
                         *         "coalesced": 5,
                         *         "missed": 40,
                         *         "bypassed": 10,
                         *         "errors": 0,
                         *         "missed_by_reason": {
                         *           "empty": 25,
                         *           "below_threshold": 15
                         *         },
                         *         "bypassed_by_reason": {
                         *           "not_cacheable:personal": 10
                         *         },
                         *         "deflection_rate": 0.5,
                         *         "tokens_saved": {
                         *           "prompt": 700,
                         *           "completion": 4000
                         *         },
                         *         "money_saved": 0.002505,
                         *         "money_net": 0.0024,
                         *         "unpriced_tokens": 0,
                         *         "seconds_saved": 61.4,
                         *         "seconds_spent_searching": 0.3,
                         *         "untimed_requests": 0,
                         *         "window_tokens_saved": 120,
                         *         "checks": {
                         *           "checked": 40,
                         *           "wrong": 0,
                         *           "untold": 1,
                         *           "false_hit_rate": 0,
                         *           "false_hit_interval": [
                         *             0,
                         *             0.0881
                         *           ],
                         *           "tokens_spent": {
                         *             "prompt": 300,
                         *             "completion": 100
                         *           },
                         *           "money_spent": 0.000105
                         *         }
                         *       },
                         *       "groups": [
                         *         {
                         *           "key": "default",
                         *           "deflection": {
                         *             "requests": 100,
                         *             "exact": 30,
                         *             "semantic": 15,
                         *             "coalesced": 5,
                         *             "missed": 40,
                         *             "bypassed": 10,
                         *             "errors": 0,
                         *             "missed_by_reason": {
                         *               "empty": 25,
                         *               "below_threshold": 15
                         *             },
                         *             "bypassed_by_reason": {
                         *               "not_cacheable:personal": 10
                         *             },
                         *             "deflection_rate": 0.5,
                         *             "tokens_saved": {
                         *               "prompt": 700,
                         *               "completion": 4000
                         *             },
                         *             "money_saved": 0.002505,
                         *             "money_net": 0.0024,
                         *             "unpriced_tokens": 0,
                         *             "seconds_saved": 61.4,
                         *             "seconds_spent_searching": 0.3,
                         *             "untimed_requests": 0,
                         *             "window_tokens_saved": 120,
                         *             "checks": {
                         *               "checked": 40,
                         *               "wrong": 0,
                         *               "untold": 1,
                         *               "false_hit_rate": 0,
                         *               "false_hit_interval": [
                         *                 0,
                         *                 0.0881
                         *               ],
                         *               "tokens_spent": {
                         *                 "prompt": 300,
                         *                 "completion": 100
                         *               },
                         *               "money_spent": 0.000105
                         *             }
                         *           }
                         *         }
                         *       ]
                         *     }
                         */
                        "text/csv; charset=utf-8": {
                            /** @description ISO 8601, UTC */
                            since: string;
                            /** @description ISO 8601, UTC */
                            until: string;
                            /** @description where the prices are from */
                            prices: string;
                            /** @description what the groups are */
                            by?: string;
                            /**
                             * Deflection
                             * @description how many there are, or the figures of all of them
                             */
                            total: {
                                /** @description exact + semantic + coalesced + missed + bypassed + errors */
                                requests: number;
                                /** @description answered by the exact tier */
                                exact: number;
                                /** @description answered by the semantic tier */
                                semantic: number;
                                /** @description joined the LLM call of an equal question */
                                coalesced: number;
                                /** @description looked for in vain */
                                missed: number;
                                /** @description not looked for */
                                bypassed: number;
                                /** @description failed */
                                errors: number;
                                /** @description misses, by reason; adds up to their number */
                                missed_by_reason: {
                                    [key: string]: number;
                                };
                                /** @description bypassed requests, by reason; adds up to their number */
                                bypassed_by_reason: {
                                    [key: string]: number;
                                };
                                /** @description (exact + semantic + coalesced) / requests; null without requests */
                                deflection_rate: number | null;
                                /** @description as first billed */
                                tokens_saved: {
                                    /** @description of what was asked */
                                    prompt: number;
                                    /** @description of what was answered */
                                    completion: number;
                                };
                                /** @description US dollars; tokens of a model without a price are in unpriced_tokens instead */
                                money_saved: number;
                                /** @description US dollars: money_saved less checks.money_spent */
                                money_net: number;
                                /** @description saved tokens of models without a price */
                                unpriced_tokens: number;
                                /** @description waiting that users were spared, net of seconds_spent_searching; can be negative */
                                seconds_saved: number;
                                /** @description embedding and lookup of requests that went on to the LLM */
                                seconds_spent_searching: number;
                                /** @description deflected requests whose model was never timed: no seconds are counted for them */
                                untimed_requests: number;
                                /** @description tokens of the whole history less those of the window that was sent */
                                window_tokens_saved: number;
                                /** @description what sampled checks of semantic hits found, and what all checks cost */
                                checks: {
                                    /** @description served semantic hits that were asked of the LLM again and could be told */
                                    checked: number;
                                    /** @description of these wrong */
                                    wrong: number;
                                    /** @description of which the check could not tell */
                                    untold: number;
                                    /** @description wrong / checked; null without checks */
                                    false_hit_rate: number | null;
                                    /** @description lower and upper end, two-sided, 95 %, Clopper-Pearson */
                                    false_hit_interval: number[] | null;
                                    /** @description by checks of every kind */
                                    tokens_spent: {
                                        /** @description of what was asked */
                                        prompt: number;
                                        /** @description of what was answered */
                                        completion: number;
                                    };
                                    /** @description US dollars for checks; taken off money_net */
                                    money_spent: number;
                                };
                            };
                            /** @description in order of their key; none without by */
                            groups: {
                                /** @description a day, an hour, a model or a namespace */
                                key: string;
                                /**
                                 * Deflection
                                 * @description the figures of the group
                                 */
                                deflection: {
                                    /** @description exact + semantic + coalesced + missed + bypassed + errors */
                                    requests: number;
                                    /** @description answered by the exact tier */
                                    exact: number;
                                    /** @description answered by the semantic tier */
                                    semantic: number;
                                    /** @description joined the LLM call of an equal question */
                                    coalesced: number;
                                    /** @description looked for in vain */
                                    missed: number;
                                    /** @description not looked for */
                                    bypassed: number;
                                    /** @description failed */
                                    errors: number;
                                    /** @description misses, by reason; adds up to their number */
                                    missed_by_reason: {
                                        [key: string]: number;
                                    };
                                    /** @description bypassed requests, by reason; adds up to their number */
                                    bypassed_by_reason: {
                                        [key: string]: number;
                                    };
                                    /** @description (exact + semantic + coalesced) / requests; null without requests */
                                    deflection_rate: number | null;
                                    /** @description as first billed */
                                    tokens_saved: {
                                        /** @description of what was asked */
                                        prompt: number;
                                        /** @description of what was answered */
                                        completion: number;
                                    };
                                    /** @description US dollars; tokens of a model without a price are in unpriced_tokens instead */
                                    money_saved: number;
                                    /** @description US dollars: money_saved less checks.money_spent */
                                    money_net: number;
                                    /** @description saved tokens of models without a price */
                                    unpriced_tokens: number;
                                    /** @description waiting that users were spared, net of seconds_spent_searching; can be negative */
                                    seconds_saved: number;
                                    /** @description embedding and lookup of requests that went on to the LLM */
                                    seconds_spent_searching: number;
                                    /** @description deflected requests whose model was never timed: no seconds are counted for them */
                                    untimed_requests: number;
                                    /** @description tokens of the whole history less those of the window that was sent */
                                    window_tokens_saved: number;
                                    /** @description what sampled checks of semantic hits found, and what all checks cost */
                                    checks: {
                                        /** @description served semantic hits that were asked of the LLM again and could be told */
                                        checked: number;
                                        /** @description of these wrong */
                                        wrong: number;
                                        /** @description of which the check could not tell */
                                        untold: number;
                                        /** @description wrong / checked; null without checks */
                                        false_hit_rate: number | null;
                                        /** @description lower and upper end, two-sided, 95 %, Clopper-Pearson */
                                        false_hit_interval: number[] | null;
                                        /** @description by checks of every kind */
                                        tokens_spent: {
                                            /** @description of what was asked */
                                            prompt: number;
                                            /** @description of what was answered */
                                            completion: number;
                                        };
                                        /** @description US dollars for checks; taken off money_net */
                                        money_spent: number;
                                    };
                                };
                            }[];
                        };
                        /**
                         * @example {
                         *       "since": "2026-01-05T09:30:00.000Z",
                         *       "until": "2026-01-06T09:30:00.000Z",
                         *       "prices": "PRICES_FILE",
                         *       "by": "namespace",
                         *       "total": {
                         *         "requests": 100,
                         *         "exact": 30,
                         *         "semantic": 15,
                         *         "coalesced": 5,
                         *         "missed": 40,
                         *         "bypassed": 10,
                         *         "errors": 0,
                         *         "missed_by_reason": {
                         *           "empty": 25,
                         *           "below_threshold": 15
                         *         },
                         *         "bypassed_by_reason": {
                         *           "not_cacheable:personal": 10
                         *         },
                         *         "deflection_rate": 0.5,
                         *         "tokens_saved": {
                         *           "prompt": 700,
                         *           "completion": 4000
                         *         },
                         *         "money_saved": 0.002505,
                         *         "money_net": 0.0024,
                         *         "unpriced_tokens": 0,
                         *         "seconds_saved": 61.4,
                         *         "seconds_spent_searching": 0.3,
                         *         "untimed_requests": 0,
                         *         "window_tokens_saved": 120,
                         *         "checks": {
                         *           "checked": 40,
                         *           "wrong": 0,
                         *           "untold": 1,
                         *           "false_hit_rate": 0,
                         *           "false_hit_interval": [
                         *             0,
                         *             0.0881
                         *           ],
                         *           "tokens_spent": {
                         *             "prompt": 300,
                         *             "completion": 100
                         *           },
                         *           "money_spent": 0.000105
                         *         }
                         *       },
                         *       "groups": [
                         *         {
                         *           "key": "default",
                         *           "deflection": {
                         *             "requests": 100,
                         *             "exact": 30,
                         *             "semantic": 15,
                         *             "coalesced": 5,
                         *             "missed": 40,
                         *             "bypassed": 10,
                         *             "errors": 0,
                         *             "missed_by_reason": {
                         *               "empty": 25,
                         *               "below_threshold": 15
                         *             },
                         *             "bypassed_by_reason": {
                         *               "not_cacheable:personal": 10
                         *             },
                         *             "deflection_rate": 0.5,
                         *             "tokens_saved": {
                         *               "prompt": 700,
                         *               "completion": 4000
                         *             },
                         *             "money_saved": 0.002505,
                         *             "money_net": 0.0024,
                         *             "unpriced_tokens": 0,
                         *             "seconds_saved": 61.4,
                         *             "seconds_spent_searching": 0.3,
                         *             "untimed_requests": 0,
                         *             "window_tokens_saved": 120,
                         *             "checks": {
                         *               "checked": 40,
                         *               "wrong": 0,
                         *               "untold": 1,
                         *               "false_hit_rate": 0,
                         *               "false_hit_interval": [
                         *                 0,
                         *                 0.0881
                         *               ],
                         *               "tokens_spent": {
                         *                 "prompt": 300,
                         *                 "completion": 100
                         *               },
                         *               "money_spent": 0.000105
                         *             }
                         *           }
                         *         }
                         *       ]
                         *     }
                         */
                        "text/html; charset=utf-8": {
                            /** @description ISO 8601, UTC */
                            since: string;
                            /** @description ISO 8601, UTC */
                            until: string;
                            /** @description where the prices are from */
                            prices: string;
                            /** @description what the groups are */
                            by?: string;
                            /**
                             * Deflection
                             * @description how many there are, or the figures of all of them
                             */
                            total: {
                                /** @description exact + semantic + coalesced + missed + bypassed + errors */
                                requests: number;
                                /** @description answered by the exact tier */
                                exact: number;
                                /** @description answered by the semantic tier */
                                semantic: number;
                                /** @description joined the LLM call of an equal question */
                                coalesced: number;
                                /** @description looked for in vain */
                                missed: number;
                                /** @description not looked for */
                                bypassed: number;
                                /** @description failed */
                                errors: number;
                                /** @description misses, by reason; adds up to their number */
                                missed_by_reason: {
                                    [key: string]: number;
                                };
                                /** @description bypassed requests, by reason; adds up to their number */
                                bypassed_by_reason: {
                                    [key: string]: number;
                                };
                                /** @description (exact + semantic + coalesced) / requests; null without requests */
                                deflection_rate: number | null;
                                /** @description as first billed */
                                tokens_saved: {
                                    /** @description of what was asked */
                                    prompt: number;
                                    /** @description of what was answered */
                                    completion: number;
                                };
                                /** @description US dollars; tokens of a model without a price are in unpriced_tokens instead */
                                money_saved: number;
                                /** @description US dollars: money_saved less checks.money_spent */
                                money_net: number;
                                /** @description saved tokens of models without a price */
                                unpriced_tokens: number;
                                /** @description waiting that users were spared, net of seconds_spent_searching; can be negative */
                                seconds_saved: number;
                                /** @description embedding and lookup of requests that went on to the LLM */
                                seconds_spent_searching: number;
                                /** @description deflected requests whose model was never timed: no seconds are counted for them */
                                untimed_requests: number;
                                /** @description tokens of the whole history less those of the window that was sent */
                                window_tokens_saved: number;
                                /** @description what sampled checks of semantic hits found, and what all checks cost */
                                checks: {
                                    /** @description served semantic hits that were asked of the LLM again and could be told */
                                    checked: number;
                                    /** @description of these wrong */
                                    wrong: number;
                                    /** @description of which the check could not tell */
                                    untold: number;
                                    /** @description wrong / checked; null without checks */
                                    false_hit_rate: number | null;
                                    /** @description lower and upper end, two-sided, 95 %, Clopper-Pearson */
                                    false_hit_interval: number[] | null;
                                    /** @description by checks of every kind */
                                    tokens_spent: {
                                        /** @description of what was asked */
                                        prompt: number;
                                        /** @description of what was answered */
                                        completion: number;
                                    };
                                    /** @description US dollars for checks; taken off money_net */
                                    money_spent: number;
                                };
                            };
                            /** @description in order of their key; none without by */
                            groups: {
                                /** @description a day, an hour, a model or a namespace */
                                key: string;
                                /**
                                 * Deflection
                                 * @description the figures of the group
                                 */
                                deflection: {
                                    /** @description exact + semantic + coalesced + missed + bypassed + errors */
                                    requests: number;
                                    /** @description answered by the exact tier */
                                    exact: number;
                                    /** @description answered by the semantic tier */
                                    semantic: number;
                                    /** @description joined the LLM call of an equal question */
                                    coalesced: number;
                                    /** @description looked for in vain */
                                    missed: number;
                                    /** @description not looked for */
                                    bypassed: number;
                                    /** @description failed */
                                    errors: number;
                                    /** @description misses, by reason; adds up to their number */
                                    missed_by_reason: {
                                        [key: string]: number;
                                    };
                                    /** @description bypassed requests, by reason; adds up to their number */
                                    bypassed_by_reason: {
                                        [key: string]: number;
                                    };
                                    /** @description (exact + semantic + coalesced) / requests; null without requests */
                                    deflection_rate: number | null;
                                    /** @description as first billed */
                                    tokens_saved: {
                                        /** @description of what was asked */
                                        prompt: number;
                                        /** @description of what was answered */
                                        completion: number;
                                    };
                                    /** @description US dollars; tokens of a model without a price are in unpriced_tokens instead */
                                    money_saved: number;
                                    /** @description US dollars: money_saved less checks.money_spent */
                                    money_net: number;
                                    /** @description saved tokens of models without a price */
                                    unpriced_tokens: number;
                                    /** @description waiting that users were spared, net of seconds_spent_searching; can be negative */
                                    seconds_saved: number;
                                    /** @description embedding and lookup of requests that went on to the LLM */
                                    seconds_spent_searching: number;
                                    /** @description deflected requests whose model was never timed: no seconds are counted for them */
                                    untimed_requests: number;
                                    /** @description tokens of the whole history less those of the window that was sent */
                                    window_tokens_saved: number;
                                    /** @description what sampled checks of semantic hits found, and what all checks cost */
                                    checks: {
                                        /** @description served semantic hits that were asked of the LLM again and could be told */
                                        checked: number;
                                        /** @description of these wrong */
                                        wrong: number;
                                        /** @description of which the check could not tell */
                                        untold: number;
                                        /** @description wrong / checked; null without checks */
                                        false_hit_rate: number | null;
                                        /** @description lower and upper end, two-sided, 95 %, Clopper-Pearson */
                                        false_hit_interval: number[] | null;
                                        /** @description by checks of every kind */
                                        tokens_spent: {
                                            /** @description of what was asked */
                                            prompt: number;
                                            /** @description of what was answered */
                                            completion: number;
                                        };
                                        /** @description US dollars for checks; taken off money_net */
                                        money_spent: number;
                                    };
                                };
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json; charset=utf-8": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                        "text/csv; charset=utf-8": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                        "text/html; charset=utf-8": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json; charset=utf-8": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                        "text/csv; charset=utf-8": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                        "text/html; charset=utf-8": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests, latencies and savings over time */
        get: {
            parameters: {
                query?: {
                    /** @description how far back: 30m, 24h, 7d, at most 400d; or an ISO time, UTC where it has no offset */
                    since?: string;
                    /** @description the end, in the same form; absent: now */
                    until?: string;
                    /** @description only this namespace; absent: all */
                    namespace?: string;
                    /** @description width of a point: 10s, 5m, 1h, at most 400d; at most 720 points, each beginning at a whole step (UTC); as wide as the range or wider: one point, or two where a whole step begins inside it */
                    step?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "since": "2026-01-05T09:30:00.000Z",
                         *       "until": "2026-01-06T09:30:00.000Z",
                         *       "step_seconds": 3600,
                         *       "points": [
                         *         {
                         *           "at": "2026-01-05T09:30:00.000Z",
                         *           "statuses": {
                         *             "exact": {
                         *               "requests": 30,
                         *               "p50_ms": 2.1,
                         *               "p95_ms": 4.8,
                         *               "p99_ms": 9
                         *             }
                         *           },
                         *           "requests": 30,
                         *           "deflection_rate": 1,
                         *           "tokens_saved": {
                         *             "prompt": 420,
                         *             "completion": 60
                         *           },
                         *           "money_saved": 0.0001
                         *         }
                         *       ]
                         *     }
                         */
                        "application/json": {
                            /** @description ISO 8601, UTC */
                            since: string;
                            /** @description ISO 8601, UTC */
                            until: string;
                            /** @description width of a point */
                            step_seconds: number;
                            /** @description one for each step, also where nothing was asked; the first and the last are cut at the ends of the range */
                            points: {
                                /** @description where it begins */
                                at: string;
                                /** @description exact, semantic, coalesced, miss, bypass, error: those there were */
                                statuses: {
                                    [key: string]: {
                                        /** @description how many */
                                        requests: number;
                                        /** @description half were answered faster; here and below to within 5.2 % in a range of more than two days with points of an hour or wider */
                                        p50_ms: number;
                                        /** @description 95 % were */
                                        p95_ms: number;
                                        /** @description 99 % were */
                                        p99_ms: number;
                                    };
                                };
                                /** @description of every status */
                                requests: number;
                                /** @description null without requests */
                                deflection_rate: number | null;
                                /** @description as first billed */
                                tokens_saved: {
                                    /** @description of what was asked */
                                    prompt: number;
                                    /** @description of what was answered */
                                    completion: number;
                                };
                                /** @description US dollars, for models with a price */
                                money_saved: number;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/histogram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How similar questions were to the nearest entry: hits, misses, and what turned out */
        get: {
            parameters: {
                query?: {
                    /** @description how far back: 30m, 24h, 7d, at most 30d; or an ISO time, UTC where it has no offset */
                    since?: string;
                    /** @description the end, in the same form; absent: now */
                    until?: string;
                    /** @description only this namespace; absent: all */
                    namespace?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "since": "2026-01-05T09:30:00.000Z",
                         *       "until": "2026-01-06T09:30:00.000Z",
                         *       "bins": [
                         *         {
                         *           "from": 0.95,
                         *           "to": 0.96,
                         *           "hits": 4,
                         *           "misses": 1,
                         *           "wrong": 0,
                         *           "right": 2
                         *         }
                         *       ],
                         *       "totals": {
                         *         "hits": 4,
                         *         "misses": 1,
                         *         "wrong": 0,
                         *         "right": 2
                         *       }
                         *     }
                         */
                        "application/json": {
                            /** @description ISO 8601, UTC */
                            since: string;
                            /** @description ISO 8601, UTC */
                            until: string;
                            /** @description 100 of equal width */
                            bins: {
                                /** @description lowest similarity of the bin */
                                from: number;
                                /** @description where the next bin begins; 1 itself is in the last */
                                to: number;
                                /** @description semantic hits, by the similarity of the served entry */
                                hits: number;
                                /** @description misses, by the similarity of the nearest entry */
                                misses: number;
                                /** @description checked or rated: another answer would have been right */
                                wrong: number;
                                /** @description checked or rated: the answer fits */
                                right: number;
                            }[];
                            /** @description of all bins */
                            totals: {
                                /** @description semantic hits, by the similarity of the served entry */
                                hits: number;
                                /** @description misses, by the similarity of the nearest entry */
                                misses: number;
                                /** @description checked or rated: another answer would have been right */
                                wrong: number;
                                /** @description checked or rated: the answer fits */
                                right: number;
                            };
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/examples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Pairs of questions just above and just below a threshold */
        get: {
            parameters: {
                query: {
                    /** @description how far back: 30m, 24h, 7d, at most 30d; or an ISO time, UTC where it has no offset */
                    since?: string;
                    /** @description the end, in the same form; absent: now */
                    until?: string;
                    /** @description only this namespace; absent: all */
                    namespace?: string;
                    /** @description a similarity */
                    threshold: number;
                    /** @description of each kind and side */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "since": "2026-01-05T09:30:00.000Z",
                         *       "until": "2026-01-06T09:30:00.000Z",
                         *       "threshold": 0.95,
                         *       "above": [
                         *         {
                         *           "similarity": 0.953,
                         *           "status": "semantic",
                         *           "asked": null,
                         *           "entry_id": "5d41402abc4b2a76b9719d911017c592-1a2b3c4d",
                         *           "entry_question": "What is the capital of France?",
                         *           "outcome": null,
                         *           "source": null,
                         *           "at": "2026-01-05T09:30:00.000Z"
                         *         }
                         *       ],
                         *       "below": []
                         *     }
                         */
                        "application/json": {
                            /** @description ISO 8601, UTC */
                            since: string;
                            /** @description ISO 8601, UTC */
                            until: string;
                            /** @description as asked for */
                            threshold: number;
                            /** @description strictly above, the nearest to the threshold first: checked pairs, and decisions, one of each entry */
                            above: {
                                /** @description of the two questions */
                                similarity: number;
                                /**
                                 * @description checked: a pair whose answers were compared or rated
                                 * @enum {unknown}
                                 */
                                status: "semantic" | "miss" | "checked";
                                /** @description null: not kept. The words of a served hit are at most in its conversation; of a miss they are those its own answer is stored under */
                                asked: string | null;
                                /** @description the nearest entry */
                                entry_id: string;
                                /** @description null: the entry is gone */
                                entry_question: string | null;
                                /**
                                 * @description whether both have the same answer; null: not checked
                                 * @enum {unknown}
                                 */
                                outcome: "same" | "different" | null;
                                /** @description shadow, explore, judge or feedback; null: not checked */
                                source: string | null;
                                /** @description ISO 8601, UTC */
                                at: string;
                            }[];
                            /** @description at the threshold or below */
                            below: {
                                /** @description of the two questions */
                                similarity: number;
                                /**
                                 * @description checked: a pair whose answers were compared or rated
                                 * @enum {unknown}
                                 */
                                status: "semantic" | "miss" | "checked";
                                /** @description null: not kept. The words of a served hit are at most in its conversation; of a miss they are those its own answer is stored under */
                                asked: string | null;
                                /** @description the nearest entry */
                                entry_id: string;
                                /** @description null: the entry is gone */
                                entry_question: string | null;
                                /**
                                 * @description whether both have the same answer; null: not checked
                                 * @enum {unknown}
                                 */
                                outcome: "same" | "different" | null;
                                /** @description shadow, explore, judge or feedback; null: not checked */
                                source: string | null;
                                /** @description ISO 8601, UTC */
                                at: string;
                            }[];
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is going on, every two seconds, as server-sent events named snapshot; ends after 15 minutes */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description server-sent events */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example event: snapshot
                         *     data: {"at":"2026-01-05T09:30:00.000Z","requests":{"exact":3,"miss":1},"caches":[{"cache":"history","hit_ratio":0.93}],"health":{"redis":"ok"},"listeners":1}
                         */
                        "text/event-stream": {
                            /** @description name of the event */
                            event?: string;
                            /** @description what there is */
                            data: string;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operator/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What operators did, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description rows of a page */
                    limit?: number;
                    /** @description next_cursor of the page before */
                    cursor?: string;
                    /** @description only this action */
                    action?: "policy.put" | "policy.rollback" | "entry.quarantine" | "entry.release" | "entry.delete" | "entry.pin" | "entry.unpin" | "entry.edit" | "entries.bulk" | "invalidate" | "user.erase";
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        /**
                         * @example {
                         *       "items": [
                         *         {
                         *           "id": "42",
                         *           "at": "2026-01-05T09:30:00.000000Z",
                         *           "actor": "op",
                         *           "action": "policy.put",
                         *           "target": "faq",
                         *           "before": {
                         *             "version": 2,
                         *             "changes": {}
                         *           },
                         *           "after": {
                         *             "version": 3,
                         *             "changes": {
                         *               "threshold": 0.97
                         *             }
                         *           },
                         *           "note": "fewer wrong ones"
                         *         }
                         *       ],
                         *       "next_cursor": null
                         *     }
                         */
                        "application/json": {
                            /** @description newest first */
                            items: {
                                /** @description of the row; rises with time */
                                id: string;
                                /** @description ISO 8601, UTC, microseconds */
                                at: string;
                                /** @description the operator */
                                actor: string;
                                /** @description policy.put | policy.rollback | entry.quarantine | entry.release | entry.delete | entry.pin | entry.unpin | entry.edit | entries.bulk | invalidate | user.erase */
                                action: string;
                                /** @description a namespace (empty: the default policy), an entry, tag:x, namespace:x, model:x, all, or the pseudonym of a user */
                                target: string;
                                /** @description what was there: versions, policies, states, counts; never a question or an answer */
                                before: {
                                    [key: string]: unknown;
                                } | null;
                                /** @description what is there now */
                                after: {
                                    [key: string]: unknown;
                                } | null;
                                /** @description in the operator's words */
                                note: string | null;
                            }[];
                            /** @description null: this was the last page */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description Default Response */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
                /** @description Default Response */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description the HTTP status */
                            statusCode: number;
                            /** @description which error it is, for programs: it does not change */
                            code?: string;
                            /** @description the name of the status */
                            error: string;
                            /** @description what was expected and what came, for people */
                            message: string;
                        };
                    };
                };
            };
        };
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
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
