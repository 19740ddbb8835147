-- A list reads again only what has changed, whatever changes it.
ALTER TABLE share ADD COLUMN changed_at timestamptz NOT NULL DEFAULT clock_timestamp();
CREATE INDEX share_changed ON share (owner, changed_at);

CREATE FUNCTION share_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER share_changed BEFORE UPDATE ON share FOR EACH ROW EXECUTE FUNCTION share_changed();
