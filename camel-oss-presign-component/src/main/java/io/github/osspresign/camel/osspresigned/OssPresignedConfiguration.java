// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.LinkExtraction;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.options.CommaList;
import io.github.osspresign.camel.options.LocalDevelopment;
import io.github.osspresign.camel.options.SizeText;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.oss.syntax.PartLayout;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.ProxyServer;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerificationMode;
import java.time.Duration;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** Options of the {@code osspresigned:} scheme. Each endpoint has its own copy of the component's options. */
@UriParams
public class OssPresignedConfiguration implements Cloneable {

    @UriParam(
            label = "producer",
            defaultValue = "download",
            enums = "download,upload,callback",
            description =
                    "Operation of the producer: `download` downloads the object; `upload` uploads the message body through the PUT link in the message headers; `callback` verifies the HTTP request that OSS sends after an upload, and sets the response.")
    private OssPresignedOperation operation = OssPresignedOperation.DOWNLOAD;

    @UriParam(
            label = "consumer",
            description =
                    "URI of the endpoint that delivers messages with links. Write it as `RAW(...)` in the endpoint URI.")
    private @Nullable String linkSource;

    @UriParam(
            label = "consumer,security",
            description =
                    "Whether to accept headers that begin with `CamelPresign` or `CamelOssPresigned`, in upper or lower case, from every `linkSource`. By default only `direct:`, `seda:`, `disruptor:` and `presign:` may set them. From other sources these headers are removed, because the sender could have set them, and the link is read from the body.")
    private boolean trustSourceHeaders;

