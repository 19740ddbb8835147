package io.github.osspresign.devserver.auth;

import org.jspecify.annotations.Nullable;

/** The caller of a request: the owner of an access key, or anonymous. */
public record Caller(@Nullable String accessKeyId) {

    static final Caller ANONYMOUS = new Caller(null);

    public boolean isAnonymous() {
        return accessKeyId == null;
    }
}
