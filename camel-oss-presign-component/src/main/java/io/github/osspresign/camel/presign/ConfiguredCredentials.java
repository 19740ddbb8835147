package io.github.osspresign.camel.presign;

import com.aliyun.sdk.service.oss2.credentials.Credentials;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.sign.OssCredentials;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses the credentials of an endpoint among its options, a provider, the environment and the default chain. */
final class ConfiguredCredentials {

    private ConfiguredCredentials() {}

    /**
     * Returns the first source that is given: keys among the options, a provider, the environment, the chain.
     *
     * @throws IllegalArgumentException if none is given, or one only in part
     */
    static CredentialsSource of(
            PresignConfiguration options, Map<String, String> environment, @Nullable CredentialsSource chain) {
        String accessKey = options.getAccessKey();
        String secretKey = options.getSecretKey();
        CredentialsProvider provider = options.getCredentialsProvider();
        if (accessKey != null || secretKey != null || options.getSessionToken() != null) {
            return fixed("options", "accessKey", accessKey, "secretKey", secretKey, options.getSessionToken());
        }
        if (provider != null) {
            return (now, validity) -> fromProvider(provider.getCredentials());
        }
        String accessKeyId = environment.get("OSS_ACCESS_KEY_ID");
        String accessKeySecret = environment.get("OSS_ACCESS_KEY_SECRET");
        if (accessKeyId != null || accessKeySecret != null) {
            return fixed(
                    "environment",
                    "OSS_ACCESS_KEY_ID",
                    accessKeyId,
                    "OSS_ACCESS_KEY_SECRET",
                    accessKeySecret,
                    CredentialsSource.nullIfEmpty(environment.get("OSS_SESSION_TOKEN")));
        }
        if (chain != null) {
            return chain;
        }
        throw new IllegalArgumentException("credentials: expected the options accessKey and secretKey, a"
                + " credentialsProvider, the environment variables OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET,"
                + " or com.aliyun:credentials-java on the classpath for its default chain but there are none");
    }

    private static CredentialsSource fixed(
            String where,
            String idName,
            @Nullable String id,
            String secretName,
            @Nullable String secret,
            @Nullable String token) {
        OssCredentials credentials =
                new OssCredentials(required(where, idName, id), required(where, secretName, secret), token, null);
        return (now, validity) -> credentials;
    }

    private static OssCredentials fromProvider(@Nullable Credentials given) {
        if (given == null || !given.hasKeys()) {
            throw new IllegalStateException("credentialsProvider: expected an access key but it gave none");
        }
        return new OssCredentials(
                given.accessKeyId(),
                given.accessKeySecret(),
                CredentialsSource.nullIfEmpty(given.securityToken()),
                null);
    }

    private static String required(String where, String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("credentials: expected both halves of the access key in the " + where
                    + " but " + name + " is missing");
        }
        return value;
    }
}
