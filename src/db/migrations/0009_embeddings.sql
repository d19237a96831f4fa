-- Embedding identities that entries of the answer cache are or were kept under; a row goes with its entries (npm run reindex -- --drop-old).
-- identity: model, dtype, pooling, dimensions and weights (model/embedding-identity.ts)
-- used_at: when a process last started with it, or entries were last moved to it
CREATE TABLE embeddings (
  identity text PRIMARY KEY,
  model text NOT NULL,
  dtype text NOT NULL,
  used_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
