// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.options.SimpleExpression;
import io.github.osspresign.camel.osspresigned.delivery.Delivery;
import io.github.osspresign.camel.osspresigned.delivery.DirectoryDelivery;
import io.github.osspresign.camel.osspresigned.delivery.StreamDelivery;
import io.github.osspresign.camel.osspresigned.delivery.TemporaryFileDelivery;
import io.github.osspresign.camel.osspresigned.idempotent.DuplicateFilter;
import io.github.osspresign.camel.osspresigned.message.LinkReader;
import io.github.osspresign.camel.osspresigned.message.SourceHeaders;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredEndpoint;
import io.github.osspresign.camel.osspresigned.operation.EndpointLinkRefresher;
import io.github.osspresign.camel.osspresigned.operation.LinkDownload;
import io.github.osspresign.camel.osspresigned.operation.LinkUpload;
import io.github.osspresign.camel.osspresigned.operation.RefreshScope;
import io.github.osspresign.camel.osspresigned.source.LinkSource;
import io.github.osspresign.camel.osspresigned.source.LinkSourceConsumer;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.transfer.CallbackVerifier;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.TransferOptions;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Expression;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.concurrent.ThreadType;
import org.jspecify.annotations.Nullable;

/** Downloads and uploads Alibaba Cloud OSS objects through presigned URLs, with verification and protection against hostile links. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "osspresigned",
        title = "OSS Presigned",
        syntax = "osspresigned:directory",
        category = {Category.CLOUD, Category.FILE},
        headersClass = OssPresignedConstants.class)
public class OssPresignedEndpoint extends MonitoredEndpoint {

    @UriPath(
            description =
                    "Directory for downloaded files. Below its first folder it may contain expressions of the Simple language, such as inbox/${header.customer}. Without a directory the object is downloaded into a temporary file, which is deleted when the exchange is done.")
    private String directory;

    @UriParam
    private OssPresignedConfiguration configuration;

    /** Options of the component when the endpoint was created. */
    private final OssPresignedConfiguration defaults;

    private volatile @Nullable TransferClient client;
    private @Nullable ProducerTemplate refreshTemplate;
    private volatile @Nullable LinkRefresher refresher;

    private volatile @Nullable CallbackVerifier callbackVerifier;
    private volatile @Nullable DuplicateFilter idempotent;

    private final Lock partsLock = new ReentrantLock();

    /** Number of messages of producers and of pollEnrich that are being processed, and of open streams. */
    private int messages;

    OssPresignedEndpoint(
            String uri, OssPresignedComponent component, String directory, OssPresignedConfiguration defaults) {
        super(uri, component, component.getClock());
        this.directory = directory;
        this.defaults = defaults.copy();
        this.configuration = defaults.copy();
    }

    @Override
    public Producer createProducer() {
        checkUses(OssPresignedUse.PRODUCER);
        if (configuration.getOperation() == OssPresignedOperation.CALLBACK) {
            CallbackReceiver callbacks =
                    new CallbackReceiver(() -> started(callbackVerifier), () -> started(idempotent));
            return new OssPresignedProducer(this, (exchange, cancellation) -> callbacks.receive(exchange));
        }
        if (isUpload()) {
            LinkUpload uploads =
                    new LinkUpload(monitor(), () -> started(client), () -> refresher, configuration.isAbortOnFailure());
            return new OssPresignedProducer(this, uploads::upload);
        }
        return new OssPresignedProducer(this, downloads()::download);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (!isDownload()) {
            throw new IllegalArgumentException(
                    "operation: must be download for a consumer, was " + configuration.getOperation());
        }
        Consumer consumer = newConsumer(processor);
        checkUses(OssPresignedUse.CONSUMER);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() throws Exception {
        if (configuration.getLinkSource() != null || !isDownload()) {
            return super.createPollingConsumer();
        }
        checkUses(OssPresignedUse.PRODUCER);
        return new OssPresignedPollingConsumer(this, downloads());
    }

    /** Refuses options that a producer or consumer does not use. */
    private void checkUses(OssPresignedUse role) {
        OssPresignedUse.OPTIONS.check(
                configuration,
                defaults,
                OssPresignedUse.active(role, configuration, !directory.isEmpty()),
                option -> false);
    }

    private Consumer newConsumer(Processor processor) {
        String linkSource = configuration.getLinkSource();
        if (linkSource == null) {
            throw new IllegalArgumentException("linkSource: must be set for a consumer, was not set");
        }
        Endpoint source = resolve("linkSource", linkSource);
        return new LinkSourceConsumer(
                this,
                processor,
                new LinkSource(
                        source,
                        new SourceHeaders(source, configuration.isTrustSourceHeaders()),
                        new LinkReader(configuration.getExtract())),
                downloads(),
                configuration.getConcurrentDownloads());
    }

    private Endpoint resolve(String option, String endpointUri) {
        try {
            Endpoint endpoint = CamelContextHelper.getMandatoryEndpoint(getCamelContext(), endpointUri);
            component().resolved().add(this, endpoint);
            return endpoint;
        } catch (ResolveEndpointFailedException | NoSuchEndpointException e) {
            throw UnresolvedEndpoint.failure(option, endpointUri, getCamelContext(), e);
        }
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (!isDownload() && !directory.isBlank()) {
            throw new IllegalArgumentException("directory: must be empty with operation="
                    + configuration.getOperation() + (isUpload() ? ", which uploads the body" : "") + ", was "
                    + Quoted.of(directory));
        }
        // Defaults of the component are ignored where they do not apply.
        if (!directory.isEmpty() && configuration.isStreaming() && !defaults.isStreaming()) {
            throw new IllegalArgumentException(
                    "streaming: must be used without directory, as in osspresigned:?streaming=true, was used with "
                            + Quoted.of(directory));
        }
        // These fail if their options are invalid.
        delivery();
        LinkSourceConsumer.requireThreads(configuration.getConcurrentDownloads(), ThreadType.current());
        transferOptions();
        refreshScope();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (!hasParts()) {
            openParts();
        }
    }

    /** Returns whether messages have kept the parts open since the last stop. */
    private boolean hasParts() {
        partsLock.lock();
        try {
            return client != null || callbackVerifier != null;
        } finally {
            partsLock.unlock();
        }
    }

    private void openParts() throws Exception {
        String refreshUri = configuration.getRefreshUri();
        if (refreshUri != null) {
            refreshTemplate = getCamelContext().createProducerTemplate();
            Endpoint target = resolve("refreshUri", refreshUri);
            refresher = new EndpointLinkRefresher(refreshTemplate, target, isUpload(), refreshScope());
        }

        monitor().listen(getCamelContext(), configuration.getTransferListener());
        boolean callback = configuration.getOperation() == OssPresignedOperation.CALLBACK;
        if (callback) {
            CallbackVerifier.Builder verifier = CallbackVerifier.builder()
                    .clock(component().getClock())
                    .tls(tls())
                    .pool(component().pool())
                    .proxy(transferOptions().proxy());
            String publicKeyUrl = component().getPublicKeyUrl();
            callbackVerifier = (publicKeyUrl == null ? verifier : verifier.publicKeyUrl(publicKeyUrl)).build();
        } else {
            client = TransferClient.builder()
                    .options(transferOptions())
                    .clock(component().getClock())
                    .tls(tls())
                    .pool(component().pool())
                    .build();
        }
        // OSS does not repeat a callback, so a repeated one comes from somebody else.
        if (callback || configuration.isIdempotent()) {
            idempotent = new DuplicateFilter(
                    getCamelContext(),
                    configuration.getIdempotentRepository(),
                    simple(configuration.getIdempotentKey()));
        }
    }

    /*
     * A node that sends to more endpoints than it caches stops and then removes those that it has not used for long, also
     * while they transfer for it or for other nodes. So a stopped endpoint keeps its parts until its last message has ended
     * and its last stream is read or closed.
     * A forced stop of a route cancels the messages themselves, and that of the context ends all transfers.
     */

    /** Begins a message, whose parts stay open until it has ended. */
    void begin() {
        partsLock.lock();
        try {
            messages++;
        } finally {
            partsLock.unlock();
        }
    }

    /** Begins the use of the parts by a stream, which is read after its message; returns what ends it once. */
    private Runnable beginStream() {
        begin();
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                try {
                    end();
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeCamelException(e);
                }
            }
        };
    }

    /**
     * Starts this endpoint again if it does not run although the context does; returns whether it did. A node stops what it
     * drops before it removes it, and another thread may still send there, so the context may list the endpoint as well.
     */
    boolean startIfDropped() {
        boolean dropped = isStoppingOrStopped() && getCamelContext().isStarted();
        if (dropped) {
            ServiceHelper.startService(this);
        }
        return dropped;
    }

    /** Returns whether the context does not list this endpoint. */
    private boolean isUnknown() {
        return getCamelContext().getEndpoints().stream().noneMatch(known -> known == this);
    }

    /** Removes the endpoints that only this one uses from the context, if the context has removed this one and no message runs. */
    void releaseIfDropped() {
        if (!hasParts() && isStoppingOrStopped() && getCamelContext().isStarted() && isUnknown()) {
            component().resolved().release(this);
        }
    }

    /** Ends a message; the last one of a stopped endpoint closes its parts. */
    void end() throws Exception {
        partsLock.lock();
        try {
            messages--;
        } finally {
            partsLock.unlock();
        }
        if (isStoppingOrStopped()) {
            closeUnusedParts();
        }
    }

    @Override
    protected void doStop() throws Exception {
        closeUnusedParts();
        super.doStop();
    }

    private void closeUnusedParts() throws Exception {
        TransferClient stopped;
        CallbackVerifier verifier;
        DuplicateFilter filter;
        ProducerTemplate renewals;
        partsLock.lock();
        try {
            boolean used = messages > 0 && getCamelContext().isStarted();
            if (used || !isStoppingOrStopped()) {
                return;
            }
            stopped = client;
            verifier = callbackVerifier;
            filter = idempotent;
            renewals = refreshTemplate;
            client = null;
            callbackVerifier = null;
            idempotent = null;
            refreshTemplate = null;
        } finally {
            partsLock.unlock();
        }
        AutoCloseable template = () -> ServiceHelper.stopService(renewals);
        // The client is stopped first, because its transfers renew their links by the template.
        try (filter;
                template;
                verifier;
                stopped) {
            // Closed from the last to the first, even if one of them fails.
        }
        releaseIfDropped();
    }

    /** Returns a part of the started endpoint. */
    private <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException(this + " is stopped; start its route first");
        }
        return part;
    }

    private LinkDownload downloads() {
        return new LinkDownload(
                delivery(),
                simple(configuration.getFileName()),
                monitor(),
                () -> started(client),
                () -> refresher,
                () -> configuration.isIdempotent() ? started(idempotent) : null);
    }

    private Delivery delivery() {
        if (directory.isEmpty() && configuration.isStreaming()) {
            return new StreamDelivery(this::beginStream);
        }
        if (directory.isEmpty()) {
            return new TemporaryFileDelivery();
        }
        return DirectoryDelivery.of(directory, getCamelContext(), configuration.getFileExist());
    }

    private TransferOptions transferOptions() {
        return configuration.transferOptions(component().isLocalDevelopment());
    }

    private RefreshScope refreshScope() {
        return RefreshScope.parse(configuration.getRefreshPrefixes());
    }

    private @Nullable Expression simple(@Nullable String text) {
        return text == null ? null : SimpleExpression.of(text, getCamelContext());
    }

    private OssPresignedComponent component() {
        return (OssPresignedComponent) getComponent();
    }

    private boolean isDownload() {
        return configuration.getOperation() == OssPresignedOperation.DOWNLOAD;
    }

    private boolean isUpload() {
        return configuration.getOperation() == OssPresignedOperation.UPLOAD;
    }

    private SSLContext tls() throws GeneralSecurityException, IOException {
        SSLContextParameters parameters = configuration.getSslContextParameters();
        return parameters == null ? SSLContext.getDefault() : parameters.createSSLContext(getCamelContext());
    }

    public String getDirectory() {
        return directory;
    }

    public void setDirectory(String directory) {
        this.directory = directory;
    }

    public OssPresignedConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(OssPresignedConfiguration configuration) {
        this.configuration = configuration;
    }
}
