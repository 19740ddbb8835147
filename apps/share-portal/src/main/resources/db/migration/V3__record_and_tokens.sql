-- A search for a text of three characters or more reads no other entries.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX audit_text ON audit USING gin (lower(actor || ' ' || name || ' ' || share_id) gin_trgm_ops);
CREATE INDEX audit_of_action ON audit (owner, action, at);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_address ON audit (at) WHERE actor <> owner AND actor NOT LIKE '%/%';

CREATE FUNCTION network_of(address text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN network(set_masklen(address::inet, CASE family(address::inet) WHEN 4 THEN 24 ELSE 48 END));
EXCEPTION WHEN others THEN
    -- A proxy may report something else.
    RETURN 'unknown/0';
END $$;

ALTER TABLE api_token ADD COLUMN expires_at timestamptz NOT NULL DEFAULT now() + interval '90 days';
