CREATE TABLE share (
    id            text PRIMARY KEY,
    owner         text NOT NULL,
    object_key    text NOT NULL,
    name          text NOT NULL,
    size          bigint NOT NULL,
    note          text NOT NULL,
    password_hash text,
    max_downloads integer,
    downloads     integer NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    -- Null for an object that is sent in one request.
    upload_id     text,
    -- Null until the object is in the bucket.
    uploaded_at   timestamptz,
    revoked_at    timestamptz,
    -- Null for a file that the owner has sent. No foreign key: the file stays when the request is gone.
    request_id    text,
    request_title text
);
CREATE INDEX share_of_owner ON share (owner, created_at);
CREATE INDEX share_of_object ON share (object_key);

CREATE TABLE file_request (
    id         text PRIMARY KEY,
    owner      text NOT NULL,
    title      text NOT NULL,
    note       text NOT NULL,
    max_size   bigint NOT NULL,
    max_files  integer NOT NULL,
    received   integer NOT NULL DEFAULT 0,
    -- Extensions such as pdf, separated by commas. Empty for any.
    types      text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    ended_at   timestamptz
);
CREATE INDEX file_request_of_owner ON file_request (owner, created_at);

-- A download that has begun may go on without being counted again. Only the hash of the token is stored.
CREATE TABLE download_grant (
    token_hash text PRIMARY KEY,
    share_id   text NOT NULL REFERENCES share ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);

CREATE TABLE attempt (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject text NOT NULL,
    at      timestamptz NOT NULL
);
CREATE INDEX attempt_of_subject ON attempt (subject, at);

-- Networks by which the attempts of a client are limited, and how many limits of the smallest one they have: with IPv6, a client may
-- have any address of a network of 2^64 or more. Any text that is no address is a separate network.
CREATE FUNCTION networks_of(client text) RETURNS TABLE (network text, times integer) LANGUAGE plpgsql STABLE AS $$
DECLARE
    plain text := regexp_replace(client, '^\[(.*)\](:\d+)?$', '\1');
BEGIN
    -- Some proxies add the port of the client, which changes with each connection, or map IPv4 to IPv6.
    plain := regexp_replace(plain, '^(::ffff:)?(\d+(\.\d+){3})(:\d+)?$', '\2', 'i');
    RETURN QUERY SELECT network(set_masklen(plain::inet, size.bits))::text, size.times
        FROM (VALUES (4, 32, 1), (4, 24, 4), (4, 16, 8), (6, 64, 1), (6, 56, 2), (6, 48, 4), (6, 32, 8))
            AS size (family, bits, times)
        WHERE size.family = family(plain::inet);
EXCEPTION WHEN invalid_text_representation THEN
    RETURN QUERY SELECT plain, 1;
END $$;

-- No foreign key: what happened stays when the share is gone.
CREATE TABLE audit (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL,
    -- Whose share it is: only this user sees the entry.
    owner    text NOT NULL,
    actor    text NOT NULL,
    action   text NOT NULL,
    share_id text NOT NULL,
    name     text NOT NULL
);
CREATE INDEX audit_of_owner ON audit (owner, id);

CREATE TABLE api_token (
    id           text PRIMARY KEY,
    owner        text NOT NULL,
    name         text NOT NULL,
    token_hash   text NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
