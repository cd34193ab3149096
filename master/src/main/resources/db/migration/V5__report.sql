CREATE TABLE report (
    id          UUID        NOT NULL PRIMARY KEY,
    server      TEXT        NOT NULL,
    outcome     TEXT        NOT NULL,
    catalog     TEXT,
    started_at  TIMESTAMPTZ NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    duration_ms BIGINT      NOT NULL,
    total       BIGINT      NOT NULL,
    changed     BIGINT      NOT NULL,
    corrected   BIGINT      NOT NULL,
    failed      BIGINT      NOT NULL,
    skipped     BIGINT      NOT NULL,
    -- gzip of the report as JSON without its facts; null for an older run in which nothing happened.
    body        BYTEA
);
CREATE INDEX report_server ON report (server, started_at DESC);
CREATE INDEX report_received ON report (received_at);
CREATE INDEX report_catalog ON report (catalog);
