-- The names and columns are those of Spring Session.
CREATE TABLE spring_session (
    primary_id            char(36) PRIMARY KEY,
    session_id            char(36) NOT NULL UNIQUE,
    creation_time         bigint NOT NULL,
    last_access_time      bigint NOT NULL,
    max_inactive_interval integer NOT NULL,
    expiry_time           bigint NOT NULL,
    principal_name        text
);
CREATE INDEX spring_session_of_expiry ON spring_session (expiry_time);

CREATE TABLE spring_session_attributes (
    session_primary_id char(36) REFERENCES spring_session ON DELETE CASCADE,
    attribute_name     text,
    attribute_bytes    bytea NOT NULL,
    PRIMARY KEY (session_primary_id, attribute_name)
);
