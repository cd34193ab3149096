-- When a one-time token was redeemed; null for what was redeemed before this column came.
ALTER TABLE join_token ADD COLUMN used_at TIMESTAMPTZ;

-- What is looked for when ended certificates are removed.
CREATE INDEX certificate_not_after ON certificate (not_after);
CREATE INDEX server_serial ON server (serial);

-- A deleted server takes its reports along, so that a new one of the same name has no past.
DELETE FROM report WHERE NOT EXISTS (SELECT 1 FROM server WHERE server.name = report.server);
ALTER TABLE report ADD CONSTRAINT report_of_server FOREIGN KEY (server) REFERENCES server (name) ON DELETE CASCADE;
