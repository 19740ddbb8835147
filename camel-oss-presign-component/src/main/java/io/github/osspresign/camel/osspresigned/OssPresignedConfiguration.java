package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.monitor.DownloadListener;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.VerificationMode;
import java.time.Duration;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** The options of the {@code osspresigned:} scheme, shared by component and endpoint; an endpoint works on its own copy. */
@UriParams
public class OssPresignedConfiguration implements Cloneable {

    @UriParam(
            label = "producer",
            defaultValue = "download",
            enums = "download,upload",
            description =
                    "What to do: download the object (`download`), or upload the body of the message through the PUT link in its headers (`upload`).")
    private OssPresignedOperation operation = OssPresignedOperation.DOWNLOAD;

    @UriParam(
            label = "consumer",
            description =
                    "The endpoint that messages with links come from: any Camel endpoint URI, inside the URI of this endpoint best as `RAW(...)`.")
    private @Nullable String linkSource;

    @UriParam(
            label = "consumer,security",
            description =
                    "Whether headers whose names begin with `CamelPresign` or `CamelOssPresigned` are taken from messages of `linkSource`. By default only those of `direct:`, `seda:`, `disruptor:` and `presign:`. A message of any other source loses them, in any case of letters, since whoever sends it could set them; its link is in its body.")
    private boolean trustSourceHeaders;

    @UriParam(
            label = "consumer",
            description =
                    "The bean that links come from, asked with each poll: an `Iterable` of links, or a `Supplier` of a link, of an `Iterable` of links or of null. A link is a link value, its JSON form or a URL as text.")
    private @Nullable Object links;

    @UriParam(
            label = "consumer,security",
            secret = true,
            description =
                    "The signed URL of one object that is asked for with each poll, and comes when it has changed; in the URI of this endpoint as `RAW(...)`.")
    private @Nullable String secretUrl;

