-- Of each kind the newest are read whenever one was added, and all there ever were are kept.
CREATE INDEX generations_newest ON generations (tenant, kind, seq DESC);
