-- A share has one file or several. The object key of a file is shares/OWNER/ID.
CREATE TABLE share_file (
    id          text PRIMARY KEY,
    share_id    text NOT NULL REFERENCES share ON DELETE CASCADE,
    place       integer NOT NULL,
    name        text NOT NULL,
    size        bigint NOT NULL,
    -- Null for an object that is sent in one request.
    upload_id   text,
    -- Null until the object is in the bucket.
    uploaded_at timestamptz
);
CREATE INDEX share_file_of_share ON share_file (share_id, place);
INSERT INTO share_file
    SELECT regexp_replace(object_key, '.*/', ''), id, 1, name, size, upload_id, uploaded_at FROM share;
ALTER TABLE share ADD COLUMN files integer NOT NULL DEFAULT 1, DROP COLUMN object_key, DROP COLUMN upload_id;