    @UriParam(
            label = "consumer",
            defaultValue = "none",
            enums = "none,text",
            description =
                    "How to find links in the body of a `linkSource` message. With `none` the body is a link or a list of links. With `text` links are extracted from text for people, such as a mail.")
    private LinkExtraction extract = LinkExtraction.NONE;

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description =
                    "Maximum number of links of one `linkSource` message that are downloaded and routed concurrently, from 1 to 64; with virtual threads (Java 21, `camel.threads.virtual.enabled`) up to 1024. In a transaction links are always processed one at a time.")
    private int concurrentDownloads = 1;

    @UriParam(
            description =
                    "Name of the file below the directory, as an expression of the Simple language. It may contain subfolders. By default the name in the response of the service, or else the last segment of the object key.")
    private @Nullable String fileName;

    @UriParam(
            defaultValue = "Override",
            enums = "Override,Fail,Ignore,TryRename",
            description =
                    "What to do if the file already exists. `Override` replaces it when the new file is complete. `Fail` fails the download. `Ignore` keeps the file and makes it the message body. `TryRename` adds the first free number to the name.")
    private FileExist fileExist = FileExist.Override;

    @UriParam(
            description =
                    "Whether the message body is a stream of the bytes as they arrive, instead of a finished file. Only without a directory. The body can be read once. If verification fails, reading fails before the end of the stream.")
    private boolean streaming;

    @UriParam(
            defaultValue = "auto",
            enums = "auto,required,none",
            description =
                    "How to verify transferred bytes. `auto` uses the best check that the service supports: CRC-64, then MD5, then the length. `required` fails if there is no checksum, and reads a downloaded file once more before it is published. `none` checks only the length.")
    private VerificationMode verify = VerificationMode.auto;

    @UriParam(
            label = "security",
            description =
                    "Maximum size of a file, in bytes or with a unit such as `10MB`. Larger transfers fail. The default 0 means no limit.")
    private String maxFileSize = "0";

    @UriParam(
            label = "security",
            description =
                    "Disk space that a download, or the temporary copy of a stream to upload, must leave free, in bytes or with a unit such as `1GB`; otherwise the transfer fails. It is checked before and while bytes are written. The default 0 disables the check.")
    private String minFreeDisk = "0";

    @UriParam(
            label = "security",
            description =
                    "Comma-separated hosts that links may point to, in addition to the domains of OSS. A host is a name, or a star, a dot and a name for all names below it. Without a port only the default port of the scheme is allowed. To allow another port, append a colon and the port, or a colon and a star for any port.")
    private @Nullable String allowedHosts;

    @UriParam(label = "security", description = "Whether links may point to the internal endpoints of OSS.")
    private boolean allowInternalEndpoints;

    @UriParam(
            label = "security",
            description = "Whether links may point to loopback, private and other special-purpose addresses.")
    private boolean allowPrivateAddresses;

    @UriParam(label = "security", description = "Whether links may use http instead of https.")
    private boolean allowHttp;

    @UriParam(
            label = "advanced",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description =
                    "Maximum time for each of these: to look up the addresses of a host, to connect to one address, and for the TLS handshake. The unit is required.")
    private Duration connectTimeout = Duration.ofSeconds(10);

    @UriParam(
            label = "advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description =
                    "Maximum time that the service may take for one step of a transfer, such as sending the complete response headers or the next bytes of the body. Slow bytes within a step do not extend it. The unit is required.")
    private Duration stallTimeout = Duration.ofSeconds(30);

    @UriParam(
            label = "advanced",
            javaType = "java.time.Duration",
            description =
                    "Maximum time for a transfer with all its attempts and waits. No limit by default. The unit is required.")
    private @Nullable Duration transferTimeout;

    @UriParam(
            defaultValue = "5",
            description =
                    "Maximum number of attempts without progress. A transfer is attempted again after service errors, throttling, wrong checksums, and connections that break or stall. A download resumes where the previous attempt ended, and its attempts are counted again after each MiB of new bytes.")
    private int maxAttempts = 5;

    @UriParam(
            label = "advanced",
            defaultValue = "200ms",
            javaType = "java.time.Duration",
            description =
                    "Maximum delay before the second attempt. It doubles with each further attempt, up to 1 minute; a longer delay that the service asks for fails the transfer. The actual delay is randomized (full jitter). The unit is required.")
    private Duration backoffInitial = Duration.ofMillis(200);

    @UriParam(
            description =
                    "Endpoint that returns a new link when a link has expired, such as an endpoint of `presign:`. It receives the expired link in its JSON form, and returns a link in the body or in the header `CamelPresignLink`. The expired link must once have been valid: either the endpoint proves that, as `presign:` does, or `refreshPrefixes` contains its object.")
    private @Nullable String refreshUri;

    @UriParam(
            label = "security",
            description =
                    "Comma-separated prefixes `bucket/keyPrefix`, such as `reports/outbox/`, or `reports/` for a whole bucket. `refreshUri` then renews only links to these objects, without verifying their signature: anyone who can send a link can get these objects. By default every link whose signature is verified can be renewed.")
    private @Nullable String refreshPrefixes;

    @UriParam(
            label = "advanced",
            defaultValue = "16MiB",
            description =
                    "Size of one range, at least 100 KiB, in bytes or with a unit. Objects that are larger are downloaded in several ranges.")
    private String partSize = "16MiB";

    @UriParam(
            label = "advanced",
            defaultValue = "4",
            description =
                    "Number of ranges (`partSize`) of an object that are downloaded concurrently, or of parts that are uploaded concurrently by an upload plan, from 1 to 64. With 1 an object is downloaded in a single response.")
    private int parallelism = 4;

    @UriParam(
            label = "producer",
            description =
                    "Whether an upload in parts deletes its stored parts when it fails. By default they stay, so that the same message continues the upload later. An upload that is stopped or interrupted never deletes them.")
    private boolean abortOnFailure;

    @UriParam(
            label = "advanced",
            description =
                    "Maximum rate of all transfers of the endpoint together, in bytes per second, such as `10MB`. The default 0 means no limit.")
    private String maxBytesPerSecond = "0";

    @UriParam(
            label = "idempotency",
            description =
                    "Whether to skip an object that has already passed through the route when another link to it arrives.")
    private boolean idempotent;

    @UriParam(
            label = "idempotency",
            description =
                    "Key that identifies an object, as an expression of the Simple language. It is evaluated before any request. It must not contain the URL of the link, which is a secret and differs for each link. By default the key consists of host, bucket and object key, and of the version or entity tag; for a callback, it is the hash of the request.")
    private @Nullable String idempotentKey;

    @UriParam(
            label = "idempotency",
            description =
                    "Repository of the objects that have passed through the route, such as a database that survives a restart. By default the last 100,000 objects are kept in memory.")
    private @Nullable IdempotentRepository idempotentRepository;

    @UriParam(label = "advanced", description = "Bean that is notified when downloads start, progress and finish.")
    private @Nullable TransferListener transferListener;

    @UriParam(
            label = "security",
            description =
                    "TLS configuration, such as the trusted certificates. By default the certificates that the JVM trusts. The host name in a certificate is always verified.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "proxy",
            description =
                    "Host of the HTTP proxy. The proxy resolves the host names of links, so `allowPrivateAddresses` then applies only to links that contain an IP address. No proxy by default.")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy", description = "Port of the HTTP proxy, from 1 to 65535. Required with `proxyHost`.")
    private int proxyPort;

    @UriParam(label = "proxy", secret = true, description = "User name for the HTTP proxy (Basic authentication).")
    private @Nullable String proxyAuthUsername;

    @UriParam(label = "proxy", secret = true, description = "Password for the HTTP proxy.")
    private @Nullable String proxyAuthPassword;

    /** Returns an independent copy, so that an endpoint cannot change the component or another endpoint. */
    public OssPresignedConfiguration copy() {
        try {
            return (OssPresignedConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /**
     * Returns the options of the transfer client.
     *
     * @param localDevelopment the option of the component
     * @throws IllegalArgumentException if the value of an option is not allowed
     */
    TransferOptions transferOptions(boolean localDevelopment) {
        return TransferOptions.builder()
                .hostPolicy(hostPolicy(localDevelopment))
                .verify(verify)
                .maxFileSize(limit("maxFileSize", maxFileSize))
                .minFreeDisk(SizeText.parse("minFreeDisk", minFreeDisk))
                .connectTimeout(connectTimeout)
                .stallTimeout(stallTimeout)
                .transferTimeout(transferTimeout)
                .retry(new RetryPolicy(maxAttempts, backoffInitial, RetryPolicy.DEFAULTS.backoffMax()))
                .partSize(bytesPerRange())
                .parallelism(parallelism)
                .proxy(proxy(localDevelopment))
                .maxBytesPerSecond(limit("maxBytesPerSecond", maxBytesPerSecond))
                .build();
    }

    /** Returns the part size; smaller ranges would be requests without end. */
    private long bytesPerRange() {
        long bytes = SizeText.parse("partSize", partSize);
        if (bytes < PartLayout.MIN_PART_SIZE) {
            throw new IllegalArgumentException("partSize: must be at least " + PartLayout.MIN_PART_SIZE
                    + " bytes (100 KiB), was " + Quoted.of(partSize));
        }
        return bytes;
    }

    private HostPolicy hostPolicy(boolean localDevelopment) {
        String[] hosts = CommaList.of("allowedHosts", allowedHosts).toArray(String[]::new);
        HostPolicy listed = HostPolicy.STRICT.allowingHosts(hosts);
        HostPolicy policy = localDevelopment ? HostPolicy.STRICT : listed;
        policy = allowInternalEndpoints ? policy.allowingInternalEndpoints() : policy;
        policy = allowPrivateAddresses ? policy.allowingPrivateAddresses() : policy;
        policy = allowHttp ? policy.allowingHttp() : policy;
        return localDevelopment ? policy.allowingLoopback() : policy;
    }

    private @Nullable ProxyServer proxy(boolean localDevelopment) {
        if (proxyHost == null) {
            if (proxyPort != 0 || proxyAuthUsername != null || proxyAuthPassword != null) {
                throw new IllegalArgumentException("proxyHost: not set; set it together with the other proxy options");
            }
            return null;
        }
        if (localDevelopment) {
            LocalDevelopment.requireLoopback("proxyHost", proxyHost);
        }
        return new ProxyServer(proxyHost, proxyPort, proxyAuthUsername, proxyAuthPassword);
    }

    private static long limit(String option, String text) {
        long limit = SizeText.parse(option, text);
        return limit == 0 ? TransferOptions.UNLIMITED : limit;
    }

    public @Nullable String getRefreshPrefixes() {
        return refreshPrefixes;
    }

    public void setRefreshPrefixes(@Nullable String refreshPrefixes) {
        this.refreshPrefixes = refreshPrefixes;
    }

    public @Nullable String getLinkSource() {
        return linkSource;
    }

    public void setLinkSource(@Nullable String linkSource) {
        this.linkSource = linkSource;
    }

    public boolean isTrustSourceHeaders() {
        return trustSourceHeaders;
    }

    public void setTrustSourceHeaders(boolean trustSourceHeaders) {
        this.trustSourceHeaders = trustSourceHeaders;
    }

    public LinkExtraction getExtract() {
        return extract;
    }

    public void setExtract(LinkExtraction extract) {
        this.extract = extract;
    }

    public int getConcurrentDownloads() {
        return concurrentDownloads;
    }

    public void setConcurrentDownloads(int concurrentDownloads) {
        this.concurrentDownloads = concurrentDownloads;
    }

    public @Nullable String getFileName() {
        return fileName;
    }

    public void setFileName(@Nullable String fileName) {
        this.fileName = fileName;
    }

    public FileExist getFileExist() {
        return fileExist;
    }

    public void setFileExist(FileExist fileExist) {
        this.fileExist = fileExist;
    }

    public boolean isStreaming() {
        return streaming;
    }

    public void setStreaming(boolean streaming) {
        this.streaming = streaming;
    }

    public VerificationMode getVerify() {
        return verify;
    }

    public void setVerify(VerificationMode verify) {
        this.verify = verify;
    }

    public String getMaxFileSize() {
        return maxFileSize;
    }

    public void setMaxFileSize(String maxFileSize) {
        this.maxFileSize = maxFileSize;
    }

    public String getMinFreeDisk() {
        return minFreeDisk;
    }

    public void setMinFreeDisk(String minFreeDisk) {
        this.minFreeDisk = minFreeDisk;
    }

    public @Nullable String getAllowedHosts() {
        return allowedHosts;
    }

    public void setAllowedHosts(@Nullable String allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    public boolean isAllowInternalEndpoints() {
        return allowInternalEndpoints;
    }

    public void setAllowInternalEndpoints(boolean allowInternalEndpoints) {
        this.allowInternalEndpoints = allowInternalEndpoints;
    }

    public boolean isAllowPrivateAddresses() {
        return allowPrivateAddresses;
    }

    public void setAllowPrivateAddresses(boolean allowPrivateAddresses) {
        this.allowPrivateAddresses = allowPrivateAddresses;
    }

    public boolean isAllowHttp() {
        return allowHttp;
    }

    public void setAllowHttp(boolean allowHttp) {
        this.allowHttp = allowHttp;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getStallTimeout() {
        return stallTimeout;
    }

    public void setStallTimeout(Duration stallTimeout) {
        this.stallTimeout = stallTimeout;
    }

    public @Nullable Duration getTransferTimeout() {
        return transferTimeout;
    }

    public void setTransferTimeout(@Nullable Duration transferTimeout) {
        this.transferTimeout = transferTimeout;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public Duration getBackoffInitial() {
        return backoffInitial;
    }

    public void setBackoffInitial(Duration backoffInitial) {
        this.backoffInitial = backoffInitial;
    }

    public @Nullable String getRefreshUri() {
        return refreshUri;
    }

    public void setRefreshUri(@Nullable String refreshUri) {
        this.refreshUri = refreshUri;
    }

    public String getPartSize() {
        return partSize;
    }

    public void setPartSize(String partSize) {
        this.partSize = partSize;
    }

    public boolean isAbortOnFailure() {
        return abortOnFailure;
    }

    public void setAbortOnFailure(boolean abortOnFailure) {
        this.abortOnFailure = abortOnFailure;
    }

    public int getParallelism() {
        return parallelism;
    }

    public void setParallelism(int parallelism) {
        this.parallelism = parallelism;
    }

    public String getMaxBytesPerSecond() {
        return maxBytesPerSecond;
    }

    public void setMaxBytesPerSecond(String maxBytesPerSecond) {
        this.maxBytesPerSecond = maxBytesPerSecond;
    }

    public @Nullable TransferListener getTransferListener() {
        return transferListener;
    }

    public void setTransferListener(@Nullable TransferListener transferListener) {
        this.transferListener = transferListener;
    }

    public boolean isIdempotent() {
        return idempotent;
    }

    public void setIdempotent(boolean idempotent) {
        this.idempotent = idempotent;
    }

    public @Nullable String getIdempotentKey() {
        return idempotentKey;
    }

    public void setIdempotentKey(@Nullable String idempotentKey) {
        this.idempotentKey = idempotentKey;
    }

    public @Nullable IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(@Nullable IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public OssPresignedOperation getOperation() {
        return operation;
    }

    public void setOperation(OssPresignedOperation operation) {
        this.operation = operation;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public int getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    public @Nullable String getProxyAuthUsername() {
        return proxyAuthUsername;
    }

    public void setProxyAuthUsername(@Nullable String proxyAuthUsername) {
        this.proxyAuthUsername = proxyAuthUsername;
    }

    public @Nullable String getProxyAuthPassword() {
        return proxyAuthPassword;
    }

    public void setProxyAuthPassword(@Nullable String proxyAuthPassword) {
        this.proxyAuthPassword = proxyAuthPassword;
    }
}
