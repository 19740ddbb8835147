-- A page chooses the token before its download is counted, so two shares may have the same one.
ALTER TABLE download_grant DROP CONSTRAINT download_grant_pkey;
ALTER TABLE download_grant ADD PRIMARY KEY (share_id, token_hash);
-- Password of the share that the recipient has entered. Null if the share had none.
ALTER TABLE download_grant ADD COLUMN password_hash text;
