-- What a run said besides its resources, when it was a warning: gzip of JSON. Of an older run in which nothing happened
-- this is left besides its row.
ALTER TABLE report ADD COLUMN logs BYTEA;
-- A server's runs are asked for in the order in which they came, since the clocks of machines jump. The index by their own
-- clock goes: nothing asks for it any more, a master of yesterday finds the rows by this one too, and each costs every report.
CREATE INDEX report_server_received ON report (server, received_at DESC);
DROP INDEX report_server;