    @UriParam(
            label = "consumer",
            defaultValue = "none",
            enums = "none,text",
            description =
                    "How links are looked for in the body of a message of `linkSource`: the body is a link or a list of links (`none`), or text for people such as a mail (`text`).")
    private LinkExtraction extract = LinkExtraction.NONE;

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description =
                    "How many links of one message of `linkSource` are downloaded and routed at a time, 1 to 64; in a transaction always one.")
    private int concurrentDownloads = 1;

    @UriParam(
            description =
                    "The name of the file below the directory, as an expression of the Simple language; it may have sub-folders. By default the name that the service answers, else the last segment of the object key.")
    private @Nullable String fileName;

    @UriParam(
            defaultValue = "Override",
            enums = "Override,Fail,Ignore,TryRename",
            description = "What to do where the file is there already.")
    private FileExist fileExist = FileExist.Override;

    @UriParam(
            description =
                    "Whether, without a directory, the route gets the bytes while they arrive, instead of a file that is finished. The body can be read once; where it turns out to be wrong, reading it fails before its end.")
    private boolean streaming;

    @UriParam(
            label = "advanced",
            description =
                    "Whether to set `CamelFileLocalWorkPath`, so that one `file:` endpoint that follows renames the file instead of copying it. A second one will not find it any more.")
    private boolean localWorkPath;

    @UriParam(
            defaultValue = "auto",
            enums = "auto,required,none",
            description =
                    "What a download is checked with: the best that the service sends, CRC-64 before MD5 before the length (`auto`); a checksum or it fails (`required`); only the length (`none`).")
    private VerificationMode verify = VerificationMode.auto;

    @UriParam(label = "security", description = "The largest file taken, in bytes; 0 for no limit.")
    private long maxFileSize;

    @UriParam(
            label = "security",
            description =
                    "How many bytes a download leaves free on the disk, or it fails; 0 for none. Looked at before it begins and while it comes.")
    private long minFreeDisk;

    @UriParam(
            label = "security",
            description =
                    "Hosts that links may point to besides the domains of OSS, separated by commas: a name, or a star, a dot and a name for all names below it; behind either a colon and a port, or a colon and a star for any port, where it is not the default one.")
    private @Nullable String allowedHosts;

    @UriParam(label = "security", description = "Whether links may point to the internal domains of OSS.")
    private boolean allowInternalEndpoints;

    @UriParam(
            label = "security",
            description = "Whether links may point to loopback, private and other special addresses.")
    private boolean allowPrivateAddresses;

    @UriParam(label = "security", description = "Whether links may do without TLS.")
    private boolean allowHttp;

    @UriParam(
            label = "advanced",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "How long a connection to one address may take, and the handshake of TLS on it.")
    private Duration connectTimeout = Duration.ofSeconds(10);

    @UriParam(
            label = "advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description =
                    "How long the service may take for one step, however slowly bytes come: the head of an answer, the next bytes of a body.")
    private Duration stallTimeout = Duration.ofSeconds(30);

    @UriParam(
            label = "advanced",
            javaType = "java.time.Duration",
            description =
                    "How long a download may take with all its attempts and waits. By default as long as it gets on.")
    private @Nullable Duration downloadTimeout;

    @UriParam(
            defaultValue = "5",
            description =
                    "How often a download is attempted where that may help: after errors of the service, limits, and connections that break or stall. Each attempt goes on where the one before has ended.")
    private int maxAttempts = 5;

    @UriParam(
            label = "advanced",
            defaultValue = "200ms",
            javaType = "java.time.Duration",
            description =
                    "The longest wait before the second attempt; it doubles with each further one. How long the wait really is, up to that, is left to chance.")
    private Duration backoffInitial = Duration.ofMillis(200);

    @UriParam(
            label = "advanced",
            defaultValue = "1m",
            javaType = "java.time.Duration",
            description =
                    "The longest wait before any attempt. Where the service asks for a longer one the download fails at once.")
    private Duration backoffMax = Duration.ofMinutes(1);

    @UriParam(
            description =
                    "The endpoint that gives a fresh link for one that has ended, such as `presign:bucket`. It is sent the ended link in its JSON form, and answers a link as body or in the header `CamelPresignLink`. The ended link must have been good: either the endpoint proves it, as `presign:` does, or `refreshPrefixes` allows its object.")
    private @Nullable String refreshUri;

    @UriParam(
            label = "security",
            description =
                    "The only objects whose links are renewed by `refreshUri`: bucket and key prefix such as `reports/outbox/`, separated by commas; `reports/` for a whole bucket. For these no proof is required that the ended link was once good, so whoever sends links can have any of them. By default each link that is proven good is renewed.")
    private @Nullable String refreshPrefixes;

    @UriParam(
            label = "advanced",
            defaultValue = "16777216",
            description = "The size in bytes of the ranges that an object larger than that is fetched in.")
    private long partSize = 16 * 1024 * 1024;

    @UriParam(
            label = "advanced",
            defaultValue = "4",
            description = "How many ranges of an object are fetched at a time, 1 to 64; with 1 it comes in one answer.")
    private int parallelism = 4;

    @UriParam(
            label = "advanced",
            description = "How many bytes come in a second, of all downloads of the endpoint together; 0 for no limit.")
    private long maxBytesPerSecond;

    @UriParam(
            label = "idempotency",
            description =
                    "Whether an object that has been through the route is left out when another link to it comes.")
    private boolean idempotent;

    @UriParam(
            label = "idempotency",
            description =
                    "What an object is known by, as an expression of the Simple language. By default its host, bucket and key, and its version or entity tag. It is evaluated before any request, and must not hold the URL of the link, which is another each time and a secret.")
    private @Nullable String idempotentKey;

    @UriParam(
            label = "idempotency",
            description =
                    "Where the objects that have been through the route are kept, such as a database that outlives the process. By default the last 100,000 in memory.")
    private @Nullable IdempotentRepository idempotentRepository;

    @UriParam(
            label = "advanced",
            description = "A bean that is told when downloads begin, how they get on and how they end.")
    private @Nullable DownloadListener progressListener;

    @UriParam(
            label = "security",
            description =
                    "What TLS is set up with, such as the certificates to trust. By default that is what the JVM trusts. That a certificate names the host is checked in any case.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "proxy",
            description =
                    "The host of the HTTP proxy to go through. It resolves the hosts of links, so `allowPrivateAddresses` then holds only for links with an address in place of a name.")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy", description = "The port of the HTTP proxy, 1 to 65535; required with `proxyHost`.")
    private int proxyPort;

    @UriParam(label = "proxy", secret = true, description = "The user to tell the HTTP proxy (Basic authentication).")
    private @Nullable String proxyAuthUsername;

    @UriParam(label = "proxy", secret = true, description = "The password of that user.")
    private @Nullable String proxyAuthPassword;

    /** An independent copy, so that no endpoint changes another or its component. */
    public OssPresignedConfiguration copy() {
        try {
            return (OssPresignedConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
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

    public @Nullable Object getLinks() {
        return links;
    }

    public void setLinks(@Nullable Object links) {
        this.links = links;
    }

    public @Nullable String getSecretUrl() {
        return secretUrl;
    }

    public void setSecretUrl(@Nullable String secretUrl) {
        this.secretUrl = secretUrl;
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

    public boolean isLocalWorkPath() {
        return localWorkPath;
    }

    public void setLocalWorkPath(boolean localWorkPath) {
        this.localWorkPath = localWorkPath;
    }

    public VerificationMode getVerify() {
        return verify;
    }

    public void setVerify(VerificationMode verify) {
        this.verify = verify;
    }

    public long getMaxFileSize() {
        return maxFileSize;
    }

    public void setMaxFileSize(long maxFileSize) {
        this.maxFileSize = maxFileSize;
    }

    public long getMinFreeDisk() {
        return minFreeDisk;
    }

    public void setMinFreeDisk(long minFreeDisk) {
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

    public @Nullable Duration getDownloadTimeout() {
        return downloadTimeout;
    }

    public void setDownloadTimeout(@Nullable Duration downloadTimeout) {
        this.downloadTimeout = downloadTimeout;
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

    public Duration getBackoffMax() {
        return backoffMax;
    }

    public void setBackoffMax(Duration backoffMax) {
        this.backoffMax = backoffMax;
    }

    public @Nullable String getRefreshUri() {
        return refreshUri;
    }

    public void setRefreshUri(@Nullable String refreshUri) {
        this.refreshUri = refreshUri;
    }

    public long getPartSize() {
        return partSize;
    }

    public void setPartSize(long partSize) {
        this.partSize = partSize;
    }

    public int getParallelism() {
        return parallelism;
    }

    public void setParallelism(int parallelism) {
        this.parallelism = parallelism;
    }

    public long getMaxBytesPerSecond() {
        return maxBytesPerSecond;
    }

    public void setMaxBytesPerSecond(long maxBytesPerSecond) {
        this.maxBytesPerSecond = maxBytesPerSecond;
    }

    public @Nullable DownloadListener getProgressListener() {
        return progressListener;
    }

    public void setProgressListener(@Nullable DownloadListener progressListener) {
        this.progressListener = progressListener;
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
