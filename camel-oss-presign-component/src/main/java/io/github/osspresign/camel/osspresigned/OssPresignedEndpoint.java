package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.download.DownloadOptions;
import io.github.osspresign.download.Downloader;
import io.github.osspresign.download.LinkRefresher;
import io.github.osspresign.download.RetryPolicy;
import io.github.osspresign.link.HostPattern;
import io.github.osspresign.link.HostPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Download what presigned URLs of Alibaba Cloud OSS point to: verified, jailed, safe against hostile links. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "osspresigned",
        title = "OSS Presigned",
        syntax = "osspresigned:directory",
        category = {Category.CLOUD, Category.FILE},
        headersClass = OssPresignedConstants.class)
public class OssPresignedEndpoint extends DefaultEndpoint {

    @UriPath(description = "The directory that files are downloaded into.")
    private String directory;

    @UriParam
    private OssPresignedConfiguration configuration;

    private volatile @Nullable Downloader downloader;
    private @Nullable ProducerTemplate refreshing;
    private volatile @Nullable LinkRefresher refresher;

    OssPresignedEndpoint(
            String uri, OssPresignedComponent component, String directory, OssPresignedConfiguration configuration) {
        super(uri, component);
        this.directory = directory;
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        return new OssPresignedProducer(this, downloads());
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        String linkSource = configuration.getLinkSource();
        if (linkSource == null) {
            throw new IllegalArgumentException(
                    "linkSource: expected the URI of the endpoint that links come from but there is none");
        }
        Consumer consumer = new LinkSourceConsumer(this, processor, resolved("linkSource", linkSource), downloads());
        configureConsumer(consumer);
        return consumer;
    }

    /** Camel's own message shows unknown options with their values, a password too; so it is left behind. */
    private Endpoint resolved(String option, String endpointUri) {
        try {
            return CamelContextHelper.getMandatoryEndpoint(getCamelContext(), endpointUri);
        } catch (ResolveEndpointFailedException e) {
            throw new IllegalArgumentException(option + ": expected an endpoint that Camel can resolve but was '"
                    + URISupport.sanitizeUri(endpointUri) + "'; use it in a route of its own to see why it cannot");
        }
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (directory.isBlank()) {
            throw new IllegalArgumentException(
                    "directory: expected where to put the files, osspresigned:directory, but there is none");
        }
        int concurrentDownloads = configuration.getConcurrentDownloads();
        if (concurrentDownloads < 1 || concurrentDownloads > 64) {
            throw new IllegalArgumentException("concurrentDownloads: expected 1 to 64 but was " + concurrentDownloads);
        }
        hostPolicy();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        String refreshUri = configuration.getRefreshUri();
        if (refreshUri != null) {
            refreshing = getCamelContext().createProducerTemplate();
            refresher = new RefreshRoute(refreshing, resolved("refreshUri", refreshUri));
        }
        downloader = new Downloader(downloadOptions(), ((OssPresignedComponent) getComponent()).getClock());
    }

    @Override
    protected void doStop() throws Exception {
        Downloader stopped = downloader;
        downloader = null;
        if (stopped != null) {
            stopped.close();
        }
        ServiceHelper.stopService(refreshing);
        super.doStop();
    }

    /** The client of the started endpoint. */
    Downloader downloader() {
        Downloader started = downloader;
        if (started == null) {
            throw new IllegalStateException("endpoint: expected " + this + " to be started but it is stopped");
        }
        return started;
    }

    /** {@code null} where links that have ended are not replaced. */
    @Nullable LinkRefresher refresher() {
        return refresher;
    }

    private LinkDownload downloads() {
        String fileName = configuration.getFileName();
        Expression nameOf = fileName == null
                ? null
                : getCamelContext().resolveLanguage("simple").createExpression(fileName);
        if (nameOf != null) {
            nameOf.init(getCamelContext());
        }
        return new LinkDownload(this, Path.of(directory), nameOf);
    }

    private DownloadOptions downloadOptions() {
        return DownloadOptions.builder()
                .hostPolicy(hostPolicy())
                .verify(configuration.getVerify())
                .maxFileSize(orUnlimited(configuration.getMaxFileSize()))
                .minFreeDisk(configuration.getMinFreeDisk())
                .connectTimeout(configuration.getConnectTimeout())
                .stallTimeout(configuration.getStallTimeout())
                .downloadTimeout(configuration.getDownloadTimeout())
                .retry(new RetryPolicy(
                        configuration.getMaxAttempts(),
                        configuration.getBackoffInitial(),
                        configuration.getBackoffMax()))
                .partSize(configuration.getPartSize())
                .parallelism(configuration.getParallelism())
                .maxBytesPerSecond(orUnlimited(configuration.getMaxBytesPerSecond()))
                .build();
    }

    private static long orUnlimited(long limit) {
        return limit == 0 ? DownloadOptions.UNLIMITED : limit;
    }

    private HostPolicy hostPolicy() {
        String allowedHosts = configuration.getAllowedHosts();
        List<HostPattern> patterns = allowedHosts == null
                ? List.of()
                : Arrays.stream(allowedHosts.split(",", -1))
                        .map(HostPattern::parse)
                        .toList();
        return new HostPolicy(
                patterns,
                configuration.isAllowInternalEndpoints(),
                configuration.isAllowPrivateAddresses(),
                configuration.isAllowHttp());
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
