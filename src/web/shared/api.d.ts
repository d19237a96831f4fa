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
                        "application/json": {
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
                        "application/json": {
                            /** @description ready | degraded | warming | unavailable */
                            status: string;
                            checks: {
                                postgres: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    detail?: string;
                                };
                                redis: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    detail?: string;
                                };
                                redis_events: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    detail?: string;
                                };
                                search: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    detail?: string;
                                };
                                embedder: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
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
                            checks: {
                                postgres: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    detail?: string;
                                };
                                redis: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    detail?: string;
                                };
                                redis_events: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    detail?: string;
                                };
                                search: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
                                    detail?: string;
                                };
                                embedder: {
                                    /** @description ok | degraded | unavailable */
                                    status: string;
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
                        "application/json": {
                            user: string;
                            tenant: string;
                            /** @enum {unknown} */
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                                /** @description rows of the deflection report */
                                events: number;
                                /** @description vectors of questions */
                                vectors: number;
                                /** @description labelled outcomes */
                                checks: number;
                            };
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
                                /** @description rows of the deflection report */
                                events: number;
                                /** @description vectors of questions */
                                vectors: number;
                                /** @description labelled outcomes */
                                checks: number;
                            };
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                        "application/json": {
                            conversation_id: string;
                            title: string;
                            /** @description ISO 8601, UTC, microseconds */
                            create_time: string;
                            /** @description ISO 8601, UTC, microseconds */
                            update_time: string;
                            messages: {
                                id: string;
                                /** @description user | assistant */
                                role: string;
                                content: string;
                                model: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /** Cache */
                                cache?: {
                                    /** @description exact | semantic | coalesced | miss | bypass */
                                    status: string;
                                    /** @description cosine, 0..1; of the nearest cached question on a miss */
                                    similarity?: number;
                                    entry_id?: string;
                                    /** @description why it was not a hit */
                                    reason?: string;
                                };
                                /**
                                 * Usage
                                 * @description as first billed
                                 */
                                usage?: {
                                    prompt_tokens: number;
                                    completion_tokens: number;
                                    total_tokens: number;
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
                        "application/json": {
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                                /** @description rows of the deflection report */
                                events: number;
                                /** @description vectors of questions */
                                vectors: number;
                                /** @description labelled outcomes */
                                checks: number;
                            };
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    "application/json": {
                        /** Format: text */
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
                        "application/json": {
                            id: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    offset?: number;
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
                        "application/json": {
                            items: {
                                id: string;
                                title: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /** @description ISO 8601, UTC, microseconds */
                                update_time: string;
                            }[];
                            total: number;
                            offset: number;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    "application/json": {
                        /** @description unset: a conversation begins */
                        conversation_id?: string;
                        message: {
                            /** @description chosen by the client: the same message sent again is answered once */
                            id?: string;
                            /** Format: question */
                            content: string;
                        };
                        /** Format: text */
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
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            conversation_id: string;
                            /** Message */
                            message: {
                                id: string;
                                /** @description user | assistant */
                                role: string;
                                content: string;
                                model: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /** Cache */
                                cache?: {
                                    /** @description exact | semantic | coalesced | miss | bypass */
                                    status: string;
                                    /** @description cosine, 0..1; of the nearest cached question on a miss */
                                    similarity?: number;
                                    entry_id?: string;
                                    /** @description why it was not a hit */
                                    reason?: string;
                                };
                            };
                            answer: {
                                id: string;
                                /** @description user | assistant */
                                role: string;
                                content: string;
                                model: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /** Cache */
                                cache?: {
                                    /** @description exact | semantic | coalesced | miss | bypass */
                                    status: string;
                                    /** @description cosine, 0..1; of the nearest cached question on a miss */
                                    similarity?: number;
                                    entry_id?: string;
                                    /** @description why it was not a hit */
                                    reason?: string;
                                };
                                finish_reason: string | null;
                            };
                            /** Cache */
                            cache: {
                                /** @description exact | semantic | coalesced | miss | bypass */
                                status: string;
                                /** @description cosine, 0..1; of the nearest cached question on a miss */
                                similarity?: number;
                                entry_id?: string;
                                /** @description why it was not a hit */
                                reason?: string;
                            };
                            usage: {
                                prompt_tokens: number;
                                completion_tokens: number;
                                total_tokens: number;
                            } | null;
                        };
                        "text/event-stream": {
                            event?: string;
                            data: string;
                        };
                    };
                };
                /** @description application/json, or text/event-stream where `stream` is true */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            conversation_id: string;
                            /** Message */
                            message: {
                                id: string;
                                /** @description user | assistant */
                                role: string;
                                content: string;
                                model: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /** Cache */
                                cache?: {
                                    /** @description exact | semantic | coalesced | miss | bypass */
                                    status: string;
                                    /** @description cosine, 0..1; of the nearest cached question on a miss */
                                    similarity?: number;
                                    entry_id?: string;
                                    /** @description why it was not a hit */
                                    reason?: string;
                                };
                            };
                            answer: {
                                id: string;
                                /** @description user | assistant */
                                role: string;
                                content: string;
                                model: string;
                                /** @description ISO 8601, UTC, microseconds */
                                create_time: string;
                                /** Cache */
                                cache?: {
                                    /** @description exact | semantic | coalesced | miss | bypass */
                                    status: string;
                                    /** @description cosine, 0..1; of the nearest cached question on a miss */
                                    similarity?: number;
                                    entry_id?: string;
                                    /** @description why it was not a hit */
                                    reason?: string;
                                };
                                finish_reason: string | null;
                            };
                            /** Cache */
                            cache: {
                                /** @description exact | semantic | coalesced | miss | bypass */
                                status: string;
                                /** @description cosine, 0..1; of the nearest cached question on a miss */
                                similarity?: number;
                                entry_id?: string;
                                /** @description why it was not a hit */
                                reason?: string;
                            };
                            usage: {
                                prompt_tokens: number;
                                completion_tokens: number;
                                total_tokens: number;
                            } | null;
                        };
                        "text/event-stream": {
                            event?: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    "application/json": {
                        rating: "up" | "down";
                        /** Format: text */
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            error: {
                                message: string;
                                type: string;
                                param: string | null;
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
                            error: {
                                message: string;
                                type: string;
                                param: string | null;
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
                            error: {
                                message: string;
                                type: string;
                                param: string | null;
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
                            error: {
                                message: string;
                                type: string;
                                param: string | null;
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
                    "application/json": {
                        /** Format: text */
                        model: string;
                        messages: ({
                            role: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                        stream?: boolean | null;
                        stream_options?: ({
                            include_usage?: boolean;
                        } & {
                            [key: string]: unknown;
                        }) | null;
                        /** Format: text */
                        user?: string;
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
                        "application/json": unknown;
                        "text/event-stream": {
                            event?: string;
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
                            error: {
                                message: string;
                                type: string;
                                param: string | null;
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
                            error: {
                                message: string;
                                type: string;
                                param: string | null;
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
                    "application/json": {
                        /**
                         * Format: text
                         * @description the local model, by its full name or without its maker
                         */
                        model: string;
                        /** @description one text or several, 256 tokens each at most; token arrays are refused */
                        input: string | string[];
                        encoding_format?: "float" | "base64" | null;
                        /** @description only what the model has */
                        dimensions?: number | null;
                        /** Format: text */
                        user?: string;
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
                        "application/json": {
                            /** @enum {string} */
                            object: "list";
                            data: {
                                /** @enum {string} */
                                object: "embedding";
                                index: number;
                                /** @description numbers, or base64 of 32-bit floats, little-endian */
                                embedding: number[] | string;
                            }[];
                            model: string;
                            usage: {
                                prompt_tokens: number;
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
                            error: {
                                message: string;
                                type: string;
                                param: string | null;
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
                            error: {
                                message: string;
                                type: string;
                                param: string | null;
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
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /** Policy change */
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
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
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
                            effective: {
                                kind: string;
                                threshold: number;
                                min_probability: number;
                                error_budget: number | null;
                                shadow_rate: number;
                                judge: string;
                                judge_floor: number;
                                checks_per_minute: number;
                                tiers: string[];
                                guards: string[];
                                ttl_seconds: number;
                                sharing: string;
                                admission: string;
                                followups: string;
                                renew_after_hits: number;
                                classes: {
                                    personal: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    account: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    time_relative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    creative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    since: string;
                                    checks: number;
                                    wrong: number;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            personal?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                            account?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                            time_relative?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
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
                        /**
                         * Format: text
                         * @description why, for the audit log
                         */
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
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /** Policy change */
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
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
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
                            effective: {
                                kind: string;
                                threshold: number;
                                min_probability: number;
                                error_budget: number | null;
                                shadow_rate: number;
                                judge: string;
                                judge_floor: number;
                                checks_per_minute: number;
                                tiers: string[];
                                guards: string[];
                                ttl_seconds: number;
                                sharing: string;
                                admission: string;
                                followups: string;
                                renew_after_hits: number;
                                classes: {
                                    personal: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    account: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    time_relative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    creative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    since: string;
                                    checks: number;
                                    wrong: number;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /** Policy change */
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
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
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
                            effective: {
                                kind: string;
                                threshold: number;
                                min_probability: number;
                                error_budget: number | null;
                                shadow_rate: number;
                                judge: string;
                                judge_floor: number;
                                checks_per_minute: number;
                                tiers: string[];
                                guards: string[];
                                ttl_seconds: number;
                                sharing: string;
                                admission: string;
                                followups: string;
                                renew_after_hits: number;
                                classes: {
                                    personal: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    account: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    time_relative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    creative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    since: string;
                                    checks: number;
                                    wrong: number;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    namespace: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
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
                            personal?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                            account?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
                            time_relative?: {
                                /**
                                 * @description never: past the cache; user: for who asked alone; shared: as any other
                                 * @enum {unknown}
                                 */
                                keep?: "never" | "user" | "shared";
                                /** @description at most this long */
                                ttl_seconds?: number;
                            };
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
                        /**
                         * Format: text
                         * @description why, for the audit log
                         */
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
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /** Policy change */
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
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
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
                            effective: {
                                kind: string;
                                threshold: number;
                                min_probability: number;
                                error_budget: number | null;
                                shadow_rate: number;
                                judge: string;
                                judge_floor: number;
                                checks_per_minute: number;
                                tiers: string[];
                                guards: string[];
                                ttl_seconds: number;
                                sharing: string;
                                admission: string;
                                followups: string;
                                renew_after_hits: number;
                                classes: {
                                    personal: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    account: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    time_relative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    creative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    since: string;
                                    checks: number;
                                    wrong: number;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    "application/json": {
                        /** @description what to go back to; 0: as if nothing was ever set */
                        version: number;
                        /**
                         * Format: text
                         * @description why, for the audit log
                         */
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
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /** Policy change */
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
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
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
                            effective: {
                                kind: string;
                                threshold: number;
                                min_probability: number;
                                error_budget: number | null;
                                shadow_rate: number;
                                judge: string;
                                judge_floor: number;
                                checks_per_minute: number;
                                tiers: string[];
                                guards: string[];
                                ttl_seconds: number;
                                sharing: string;
                                admission: string;
                                followups: string;
                                renew_after_hits: number;
                                classes: {
                                    personal: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    account: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    time_relative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    creative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    since: string;
                                    checks: number;
                                    wrong: number;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    namespace: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description what to go back to; 0: as if nothing was ever set */
                        version: number;
                        /**
                         * Format: text
                         * @description why, for the audit log
                         */
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
                        "application/json": {
                            /** @description empty: the default of every namespace without a policy of its own */
                            namespace: string;
                            /** @description 0: nothing was ever set here */
                            version: number;
                            /** Policy change */
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
                                    personal?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    account?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
                                    time_relative?: {
                                        /**
                                         * @description never: past the cache; user: for who asked alone; shared: as any other
                                         * @enum {unknown}
                                         */
                                        keep?: "never" | "user" | "shared";
                                        /** @description at most this long */
                                        ttl_seconds?: number;
                                    };
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
                            effective: {
                                kind: string;
                                threshold: number;
                                min_probability: number;
                                error_budget: number | null;
                                shadow_rate: number;
                                judge: string;
                                judge_floor: number;
                                checks_per_minute: number;
                                tiers: string[];
                                guards: string[];
                                ttl_seconds: number;
                                sharing: string;
                                admission: string;
                                followups: string;
                                renew_after_hits: number;
                                classes: {
                                    personal: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    account: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    time_relative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                    creative: {
                                        keep: string;
                                        ttl_seconds: number | null;
                                    };
                                };
                                /** @description by how much, and why, the semantic tier has tightened itself: threshold and min_probability are what it has come to */
                                tightened: {
                                    /** @description 3: the semantic tier has stopped */
                                    step: number;
                                    since: string;
                                    checks: number;
                                    wrong: number;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                        "application/json": {
                            /** @description newest first */
                            items: {
                                /** @description counts from 1 */
                                version: number;
                                /** Policy change */
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
                                        personal?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                        account?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                        time_relative?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                        "application/json": {
                            /** @description newest first */
                            items: {
                                /** @description counts from 1 */
                                version: number;
                                /** Policy change */
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
                                        personal?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                        account?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
                                        time_relative?: {
                                            /**
                                             * @description never: past the cache; user: for who asked alone; shared: as any other
                                             * @enum {unknown}
                                             */
                                            keep?: "never" | "user" | "shared";
                                            /** @description at most this long */
                                            ttl_seconds?: number;
                                        };
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    state?: "live" | "quarantined";
                    /** @description a question: the entries nearest in meaning; without it the newest */
                    q?: string;
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
                        "application/json": {
                            items: {
                                id: string;
                                /** @enum {unknown} */
                                state: "live" | "quarantined";
                                question: string;
                                answer: string;
                                namespace: string;
                                model: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                        "application/json": {
                            id: string;
                            /** @enum {unknown} */
                            state: "live" | "quarantined";
                            question: string;
                            answer: string;
                            namespace: string;
                            model: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * Format: text
                         * @description what is served from now on, in both tiers and under every alias
                         */
                        answer: string;
                        /**
                         * Format: text
                         * @description why, for the audit log
                         */
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
                        "application/json": {
                            id: string;
                            /** @enum {unknown} */
                            state: "live" | "quarantined";
                            question: string;
                            answer: string;
                            namespace: string;
                            model: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                query?: never;
                header?: never;
                path: {
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                        "application/json": {
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                        "application/json": {
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                        "application/json": {
                            id: string;
                            /** @enum {unknown} */
                            state: "live" | "quarantined";
                            question: string;
                            answer: string;
                            namespace: string;
                            model: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                        "application/json": {
                            id: string;
                            /** @enum {unknown} */
                            state: "live" | "quarantined";
                            question: string;
                            answer: string;
                            namespace: string;
                            model: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    "application/json": {
                        /** @enum {unknown} */
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
                        /**
                         * Format: text
                         * @description why, for the audit log
                         */
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
                        "application/json": {
                            dry_run: boolean;
                            action: string;
                            /** @description entries found before anything was changed */
                            matched: number;
                            /** @description entries that were changed by this call */
                            changed: number;
                            /** @description true: something is left; send it again */
                            more: boolean;
                            /** @description the newest of them */
                            examples: {
                                id: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    "application/json": {
                        /** @description everything of this namespace */
                        namespace?: string;
                        /** @description everything with this tag */
                        tag?: string;
                        /**
                         * Format: text
                         * @description everything this model answered
                         */
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
                        /**
                         * Format: text
                         * @description why, for the audit log
                         */
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
                        "application/json": {
                            dry_run: boolean;
                            /** @description dry run: live entries it would take away */
                            entries: number | null;
                            examples: {
                                id: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                                /** @description rows of the deflection report */
                                events: number;
                                /** @description vectors of questions */
                                vectors: number;
                                /** @description labelled outcomes */
                                checks: number;
                            };
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
                                /** @description rows of the deflection report */
                                events: number;
                                /** @description vectors of questions */
                                vectors: number;
                                /** @description labelled outcomes */
                                checks: number;
                            };
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    offset?: number;
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
                        "application/json": {
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
                                    /** @description rows of the deflection report */
                                    events: number;
                                    /** @description vectors of questions */
                                    vectors: number;
                                    /** @description labelled outcomes */
                                    checks: number;
                                };
                                pending?: {
                                    /** @description Redis keys that are deleted, whether there or not, as soon as Redis is back; they are in no count */
                                    keys: number;
                                };
                            }[];
                            offset: number;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    "application/json": {
                        /**
                         * Format: text
                         * @description the question
                         */
                        text: string;
                        /** @description what was said before the question, as /v1/chat/completions takes it; absent: the first question of a chat */
                        messages?: ({
                            role: string;
                            content: unknown;
                        } & {
                            [key: string]: unknown;
                        })[];
                        namespace?: string;
                        /** Format: text */
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
                        "application/json": {
                            decision: {
                                /** @enum {unknown} */
                                status: "exact" | "semantic" | "miss" | "bypass";
                                reason?: string;
                                entry_id?: string;
                                similarity?: number;
                                /** @description the decision and its reason in words */
                                sentence: string;
                            };
                            cacheable: {
                                cacheable: boolean;
                                reason: string | null;
                            };
                            /** @description the question as it is keyed and embedded */
                            normalised: string;
                            scope: {
                                hash: string;
                                parts: {
                                    [key: string]: unknown;
                                };
                            };
                            policy: {
                                kind: string;
                                threshold: number;
                                min_probability: number;
                                tiers: string[];
                                guards: string[];
                            };
                            exact: {
                                hash: string;
                                entry: {
                                    entry_id: string;
                                    question: string;
                                    /** @description ISO 8601, UTC */
                                    created_at: string;
                                    /** @description ISO 8601, UTC */
                                    expires_at: string;
                                } | null;
                            };
                            /** @description the nearest entries of the scope, by falling similarity */
                            candidates: {
                                entry_id: string;
                                question: string;
                                /** @description ISO 8601, UTC */
                                created_at: string;
                                /** @description ISO 8601, UTC */
                                expires_at: string;
                                similarity: number;
                                /** @description calibrated probability of the same answer; null where the words of one side are not known */
                                probability: number | null;
                                /** @description `serve`, or the first thing that stands against it */
                                finding: string;
                                guards: {
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    "application/json": {
                        /** @description how far back: 30m, 24h, 7d, at most 30d; or an ISO time */
                        since: string;
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
                        "application/json": {
                            since: string;
                            until: string;
                            guards: string[];
                            actual: {
                                requests: number;
                                exact: number;
                                semantic: number;
                                coalesced: number;
                                deflection_rate: number | null;
                            };
                            thresholds: {
                                threshold: number;
                                requests: number;
                                exact: number;
                                semantic: number;
                                coalesced: number;
                                deflection_rate: number | null;
                                /** @description decisions that cannot be told: the cache failed, or the guards were not asked */
                                unjudged: number;
                                wrong: {
                                    /** @description `shadow`, `explore`, `judge` or `feedback`: sampled differently, so not added up */
                                    source: string;
                                    labelled: number;
                                    wrong: number;
                                    share: number;
                                    /** @description 95 % interval, Clopper-Pearson */
                                    lower: number;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    /** @description how far back: 30m, 24h, 7d, at most 30d; or an ISO time */
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
                        "application/json; charset=utf-8": {
                            /** @description ISO 8601, UTC */
                            since: string;
                            /** @description ISO 8601, UTC */
                            until: string;
                            /** @description where the prices are from */
                            prices: string;
                            /** @description what the groups are */
                            by?: string;
                            /** Deflection */
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
                                /** Deflection */
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
                        "text/csv; charset=utf-8": {
                            /** @description ISO 8601, UTC */
                            since: string;
                            /** @description ISO 8601, UTC */
                            until: string;
                            /** @description where the prices are from */
                            prices: string;
                            /** @description what the groups are */
                            by?: string;
                            /** Deflection */
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
                                /** Deflection */
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
                        "text/html; charset=utf-8": {
                            /** @description ISO 8601, UTC */
                            since: string;
                            /** @description ISO 8601, UTC */
                            until: string;
                            /** @description where the prices are from */
                            prices: string;
                            /** @description what the groups are */
                            by?: string;
                            /** Deflection */
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
                                /** Deflection */
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
                            statusCode: number;
                            code?: string;
                            error: string;
                            message: string;
                        };
                        "text/csv; charset=utf-8": {
                            statusCode: number;
                            code?: string;
                            error: string;
                            message: string;
                        };
                        "text/html; charset=utf-8": {
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
                            message: string;
                        };
                        "text/csv; charset=utf-8": {
                            statusCode: number;
                            code?: string;
                            error: string;
                            message: string;
                        };
                        "text/html; charset=utf-8": {
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    /** @description how far back: 30m, 24h, 7d, at most 30d; or an ISO time */
                    since?: string;
                    /** @description the end, in the same form; absent: now */
                    until?: string;
                    /** @description only this namespace; absent: all */
                    namespace?: string;
                    /** @description width of a point: 10s, 5m, 1h; at most 720 points */
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
                        "application/json": {
                            /** @description ISO 8601, UTC */
                            since: string;
                            /** @description ISO 8601, UTC */
                            until: string;
                            /** @description width of a point */
                            step_seconds: number;
                            /** @description one for each step, also where nothing was asked */
                            points: {
                                /** @description where it begins */
                                at: string;
                                /** @description exact, semantic, coalesced, miss, bypass, error: those there were */
                                statuses: {
                                    [key: string]: {
                                        /** @description how many */
                                        requests: number;
                                        /** @description half were answered faster */
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    /** @description how far back: 30m, 24h, 7d, at most 30d; or an ISO time */
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                    /** @description how far back: 30m, 24h, 7d, at most 30d; or an ISO time */
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
                                /** @description null: not kept. The words of a served hit are in its conversation only; of a miss they are those its own answer is stored under */
                                asked: string | null;
                                /** @description the nearest entry */
                                entry_id: string;
                                /** @description null: the entry is gone */
                                entry_question: string | null;
                                /** @description whether both have the same answer; null: not checked */
                                outcome: ("same" | "different") | null;
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
                                /** @description null: not kept. The words of a served hit are in its conversation only; of a miss they are those its own answer is stored under */
                                asked: string | null;
                                /** @description the nearest entry */
                                entry_id: string;
                                /** @description null: the entry is gone */
                                entry_question: string | null;
                                /** @description whether both have the same answer; null: not checked */
                                outcome: ("same" | "different") | null;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                        "text/event-stream": {
                            event?: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
                            statusCode: number;
                            code?: string;
                            error: string;
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
