-- What agents are asked to do. A server that is deleted takes its work along.
CREATE TABLE work (
    id           UUID        NOT NULL PRIMARY KEY,
    server       TEXT        NOT NULL REFERENCES server (name) ON DELETE CASCADE,
    action       TEXT        NOT NULL,
    asked_by     TEXT        NOT NULL,
    asked_at     TIMESTAMPTZ NOT NULL,
    until        TIMESTAMPTZ NOT NULL,
    delivered_at TIMESTAMPTZ,
    ended_at     TIMESTAMPTZ,
    state        TEXT,
    -- gzip of the end as JSON; null where the state says it all.
    result       BYTEA
);
CREATE INDEX work_server ON work (server, asked_at);
CREATE INDEX work_asked ON work (asked_at);
CREATE INDEX work_open ON work (until) WHERE ended_at IS NULL;
