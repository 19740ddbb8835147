package io.github.osspresign.devserver.auth;

import org.jspecify.annotations.Nullable;

/** Who makes a call: the owner of an access key, or nobody in particular. */
public record Caller(@Nullable String accessKeyId) {

    static final Caller ANONYMOUS = new Caller(null);

    public boolean isAnonymous() {
        return accessKeyId == null;
    }
}
