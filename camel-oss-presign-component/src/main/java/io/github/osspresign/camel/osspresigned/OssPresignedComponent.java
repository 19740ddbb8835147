// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.options.OptionsComponent;
import io.github.osspresign.camel.options.RedactedUri;
import io.github.osspresign.camel.osspresigned.delivery.DirectoryDelivery;
import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.oss.syntax.LoopbackHost;
import io.github.osspresign.transfer.TransferPool;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Component that downloads and uploads Alibaba Cloud OSS objects through presigned URLs. */
@Component("osspresigned")
public class OssPresignedComponent extends OptionsComponent implements SSLContextParametersAware {

    private static final Logger LOG = LoggerFactory.getLogger(OssPresignedComponent.class);

    /** Option with a URI whose options, all but the first one, Camel takes for those of this endpoint. */
    private static final Pattern URI_WITHOUT_RAW =
            Pattern.compile("[?&](linkSource|refreshUri)=(?!RAW)[^&]*(?:\\?|%3F)");

    private static final Pattern URI_IN_RAW = Pattern.compile("[?&](linkSource|refreshUri)=RAW\\(");

    @Metadata(description = "Default options for all endpoints of this component.")
    private OssPresignedConfiguration configuration = new OssPresignedConfiguration();

    @Metadata(
            label = "advanced",
            description = "Clock for checking whether links have expired. By default the system clock.")
    private Clock clock = Clock.systemUTC();

    @Metadata(
            label = "security",
            description =
                    "Whether links may point to this machine (localhost, names below it, and loopback addresses), on any port and also over http, for development with a local server. Links to the domains of OSS are checked as without it, and `allowedHosts` is not used. Endpoints whose `proxyHost` names another machine are refused.")
    private boolean localDevelopment;

    @Metadata(
            label = "security",
            description =
                    "For `operation=callback`: the only accepted address of the public key, for tests with another server. By default only addresses of the host of OSS for public keys are accepted.")
    private @Nullable String publicKeyUrl;

    @Metadata(
            label = "security",
            description =
                    "Whether endpoints without `sslContextParameters` use the global SSL context parameters of the Camel context.")
    private boolean useGlobalSslContextParameters;

    private final ResolvedEndpoints resolved = new ResolvedEndpoints();

    private final Lock poolLock = new ReentrantLock();

    /** Threads and idle connections of all endpoints, {@code null} until the first of them starts. */
    private @Nullable TransferPool pool;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        OssPresignedEndpoint endpoint = new OssPresignedEndpoint(
                RedactedUri.of(uri), this, Objects.requireNonNullElse(remaining, ""), configuration);
        requireNoNestedRaw(uri, parameters);
        setProperties(endpoint, parameters);
        Matcher withoutRaw = URI_WITHOUT_RAW.matcher(uri);
        if (!parameters.isEmpty() && withoutRaw.find()) {
            throw new IllegalArgumentException(withoutRaw.group(1)
                    + ": must be written as RAW(...) because osspresigned: does not have all options after it");
        }
        OssPresignedConfiguration options = endpoint.getConfiguration();
        if (options.getSslContextParameters() == null) {
            options.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        if (localDevelopment && options.getAllowedHosts() != null) {
            reportUnused(LOG, "allowedHosts");
        }
        return endpoint;
    }

    /** Refuses a {@code RAW(...)} that an inner one has cut: the rest of the inner URI would be bound as options of this one. */
    private static void requireNoNestedRaw(String uri, Map<String, Object> parameters) {
        Matcher raw = URI_IN_RAW.matcher(uri);
        while (raw.find()) {
            String value = String.valueOf(parameters.get(raw.group(1)));
            if (value.contains("=RAW(") && !value.endsWith(")")) {
                throw new IllegalArgumentException(
                        raw.group(1)
                                + ": must not contain RAW(...) within RAW(...), which ends there; write the outer one as RAW{...}");
            }
        }
    }

    /**
     * Rejects a URL in place of the directory, and a signed URL outside {@code RAW(...)}: Camel splits it into options and
     * would show their values in its error.
     */
    @Override
    protected void validateURI(String uri, @Nullable String path, Map<String, Object> parameters) {
        boolean isUrl = path != null && DirectoryDelivery.isUrl(path);
        if (isUrl || parameters.keySet().stream().anyMatch(RedactedUri::isSignedUrlParameter)) {
            // Camel rethrows this exception unchanged. To any other it adds the URI, whose signature it does not mask.
            throw new NoSuchEndpointException(
                    isUrl ? UrlMask.mask(URISupport.stripQuery(path)) : URISupport.stripQuery(uri),
                    "set a signed URL in the message header " + OssPresignedConstants.LINK);
        }
        super.validateURI(uri, path, parameters);
    }

    /** Returns the threads and idle connections that all endpoints share until the component stops. */
    TransferPool pool() {
        poolLock.lock();
        try {
            if (pool == null) {
                pool = new TransferPool();
            }
            return pool;
        } finally {
            poolLock.unlock();
        }
    }

    /** Returns what the endpoints have resolved for their options. */
    ResolvedEndpoints resolved() {
        return resolved;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        getCamelContext().addLifecycleStrategy(resolved);
    }

    @Override
    protected void doShutdown() throws Exception {
        getCamelContext().getLifecycleStrategies().remove(resolved);
        super.doShutdown();
    }

    @Override
    protected void doStop() throws Exception {
        TransferPool used;
        poolLock.lock();
        try {
            used = pool;
            pool = null;
        } finally {
            poolLock.unlock();
        }
        if (used != null) {
            used.close();
        }
        super.doStop();
    }

    @Override
    public OssPresignedConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(OssPresignedConfiguration configuration) {
        this.configuration = configuration;
    }

    public boolean isLocalDevelopment() {
        return localDevelopment;
    }

    public void setLocalDevelopment(boolean localDevelopment) {
        if (localDevelopment && !this.localDevelopment) {
            LOG.warn(
                    "localDevelopment: links may point to {} on any port, over http too; do not use it in production",
                    LoopbackHost.ALL);
        }
        this.localDevelopment = localDevelopment;
    }

    public @Nullable String getPublicKeyUrl() {
        return publicKeyUrl;
    }

    public void setPublicKeyUrl(@Nullable String publicKeyUrl) {
        this.publicKeyUrl = publicKeyUrl;
    }

    public Clock getClock() {
        return clock;
    }

    public void setClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
