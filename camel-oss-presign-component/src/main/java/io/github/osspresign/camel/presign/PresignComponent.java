package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.DurationConfigurer;
import io.github.osspresign.camel.OptionBinding;
import io.github.osspresign.camel.RedactedUri;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.sign.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/** Makes presigned URLs for objects of Alibaba Cloud OSS, and watches buckets for objects to make them for. */
@Component("presign")
public class PresignComponent extends DefaultComponent {

    @Metadata(description = "The options that all endpoints of this component start from.")
    private PresignConfiguration configuration = new PresignConfiguration();

    @Metadata(
            label = "advanced",
            description = "The clock that links are signed by; another one for tests and replays.")
    private Clock clock = Clock.systemUTC();

    @Metadata(
            label = "security",
            description =
                    "The buckets that links may be made for, separated by commas; a star for all. By default the bucket of the endpoint is the only one, so that no message can name another.")
    private @Nullable String allowedBuckets;

    @Metadata(
            label = "security",
            description =
                    "What the object keys that links may be made for start with, separated by commas. By default all keys.")
    private @Nullable String allowedKeyPrefixes;

    @Metadata(
            label = "security",
            description =
                    "The methods that a link may allow, separated by commas. By default the method of the endpoint, `GET` and `HEAD`, so that no message can make a link that changes something.")
    private @Nullable String allowedMethods;

    @Metadata(
            label = "security",
            javaType = "java.time.Duration",
            description =
                    "The longest life that may be asked for, in whole seconds. By default what the signature version allows.")
    private @Nullable Duration maxExpiration;

    private static final String ALL = "*";

    private final Map<String, String> environment;
    private final @Nullable CredentialsSource chain;

    /** A component that finds credentials in the environment of the process. */
    public PresignComponent() {
        this(System.getenv(), CredentialsSource.chain());
    }

    PresignComponent(Map<String, String> environment, @Nullable CredentialsSource chain) {
        this.environment = environment;
        this.chain = chain;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PresignConfiguration options = configuration.copy();
        options.getQuery().putAll(PropertiesHelper.extractProperties(parameters, "query."));
        options.getHeader().putAll(PropertiesHelper.extractProperties(parameters, "header."));
        PresignEndpoint endpoint = new PresignEndpoint(RedactedUri.of(uri), this, remaining, options);
        OptionBinding.bind(() -> setProperties(endpoint, parameters), getEndpointPropertyConfigurer());
        return endpoint;
    }

    /** Where an endpoint with these options gets its credentials; all that use the chain share one. */
    CredentialsSource credentialsSource(PresignConfiguration options) {
        return CredentialsSource.of(options, environment, chain);
    }

    /**
     * What may be signed at an endpoint.
     *
     * @param bucketName its bucket; null if each message names one
     * @param method what its option allows
     */
    SigningPolicy signingPolicy(@Nullable String bucketName, HttpMethod method) {
        Set<HttpMethod> methods = EnumSet.of(HttpMethod.GET, HttpMethod.HEAD, method);
        if (allowedMethods != null) {
            methods.clear();
            CommaList.of(allowedMethods).forEach(name -> methods.add(allowedMethod(name)));
        }
        return new SigningPolicy(allowedBuckets(bucketName), CommaList.of(allowedKeyPrefixes), methods, maxExpiration);
    }

    private @Nullable Set<String> allowedBuckets(@Nullable String bucketName) {
        List<String> allowed = CommaList.of(allowedBuckets);
        if (allowed.isEmpty()) {
            return bucketName == null ? Set.of() : Set.of(bucketName);
        }
        return allowed.contains(ALL) ? null : Set.copyOf(allowed);
    }

    private static HttpMethod allowedMethod(String name) {
        try {
            return HttpMethod.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            // Without the cause, which shows the value as it is.
            throw new IllegalArgumentException("allowedMethods: must be one of " + Arrays.toString(HttpMethod.values())
                    + ", was " + Quoted.of(name));
        }
    }

    /** Reads durations itself, for all that Camel binds to the component and its endpoints. */
    @Override
    public @Nullable PropertyConfigurer getComponentPropertyConfigurer() {
        return DurationConfigurer.of(super.getComponentPropertyConfigurer());
    }

    @Override
    public @Nullable PropertyConfigurer getEndpointPropertyConfigurer() {
        return DurationConfigurer.of(super.getEndpointPropertyConfigurer());
    }

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
