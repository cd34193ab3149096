-- How the machine of an agent was doing when that was last written down, which is now and then. JSON.
ALTER TABLE agent_channel ADD COLUMN vitals TEXT;
ALTER TABLE agent_channel ADD COLUMN vitals_at TIMESTAMPTZ;
