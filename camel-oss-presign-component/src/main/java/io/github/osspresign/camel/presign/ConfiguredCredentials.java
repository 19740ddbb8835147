// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.sign.OssCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.jspecify.annotations.Nullable;

/** Selects the credentials source of an endpoint. */
final class ConfiguredCredentials {

    /** Beginning of the ids of temporary access keys, with which OSS accepts no link without a security token. */
    private static final String TEMPORARY_KEY = "STS.";

    private ConfiguredCredentials() {}

    /**
     * Returns the first source that is configured, in this order: options, provider, environment, default chain.
     *
     * @throws IllegalArgumentException if no source is configured, or an access key is incomplete
     */
    static CredentialsSource of(
            PresignConfiguration options, Map<String, String> environment, @Nullable CredentialsSource chain) {
        String accessKey = options.getAccessKey();
        String secretKey = options.getSecretKey();
        CredentialsProvider provider = options.getCredentialsProvider();
        if (accessKey != null || secretKey != null || options.getSessionToken() != null) {
            return fixed(
                    "options",
                    "accessKey",
                    accessKey,
                    "secretKey",
                    secretKey,
                    "sessionToken",
                    options.getSessionToken());
        }
        if (provider != null) {
            return new Source("provider", () -> fromProvider(provider.getCredentials()));
        }
        String accessKeyId = variable(environment, "OSS_ACCESS_KEY_ID");
        String accessKeySecret = variable(environment, "OSS_ACCESS_KEY_SECRET");
        if (accessKeyId != null || accessKeySecret != null) {
            return fixed(
                    "environment",
                    "OSS_ACCESS_KEY_ID",
                    accessKeyId,
                    "OSS_ACCESS_KEY_SECRET",
                    accessKeySecret,
                    "OSS_SESSION_TOKEN",
                    variable(environment, "OSS_SESSION_TOKEN"));
        }
        if (chain != null) {
            return chain;
        }
        throw new IllegalArgumentException("credentials: not configured; set the options accessKey and secretKey, a"
                + " credentialsProvider, or the environment variables OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET,"
                + " or add com.aliyun:credentials-java to the classpath for its default chain");
    }

    /** Returns an environment variable, or {@code null} if it is blank: deployments leave variables blank to unset them. */
    private static @Nullable String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    private static CredentialsSource fixed(
            String where,
            String idName,
            @Nullable String id,
            String secretName,
            @Nullable String secret,
            String tokenName,
            @Nullable String token) {
        OssCredentials credentials =
                new OssCredentials(required(where, idName, id), required(where, secretName, secret), token, null);
        if (credentials.accessKeyId().startsWith(TEMPORARY_KEY) && !credentials.isTemporary()) {
            throw new IllegalArgumentException(
                    "credentials: access key in the " + where + " is temporary; set " + tokenName + " too");
        }
        return new Source(where, () -> credentials);
    }

    /** Source of credentials whose end is not known. */
    private record Source(String name, Supplier<OssCredentials> supplier) implements CredentialsSource {

        @Override
        public OssCredentials credentials(Instant now, Duration validity) {
            return supplier.get();
        }

        @Override
        public void describe(HealthCheckResultBuilder result, Instant now) {
            result.detail("credentials.source", name);
        }
    }

    private static OssCredentials fromProvider(@Nullable Credentials given) {
        if (given == null || !given.hasKeys()) {
            throw new IllegalStateException("credentialsProvider: must return an access key, returned none");
        }
        return new OssCredentials(
                given.accessKeyId(),
                given.accessKeySecret(),
                CredentialsSource.nullIfEmpty(given.securityToken()),
                null);
    }

    private static String required(String where, String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "credentials: access key in the " + where + " is incomplete; set " + name + " too");
        }
        return value;
    }
}
