-- The labds that share this database. What one says of agents that wait at it counts as long as it is seen itself.
CREATE TABLE replica (
    id      UUID        NOT NULL PRIMARY KEY,
    seen_at TIMESTAMPTZ NOT NULL
);

-- The channel of an agent: where it is open, or since when it is lost. A server that is deleted takes it along.
CREATE TABLE agent_channel (
    server    TEXT        NOT NULL PRIMARY KEY REFERENCES server (name) ON DELETE CASCADE,
    replica   UUID        NOT NULL,
    opened_at TIMESTAMPTZ NOT NULL,
    lost_at   TIMESTAMPTZ
);
CREATE INDEX agent_channel_open ON agent_channel (replica) WHERE lost_at IS NULL;
