-- A server's runs are asked for in the order in which they came, since the clocks of machines jump. Apart from V13, whose
-- lock would keep out who reads until this index stands. Not CONCURRENTLY: broken off by a full disk, that leaves a broken
-- index and a migration that only a person can repair; agents keep what they cannot report meanwhile.
-- report_server, by the machines' own clocks, is there for yesterday's labd, and goes with a later release.
CREATE INDEX report_server_received ON report (server, received_at DESC);
