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
 * The default chain of credentials-java; no other class may touch that library, which need not be there. The first
 * answer settles who is asked from then on, so that a failure there never makes links in the name of somebody else.
 */
final class CredentialsChain implements Supplier<OssCredentials> {

    private static final Pattern HTTP_STATUS = Pattern.compile("HttpCode[:=] ?(\\d+)");

    private String name = "the default chain of credentials-java";
    private @Nullable Supplier<CredentialModel> settled;

    /**
     * Credentials from where they come from, not from a cache, as far as the library allows; one thread at a time.
     *
     * @throws IllegalStateException if there are none
     */
    @Override
    public OssCredentials get() {
        CredentialModel model;
        try {
            model = settled == null ? first() : settled.get();
        } catch (RuntimeException e) {
            // Not with its text or as the cause: the library quotes answers, and an answer may hold a secret.
            throw new IllegalStateException(
                    "credentials: expected an access key from " + name + " but there is none (" + reason(e) + ")");
        }
        String accessKeyId = CredentialsSource.nullIfEmpty(model.getAccessKeyId());
        String accessKeySecret = CredentialsSource.nullIfEmpty(model.getAccessKeySecret());
        if (accessKeyId == null || accessKeySecret == null) {
            throw new IllegalStateException(
                    "credentials: expected an access key from " + name + " but it gave " + model.getType());
        }
        return new OssCredentials(
                accessKeyId,
                accessKeySecret,
                CredentialsSource.nullIfEmpty(model.getSecurityToken()),
                model.getExpiration() > 0 ? Instant.ofEpochMilli(model.getExpiration()) : null);
    }

    private CredentialModel first() {
        Client client = new Client();
        CredentialModel model = client.getCredential();
        name = model.getProviderName();
        settled = uncached(name, client);
        return model;
    }

    /**
     * A client keeps what it has until a quarter of an hour before its end, however long a link shall live, and never
     * reads a profile again.
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
