package io.github.osspresign.camel.presign.credentials;

import io.github.osspresign.sign.OssCredentials;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the credentials of the next link come from. */
public interface CredentialsSource {

    /** The credentials to sign with; those that end within the given time are renewed first, if they can be. */
    OssCredentials credentials(Instant now, Duration validity);

    /** The credentials of that access key id, {@code null} where they are not known, or not any more. */
    default @Nullable OssCredentials find(String accessKeyId, Instant now) {
        OssCredentials current = credentials(now, Duration.ZERO);
        return current.accessKeyId().equals(accessKeyId) ? current : null;
    }

    /** The default chain of credentials-java, where that library is there; asked only when a link needs it. */
    static @Nullable CredentialsSource chain() {
        try {
            Class.forName("com.aliyun.credentials.Client", false, CredentialsSource.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
        return new RenewingCredentials(new CredentialsChain());
    }

    /** An empty token would be signed and refused. */
    static @Nullable String nullIfEmpty(@Nullable String token) {
        return token == null || token.isEmpty() ? null : token;
    }
}
