-- At which labd a session is met, and where that is reached by the others: who comes to another one is passed on to it.
-- Written before the session itself is, and of no use without its labd.
CREATE TABLE session_place (
    session UUID        NOT NULL PRIMARY KEY,
    replica UUID        NOT NULL,
    url     TEXT        NOT NULL,
    since   TIMESTAMPTZ NOT NULL
);
CREATE INDEX session_place_replica ON session_place (replica);
