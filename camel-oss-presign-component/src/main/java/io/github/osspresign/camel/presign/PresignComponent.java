// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.options.CommaList;
import io.github.osspresign.camel.options.HttpMethodText;
import io.github.osspresign.camel.options.LocalDevelopment;
import io.github.osspresign.camel.options.OptionsComponent;
import io.github.osspresign.camel.options.RedactedUri;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.camel.presign.signing.BucketDomains;
import io.github.osspresign.camel.presign.signing.SigningPolicy;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.LoopbackHost;
import io.github.osspresign.sign.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.PropertiesHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Component that generates presigned URLs for Alibaba Cloud OSS objects and watches buckets for new objects. */
@Component("presign")
public class PresignComponent extends OptionsComponent {

    private static final Logger LOG = LoggerFactory.getLogger(PresignComponent.class);

    @Metadata(description = "Default options for all endpoints of this component.")
    private PresignConfiguration configuration = new PresignConfiguration();

    @Metadata(
            label = "advanced",
            description =
                    "Clock that provides the signing time, for example a fixed clock in tests. By default the system clock.")
    private Clock clock = Clock.systemUTC();

    @Metadata(
            label = "common",
            description =
                    "Custom domains of buckets: entries of a bucket, an equals sign and its domain, separated by commas. A domain may begin with `http://` and have a port. Links to these buckets have their domain, unless the URI of the endpoint sets another address. Requests of the component itself use it too, unless `endpoint` or `endpointType` is set.")
    private @Nullable String domains;

    @Metadata(
            label = "security",
            description =
                    "Comma-separated buckets for which links may be created; a star allows all buckets. By default only the bucket of the endpoint, so that no message can choose another one.")
    private @Nullable String allowedBuckets;

    @Metadata(
            label = "security",
            description =
                    "Comma-separated prefixes of the object keys for which links may be created. All keys by default.")
    private @Nullable String allowedKeyPrefixes;

    @Metadata(
            label = "security",
            description =
                    "Comma-separated HTTP methods that links may allow. By default `GET`, `HEAD` and the method of the endpoint, so that no message can create a link that changes objects.")
    private @Nullable String allowedMethods;

    @Metadata(
            label = "security",
            javaType = "java.time.Duration",
            description =
                    "Maximum lifetime that a message or an endpoint may request, in whole seconds. By default the maximum of the signature version. The unit is required.")
    private @Nullable Duration maxExpiration;

    @Metadata(
            label = "security",
            description =
                    "Whether only endpoints on this machine are allowed (localhost, names below it, and loopback addresses), for development with a local server. The option `domains` is then not used.")
    private boolean localDevelopment;

    private static final String ALL = "*";

    /** Our names of options, by those that the SDK has for the same values, in lower case. */
    private static final Map<String, String> NAMES_OF_SDK =
            Map.of("accesskeyid", "accessKey", "accesskeysecret", "secretKey", "securitytoken", "sessionToken");

    private Map<String, ServiceEndpoint> bucketDomains = Map.of();
    private final Map<String, String> environment;
    private final @Nullable CredentialsSource chain;

    /** Creates a component that reads credentials from the environment of the process. */
    public PresignComponent() {
        this(System.getenv(), CredentialsSource.chain());
    }

    PresignComponent(Map<String, String> environment, @Nullable CredentialsSource chain) {
        this.environment = environment;
        this.chain = chain;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PresignEndpoint endpoint = new PresignEndpoint(
                RedactedUri.of(uri), this, Objects.requireNonNullElse(remaining, ""), configuration);
        PresignConfiguration options = endpoint.getConfiguration();
        options.getQuery().putAll(PropertiesHelper.extractProperties(parameters, "query."));
        options.getHeader().putAll(PropertiesHelper.extractProperties(parameters, "header."));
        options.getCallbackVar().putAll(PropertiesHelper.extractProperties(parameters, "callbackVar."));
        options.setExpiration(null);
        setProperties(endpoint, parameters);
        // An end in the URI replaces the lifetime of the component, but not one that the URI sets beside it.
        if (options.getExpiration() == null
                && Objects.equals(options.getExpirationTime(), configuration.getExpirationTime())) {
            options.setExpiration(configuration.getExpiration());
        }
        if (localDevelopment) {
            LocalDevelopment.requireLoopback(ConfiguredEndpoint.of(options));
            if (!bucketDomains.isEmpty()) {
                reportUnused(LOG, "domains");
            }
        }
        return endpoint;
    }

