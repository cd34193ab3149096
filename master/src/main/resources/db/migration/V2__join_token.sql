CREATE TABLE join_token (
    id          TEXT        NOT NULL PRIMARY KEY,
    secret_hash TEXT        NOT NULL,
    cloud       TEXT        NOT NULL,
    environment TEXT        NOT NULL,
    role        TEXT        NOT NULL,
    labels      TEXT        NOT NULL,
    server      TEXT,
    reusable    BOOLEAN     NOT NULL,
    uses        BIGINT      NOT NULL,
    -- Of the newest redemption, so that a machine whose answer was lost may ask again.
    used_by     TEXT,
    used_key    TEXT,
    created_by  TEXT        NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL,
    expires_at  TIMESTAMPTZ NOT NULL,
    revoked_at  TIMESTAMPTZ
);
