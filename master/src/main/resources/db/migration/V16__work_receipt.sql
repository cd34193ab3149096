-- When an agent said that it has a command and nobody else gets it: from then on "until" is the end
-- of its lease, which it renews.
ALTER TABLE work ADD COLUMN received_at TIMESTAMPTZ;
