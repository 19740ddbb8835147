// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.credentials;

import io.github.osspresign.camel.monitor.OptionalLibrary;
import io.github.osspresign.sign.OssCredentials;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/** Source of the credentials that sign links. */
public interface CredentialsSource {

    /**
     * Returns the credentials to sign with. Credentials that expire too early are renewed first, if possible.
     *
     * @param validity minimum time until the credentials expire
     */
    OssCredentials credentials(Instant now, Duration validity);

    /** Adds to a health check where the credentials come from, and what is known of them without a request. */
    default void describe(HealthCheckResultBuilder result, Instant now) {}

    /** Returns the credentials of an access key ID, or {@code null} if they are not or no longer known. */
    default @Nullable OssCredentials find(String accessKeyId, Instant now) {
        OssCredentials current = credentials(now, Duration.ZERO);
        return current.accessKeyId().equals(accessKeyId) ? current : null;
    }

    /**
     * Returns the default chain of credentials-java, or {@code null} if the library is not on the classpath. The chain is
     * first used when a link needs credentials.
     */
    static @Nullable CredentialsSource chain() {
        return OptionalLibrary.hasClass("com.aliyun.credentials.Client")
                ? new RenewingCredentials(new CredentialsChain())
                : null;
    }

    /** Returns {@code null} for an empty value. The service refuses links that are signed with an empty token. */
    static @Nullable String nullIfEmpty(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