    /** Refuses the SDK's names of the credentials, because Camel shows the values of unknown options. */
    @Override
    protected void validateURI(String uri, @Nullable String path, Map<String, Object> parameters) {
        requireNoRefusal();
        for (String name : parameters.keySet()) {
            String refusal = refusal(name);
            if (refusal != null) {
                // Camel rethrows this exception unchanged. To any other it adds the URI, in which it does not mask
                // these.
                throw new NoSuchEndpointException(URISupport.stripQuery(uri), refusal);
            }
        }
        super.validateURI(uri, path, parameters);
    }

    @Override
    protected @Nullable String refusal(String option) {
        String spelled = option.replace("-", "").toLowerCase(Locale.ROOT);
        String ours = NAMES_OF_SDK.get(
                spelled.startsWith("configuration.") ? spelled.substring("configuration.".length()) : spelled);
        return ours == null ? null : option + ": must be named " + ours;
    }

    /** Returns the source of credentials for an endpoint with these options. All endpoints that use the chain share one. */
    CredentialsSource credentialsSource(PresignConfiguration options) {
        return ConfiguredCredentials.of(options, environment, chain);
    }

    /** Returns the domain of each bucket that has one. With {@code localDevelopment} the endpoint serves all buckets. */
    Map<String, ServiceEndpoint> bucketDomains() {
        return localDevelopment ? Map.of() : bucketDomains;
    }

    /**
     * Returns the policy that limits what an endpoint signs.
     *
     * @param bucketName the bucket of the endpoint; null if each message names one
     * @param method the option {@code method} of the endpoint
     */
    SigningPolicy signingPolicy(@Nullable String bucketName, HttpMethod method) {
        Set<HttpMethod> methods = EnumSet.of(HttpMethod.GET, HttpMethod.HEAD, method);
        if (allowedMethods != null) {
            methods.clear();
            CommaList.of("allowedMethods", allowedMethods)
                    .forEach(name -> methods.add(HttpMethodText.parse("allowedMethods", name)));
        }
        return new SigningPolicy(
                allowedBuckets(bucketName),
                CommaList.of("allowedKeyPrefixes", allowedKeyPrefixes),
                methods,
                maxExpiration);
    }

    private @Nullable Set<String> allowedBuckets(@Nullable String bucketName) {
        List<String> allowed = CommaList.of("allowedBuckets", allowedBuckets);
        if (allowed.isEmpty()) {
            return bucketName == null ? Set.of() : Set.of(bucketName);
        }
        return allowed.contains(ALL) ? null : Set.copyOf(allowed);
    }

    @Override
    public PresignConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(PresignConfiguration configuration) {
        this.configuration = configuration;
    }

    public Clock getClock() {
        return clock;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
    }

    public boolean isLocalDevelopment() {
        return localDevelopment;
    }

    public void setLocalDevelopment(boolean localDevelopment) {
        if (localDevelopment && !this.localDevelopment) {
            LOG.info("localDevelopment: links are signed for endpoints at {} only", LoopbackHost.ALL);
        }
        this.localDevelopment = localDevelopment;
    }

    public @Nullable String getDomains() {
        return domains;
    }

    /**
     * Sets the custom domains of buckets.
     *
     * @throws IllegalArgumentException if it is not a comma-separated list of {@code bucket=domain}
     */
    public void setDomains(@Nullable String domains) {
        this.bucketDomains = domains == null ? Map.of() : BucketDomains.parse(domains);
        this.domains = domains;
    }

    public @Nullable String getAllowedBuckets() {
        return allowedBuckets;
    }

    public void setAllowedBuckets(@Nullable String allowedBuckets) {
        this.allowedBuckets = allowedBuckets;
    }

    public @Nullable String getAllowedKeyPrefixes() {
        return allowedKeyPrefixes;
    }

    public void setAllowedKeyPrefixes(@Nullable String allowedKeyPrefixes) {
        this.allowedKeyPrefixes = allowedKeyPrefixes;
    }

    public @Nullable String getAllowedMethods() {
        return allowedMethods;
    }

    public void setAllowedMethods(@Nullable String allowedMethods) {
        this.allowedMethods = allowedMethods;
    }

    public @Nullable Duration getMaxExpiration() {
        return maxExpiration;
    }

    public void setMaxExpiration(@Nullable Duration maxExpiration) {
        this.maxExpiration = maxExpiration;
    }
}
