// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import com.aliyun.sdk.service.oss2.OSSClient;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.options.CommaList;
import io.github.osspresign.camel.options.SizeText;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.camel.presign.listing.ObjectFilter;
import io.github.osspresign.camel.presign.listing.ObjectListing;
import io.github.osspresign.camel.presign.message.ResultWriter;
import io.github.osspresign.camel.presign.service.ServiceClient;
import io.github.osspresign.camel.presign.service.ServiceClients;
import io.github.osspresign.camel.presign.watch.ObjectLinks;
import io.github.osspresign.camel.presign.watch.ObjectRemoval;
import io.github.osspresign.camel.presign.watch.PresignConsumer;
import io.github.osspresign.camel.presign.watch.WatchResources;
import io.github.osspresign.camel.presign.watch.WatchedObjects;
import io.github.osspresign.camel.seen.SeenObjects;
import io.github.osspresign.camel.seen.SharedRepository;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.FailedToCreateConsumerException;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.jspecify.annotations.Nullable;

/** Generates presigned URLs for Alibaba Cloud OSS objects offline, reports when each URL really expires, and watches buckets for new objects. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "presign",
        title = "OSS Presign",
        syntax = "presign:bucketName",
        category = {Category.CLOUD, Category.FILE},
        headersClass = PresignConstants.class)
public class PresignEndpoint extends ScheduledPollEndpoint {

    @UriPath(description = "Name of the bucket.")
    @Metadata(required = true)
    private String bucketName;

    @UriParam
    private PresignConfiguration configuration;

    /** Options of the component when the endpoint was created. */
    private final PresignConfiguration defaults;

    /** Default repository. It belongs to the endpoint, because a restarted route has a new consumer. */
    private final SeenObjects seenInMemory = new SeenObjects();

    private volatile @Nullable SharedRepository<IdempotentRepository> seen;

    PresignEndpoint(String uri, PresignComponent component, String bucketName, PresignConfiguration defaults) {
        super(uri, component);
        this.bucketName = bucketName;
        this.defaults = defaults.copy();
        this.configuration = defaults.copy();
    }

    /** Refuses options that a producer or consumer does not use, a version of listed objects, and a lifetime besides an end. */
    private void checkUses(PresignUse role) {
        PresignUse.OPTIONS.check(
                configuration,
                defaults,
                PresignUse.active(role, configuration),
                option -> PresignUse.isLostBy(role, option));
        if (PresignUse.LISTINGS.contains(role)) {
            ObjectListing.requireNoVersion(
                    "query.versionId", configuration.getQuery().get("versionId"));
            ObjectListing.requirePrefix("prefix", configuration.getPrefix());
        }
        if (configuration.getExpirationTime() != null && configuration.getExpiration() != null) {
            throw new IllegalArgumentException("expiration: must not be set together with expirationTime");
        }
    }

    @Override
    public PresignComponent getComponent() {
        return (PresignComponent) super.getComponent();
    }

    @Override
    public Producer createProducer() {
        checkUses(PresignUse.of(configuration.getOperation()));
        return new PresignProducer(this, configuredSigner());
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        try {
            requireSign();
            checkUses(PresignUse.CONSUMER);
            ConfiguredSigner signer = configuredSigner();
            signer.check().check(getCamelContext());
            signer.signer().policy().checkListing(bucketName, prefix());
            checkRemoval();
            PresignConsumer consumer = consumer(processor, signer);
            configureConsumer(consumer);
            consumer.setMaxMessagesPerPoll(configuration.getMaxMessagesPerPoll());
            return consumer;
        } catch (IllegalArgumentException e) {
            // Camel itself names the route only.
            throw new FailedToCreateConsumerException(this, String.valueOf(e.getMessage()), e);
        }
    }

    private PresignConsumer consumer(Processor processor, ConfiguredSigner signer) {
        WatchedObjects watched = new WatchedObjects(
                bucketName,
                prefix(),
                objectFilter(),
                removal(),
                configuration.getDeleteAfterRead() == DeleteAfterRead.ALWAYS);
        WatchResources resources = new WatchResources(
                () -> openClients(signer.credentials()).of(bucketName),
                this::seenObjects,
                configuration.getStateRepository(),
                configuration.getAuditListener(),
                clock());
        PresignOutput output = configuration.getOutput();
        ResultWriter results = new ResultWriter(output.toHeaders(), output.toBody());
        return new PresignConsumer(
                this, processor, watched, resources, new ObjectLinks(bucketName, signer.signer(), results));
    }

    private void requireSign() {
        if (configuration.getOperation() != PresignOperation.SIGN) {
            throw new IllegalArgumentException(
                    "operation: must be sign for a consumer, was " + configuration.getOperation());
        }
    }

    private void checkRemoval() {
        String moveTo = configuration.getMoveTo();
        if (moveTo != null) {
            checkTarget(moveTo);
        }
        // The limits of the operator hold for the requests of the consumer, too.
        PresignComponent component = getComponent();
        if (moveTo != null) {
            component.signingPolicy(fixedBucket(), HttpMethod.PUT).check(HttpMethod.PUT, bucketName, moveTo);
        }
        if (removal() != null) {
            component.signingPolicy(fixedBucket(), HttpMethod.DELETE).check(HttpMethod.DELETE, bucketName, prefix());
        }
    }

    private void checkTarget(String moveTo) {
        if (configuration.getDeleteAfterRead() == DeleteAfterRead.TRUE) {
            throw new IllegalArgumentException("moveTo: must not be set together with deleteAfterRead=true, was "
                    + Quoted.of(moveTo) + "; with deleteAfterRead=always, objects are moved without a download");
        }
        if (moveTo.isEmpty()) {
            throw new IllegalArgumentException("moveTo: must not be empty, was empty; to move nothing, do not set it");
        }
        if (prefix().isEmpty()) {
            throw new IllegalArgumentException(
                    "moveTo: must be used with prefix, which it replaces, was " + Quoted.of(moveTo));
        }
        if (moveTo.startsWith(prefix()) || prefix().startsWith(moveTo)) {
            throw new IllegalArgumentException("moveTo: must not begin with the prefix " + Quoted.of(prefix())
                    + " or be its beginning, or moved objects are consumed again, was " + Quoted.of(moveTo));
        }
    }

    /** Returns how objects are removed after their exchange, or {@code null} if they stay. */
    @Nullable ObjectRemoval removal() {
        return configuration.getDeleteAfterRead() != DeleteAfterRead.FALSE || configuration.getMoveTo() != null
                ? new ObjectRemoval(bucketName, prefix(), configuration.getMoveTo())
                : null;
    }

    /** Returns the option {@code prefix}, or the empty prefix that matches all keys. */
    String prefix() {
        return configuration.getPrefix() == null ? "" : configuration.getPrefix();
    }

    /** Returns the running repository of the objects that have passed through the route. */
    private IdempotentRepository seenObjects() {
        IdempotentRepository given = configuration.getIdempotentRepository();
        if (given == null) {
            return seenInMemory;
        }
        SharedRepository<IdempotentRepository> open = seen;
        if (open == null) {
            open = SharedRepository.open(getCamelContext(), given);
            seen = open;
        }
        return open.get();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        SharedRepository<IdempotentRepository> open = seen;
        seen = null;
        if (open != null) {
            open.close();
        }
    }

    ObjectFilter objectFilter() {
        return new ObjectFilter(
                CommaList.of("antInclude", configuration.getAntInclude()),
                CommaList.of("antExclude", configuration.getAntExclude()),
                SizeText.parseOrNull("minSize", configuration.getMinSize()),
                SizeText.parseOrNull("maxSize", configuration.getMaxSize()),
                configuration.getMinAge(),
                configuration.getMaxAge());
    }

    Clock clock() {
        return getComponent().getClock();
    }

    /** Returns the clients for requests to the buckets of messages. That of the bucket of this endpoint is open already. */
    ServiceClients openClients(CredentialsSource credentials) {
        ServiceClients clients = new ServiceClients(serviceEndpoints(), address -> openClient(address, credentials));
        clients.of(bucketName);
        return clients;
    }

    private ServiceClient openClient(ServiceEndpoint address, CredentialsSource credentials) {
        OSSClient given = configuration.getOssClient();
        return given != null
                ? ServiceClient.of(given)
                : ServiceClient.open(
                        address, configuration.getSignatureVersion(), configuration.getRegion(), credentials, clock());
    }

    /**
     * Returns the addresses for requests of the component itself to a bucket: one that is set, or else that of the links. A CDN
     * serves no such requests.
     */
    private Function<String, ServiceEndpoint> serviceEndpoints() {
        boolean ofCdn = configuration.getCdn() != null;
        if (ofCdn && configuration.getAddressStyle() == AddressStyle.CNAME) {
            throw new IllegalArgumentException(
                    "endpoint: must be an endpoint of OSS, which the requests of the component"
                            + " itself need, was a domain with addressStyle=cname and cdn; set the domain of the CDN with domains");
        }
        ServiceEndpoint endpoint = ConfiguredEndpoint.of(configuration);
        boolean isSet = configuration.getEndpoint() != null || configuration.getEndpointType() != EndpointType.PUBLIC;
        Map<String, ServiceEndpoint> domains = isSet || ofCdn ? Map.of() : domains();
        return bucket -> domains.getOrDefault(bucket, endpoint);
    }

    /** Returns the domains of the component, or none if the URI of this endpoint has an address. */
    private Map<String, ServiceEndpoint> domains() {
        boolean hasOwnAddress = !Objects.equals(configuration.getEndpoint(), defaults.getEndpoint())
                || configuration.getEndpointType() != defaults.getEndpointType()
                || configuration.getAddressStyle() != defaults.getAddressStyle();
        return hasOwnAddress ? Map.of() : getComponent().bucketDomains();
    }

    /** Returns the source of the credentials. Links of a CDN need none, so that only a request to the service fails without. */
    private CredentialsSource credentials() {
        try {
            return getComponent().credentialsSource(configuration);
        } catch (IllegalArgumentException e) {
            if (configuration.getCdn() == null) {
                throw e;
            }
            return (now, validity) -> {
                throw e;
            };
        }
    }

    private ConfiguredSigner configuredSigner() {
        PresignComponent component = getComponent();
        return ConfiguredSigner.of(
                bucketName,
                configuration,
                domains(),
                component.signingPolicy(fixedBucket(), configuration.signedMethod()),
                credentials(),
                component.getClock());
    }

    private @Nullable String fixedBucket() {
        return PresignSendDynamicAware.isBucketOfMessage(bucketName) ? null : bucketName;
    }

    public String getBucketName() {
        return bucketName;
    }

    public void setBucketName(String bucketName) {
        this.bucketName = bucketName;
    }

    public PresignConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(PresignConfiguration configuration) {
        this.configuration = configuration;
    }
}
