-- Null for no end: a file that was received stays until its owner deletes it.
ALTER TABLE share ALTER COLUMN expires_at DROP NOT NULL;
CREATE INDEX share_received ON share (uploaded_at) WHERE request_id IS NOT NULL;

-- How long a received file stays; null for no end. The language is that of the mails about the files.
ALTER TABLE file_request ADD COLUMN keep_days integer;
ALTER TABLE file_request ADD COLUMN language text NOT NULL DEFAULT 'en';

-- Mails to the owner of a received file: about its arrival at this time, or its end.
CREATE TABLE notice (
    share_id text NOT NULL REFERENCES share ON DELETE CASCADE,
    about    timestamptz NOT NULL,
    PRIMARY KEY (share_id, about)
);
INSERT INTO notice SELECT id, uploaded_at FROM share WHERE request_id IS NOT NULL AND uploaded_at IS NOT NULL;
