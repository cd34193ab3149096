CREATE TABLE server (
    name            TEXT        NOT NULL PRIMARY KEY,
    cloud           TEXT        NOT NULL,
    environment     TEXT        NOT NULL,
    role            TEXT        NOT NULL,
    labels          TEXT        NOT NULL,
    serial          TEXT        NOT NULL,
    key_hash        TEXT        NOT NULL,
    enrolled_at     TIMESTAMPTZ NOT NULL,
    last_seen       TIMESTAMPTZ,
    -- Within how many seconds the agent said that it would be heard of again.
    next_contact    BIGINT,
    agent_version   TEXT,
    catalog         TEXT,
    -- One sentence a line; empty when the newest compile went well.
    compile_faults  TEXT        NOT NULL,
    facts           BYTEA,
    run_id          UUID,
    run_at          TIMESTAMPTZ,
    run_outcome     TEXT,
    run_catalog     TEXT,
    run_changed     BIGINT,
    run_failed      BIGINT
);
CREATE INDEX server_catalog ON server (catalog);
