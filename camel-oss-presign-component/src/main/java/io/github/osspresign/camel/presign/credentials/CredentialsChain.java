// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.credentials;

import com.aliyun.credentials.Client;
import com.aliyun.credentials.models.CredentialModel;
import com.aliyun.credentials.provider.CLIProfileCredentialsProvider;
import com.aliyun.credentials.provider.EcsRamRoleCredentialProvider;
import com.aliyun.credentials.provider.OIDCRoleArnCredentialProvider;
import com.aliyun.credentials.provider.URLCredentialProvider;
import io.github.osspresign.sign.OssCredentials;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Default chain of credentials-java. No other class may use that library, because it is optional. The provider that
 * returns the first credentials stays the only one, so that its failure never leads to links of another account.
 */
final class CredentialsChain implements Supplier<OssCredentials> {

    private static final Pattern HTTP_STATUS = Pattern.compile("HttpCode[:=] ?(\\d+)");

    private String name = "the default chain of credentials-java";
    private @Nullable Supplier<CredentialModel> provider;

    /**
     * Returns new credentials from the provider, bypassing the cache of the library where possible. Only one thread at a
     * time may call this method.
     *
     * @throws IllegalStateException if no provider returns credentials
     */
    @Override
    public OssCredentials get() {
        CredentialModel model;
        try {
            model = provider == null ? findProvider() : provider.get();
        } catch (RuntimeException e) {
            // Neither its message nor a cause: the library quotes responses, which may contain a secret.
            throw new IllegalStateException(
                    "credentials: " + name + " must return an access key, but failed (" + reason(e) + ")");
        }

        String accessKeyId = CredentialsSource.nullIfEmpty(model.getAccessKeyId());
        String accessKeySecret = CredentialsSource.nullIfEmpty(model.getAccessKeySecret());
        if (accessKeyId == null || accessKeySecret == null) {
            throw new IllegalStateException(
                    "credentials: " + name + " must return an access key, returned " + model.getType());
        }
        return new OssCredentials(
                accessKeyId,
                accessKeySecret,
                CredentialsSource.nullIfEmpty(model.getSecurityToken()),
                model.getExpiration() > 0 ? Instant.ofEpochMilli(model.getExpiration()) : null);
    }

    private CredentialModel findProvider() {
        Client client = new Client();
        CredentialModel model = client.getCredential();
        name = model.getProviderName();
        provider = uncached(name, client);
        return model;
    }

    /**
     * Returns a supplier that bypasses the cache of the client. The client caches credentials until 15 minutes before
     * they expire, even if a link needs a longer lifetime, and never reads a profile again.
     */
    private static Supplier<CredentialModel> uncached(String name, Client client) {
        return switch (name) {
            case "default/oidc_role_arn" -> {
                OIDCRoleArnCredentialProvider provider =
                        OIDCRoleArnCredentialProvider.builder().build();
                yield () -> provider.refreshCredentials().value();
            }
            case "default/ecs_ram_role" -> {
                EcsRamRoleCredentialProvider provider = EcsRamRoleCredentialProvider.builder()
                        .asyncCredentialUpdateEnabled(false)
                        .build();
                yield () -> provider.refreshCredentials().value();
            }
            case "default/credentials_uri" -> {
                URLCredentialProvider provider = URLCredentialProvider.builder().build();
                yield () -> provider.refreshCredentials().value();
            }
            case "default/cli_profile/static_ak",
                    "default/cli_profile/static_sts",
                    "default/cli_profile/ram_role_arn",
                    "default/cli_profile/oidc_role_arn" ->
                () -> CLIProfileCredentialsProvider.builder().build().getCredentials();
            default -> client::getCredential;
        };
    }

    private static String reason(RuntimeException e) {
        Set<String> reasons = new LinkedHashSet<>();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            reasons.add(cause.getClass().getSimpleName());
        }
        Matcher status = HTTP_STATUS.matcher(String.valueOf(e.getMessage()));
        while (status.find()) {
            reasons.add("HTTP status " + status.group(1));
        }
        return String.join(", ", reasons);
    }
}
