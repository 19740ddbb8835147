// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import io.github.osspresign.devserver.admin.AdminHandler;
import io.github.osspresign.devserver.auth.LinkSigner;
import io.github.osspresign.devserver.cdn.CdnHandler;
import io.github.osspresign.devserver.cdn.UrlAuthentication;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.HttpListener;
import io.github.osspresign.devserver.operation.callback.CallbackKey;
import io.github.osspresign.devserver.operation.metadata.MediaTypes;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.devserver.server.FaultInjector;
import io.github.osspresign.devserver.server.OssRequestHandler;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.MissingBucketException;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.OpenObject;
import io.github.osspresign.devserver.store.StagedContent;
import io.github.osspresign.devserver.tls.SelfSignedCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks the OSS API and verifies the signature of every request.
 *
 * <pre>{@code
 * try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
 *     server.putObject("demo", "hello.txt", "hello".getBytes(UTF_8));
 *     // point a client at server.endpoint() with server.accessKeyId() and server.accessKeySecret()
 * }
 * }</pre>
 */
public final class OssDevServer implements AutoCloseable {

    private final String region;
    private final Map.Entry<String, String> accessKey;
    private final Map<String, String> bucketsByDomain;
    private final boolean closedDefaultDomain;
    private final Clock clock;
    private final ObjectStore store;
    private final @Nullable SelfSignedCertificate certificate;
    private final HttpListener listener;
    private final FaultInjector faults;
    private final OssRequestHandler service;
    private @Nullable HttpListener admin;
    private @Nullable HttpListener cdn;

    OssDevServer(
            OssDevServerBuilder settings,
            ObjectStore store,
            @Nullable SelfSignedCertificate certificate,
            HttpListener listener,
            FaultInjector faults,
            OssRequestHandler service) {
        this.region = settings.region;
        this.accessKey =
                Map.Entry.copyOf(settings.accessKeys.entrySet().iterator().next());
        this.bucketsByDomain = new LinkedHashMap<>(settings.bucketsByDomain);
        this.closedDefaultDomain = settings.closedDefaultDomain;
        this.clock = settings.clock;
        this.store = store;
        this.certificate = certificate;
        this.listener = listener;
        this.faults = faults;
        this.service = service;
    }

    /** Returns a builder of a server with one access key, no bucket and everything in memory. */
    public static OssDevServerBuilder builder() {
        return new OssDevServerBuilder();
    }

    /** Returns the address for clients, such as {@code http://127.0.0.1:9000}. Requests to it are path style. */
    public URI endpoint() {
        return URI.create((certificate == null ? "http" : "https") + "://" + listener.host() + ":" + port());
    }

    /**
     * Returns the configuration with which the Camel components {@code presign} and {@code osspresigned} use this server,
     * by name of the property: its address, custom domains, region and keys, and the permission to connect to it. At a
     * loopback address without custom domains this permission is {@code localDevelopment}.
     */
    public Map<String, String> camelProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        boolean local = listener.isLoopback() && bucketsByDomain.isEmpty();
        if (local) {
            properties.put("camel.component.presign.local-development", "true");
        }
        // Without an endpoint, the component sends its own requests to the custom domains too.
        if (!closedDefaultDomain || bucketsByDomain.isEmpty()) {
            properties.put("camel.component.presign.endpoint", endpoint().toString());
        }
        properties.put("camel.component.presign.region", region);
        properties.put("camel.component.presign.access-key", accessKeyId());
        properties.put("camel.component.presign.secret-key", accessKeySecret());
        if (local) {
            properties.put("camel.component.osspresigned.local-development", "true");
            return properties;
        }
        Map<String, String> domains = new TreeMap<>();
        Set<String> hosts = new LinkedHashSet<>(Set.of(listener.host() + ":" + port()));
        bucketsByDomain.forEach((host, bucket) -> {
            domains.putIfAbsent(bucket, bucket + "=" + endpoint().getScheme() + "://" + host + ":" + port());
            hosts.add(host + ":" + port());
        });
        if (!domains.isEmpty()) {
            properties.put("camel.component.presign.domains", String.join(",", domains.values()));
        }
        properties.put("camel.component.osspresigned.allowed-hosts", String.join(",", hosts));
        properties.put("camel.component.osspresigned.allow-private-addresses", "true");
        if (certificate == null) {
            properties.put("camel.component.osspresigned.allow-http", "true");
        }
        return properties;
    }

    /** Returns the address of the public key of callbacks whose upload was sent to {@link #endpoint()}. */
    public URI publicKeyUrl() {
        return endpoint().resolve(CallbackKey.PATH);
    }

    /**
     * Returns the address of the admin port, such as {@code http://127.0.0.1:9001}.
     *
     * @throws IllegalStateException if the server was built without {@link OssDevServerBuilder#adminPort(int)}
     */
    public URI adminEndpoint() {
        if (admin == null) {
            throw new IllegalStateException("adminEndpoint: the server was built without adminPort()");
        }
        return URI.create("http://" + admin.host() + ":" + admin.port());
    }

    /**
     * Returns the address of the CDN, such as {@code http://127.0.0.1:9002}.
     *
     * @throws IllegalStateException if the server was built without {@link OssDevServerBuilder#cdn}
     */
    public URI cdnEndpoint() {
        if (cdn == null) {
            throw new IllegalStateException("cdnEndpoint: the server was built without cdn()");
        }
        return URI.create("http://" + cdn.host() + ":" + cdn.port());
    }

    /** Starts the listener of the CDN, which {@link #close()} stops too. */
    void startCdn(InetAddress address, int port, UrlAuthentication authentication, String bucket) throws IOException {
        this.cdn = HttpListener.start(
                address, port, null, clock, new CdnHandler(authentication, bucket, linkSigner(), service::handle));
    }

    private LinkSigner linkSigner() {
        return new LinkSigner(endpoint(), region, accessKeyId(), accessKeySecret());
    }

    /** Starts the admin listener, which {@link #close()} stops too. */
    void startAdmin(InetAddress address, int port) throws IOException {
        this.admin =
                HttpListener.start(address, port, null, clock, new AdminHandler(faults, service, store, linkSigner()));
    }

    /**
     * Returns the self-signed certificate of a server that was built with {@link OssDevServerBuilder#tls()}.
     *
     * @throws IllegalStateException if the server speaks plain HTTP
     */
    public X509Certificate certificate() {
        return requiredCertificate().certificate();
    }

    /**
     * Returns the certificate in PEM form, for a file that {@code curl --cacert} reads.
     *
     * @throws IllegalStateException if the server speaks plain HTTP
     */
    public String certificatePem() {
        return requiredCertificate().pem();
    }

    /**
     * Returns a context for clients that trusts only the certificate of this server.
     *
     * @throws IllegalStateException if the server speaks plain HTTP
     */
    public SSLContext sslContext() {
        return requiredCertificate().clientContext();
    }

    private SelfSignedCertificate requiredCertificate() {
        if (certificate == null) {
            throw new IllegalStateException("certificate: the server was built without tls()");
        }
        return certificate;
    }

    /** Returns the port that the server listens on, never 0. */
    public int port() {
        return listener.port();
    }

    /** Returns the region that V4 signatures must name. */
    public String region() {
        return region;
    }

    /** Returns the id of the first access key. */
    public String accessKeyId() {
        return accessKey.getKey();
    }

    /** Returns the secret of the first access key. */
    public String accessKeySecret() {
        return accessKey.getValue();
    }

    /**
     * Returns the requests so far, oldest first. The server keeps the last 4096 requests, and fewer if their headers
     * have more than four million characters. Requests that are not valid HTTP are not recorded.
     */
    public List<RecordedRequest> requests() {
        return service.log().all();
    }

    /** Injects the fault into the next request. */
    public void inject(Fault fault) {
        inject(FaultRule.of(fault));
    }

    /**
     * Injects the fault into the next requests.
     *
     * @param times number of requests
     * @throws IllegalArgumentException if times is not positive
     */
    public void inject(Fault fault, int times) {
        inject(FaultRule.of(fault).times(times));
    }

    /** Injects the fault into every request that meets the condition. */
    public void inject(Fault fault, Predicate<RecordedRequest> condition) {
        inject(FaultRule.of(fault).when(condition).always());
    }

    /**
     * Injects the fault into the next requests that meet the condition.
     *
     * @param times number of requests
     * @throws IllegalArgumentException if times is not positive
     */
    public void inject(Fault fault, int times, Predicate<RecordedRequest> condition) {
        inject(FaultRule.of(fault).when(condition).times(times));
    }

    /** Injects the fault into every request. */
    public void injectAlways(Fault fault) {
        inject(FaultRule.of(fault).always());
    }

    /**
     * Injects a fault as the rule says. If several rules apply to a request, only the one that was injected first is
     * used.
     *
     * @throws IllegalArgumentException for a {@link Fault.TlsFailure} if the server speaks plain HTTP
     */
    public void inject(FaultRule rule) {
        faults.inject(rule);
    }

    /** Returns the remaining rules in the order of their injection. The counts of each rule start from now. */
    public List<FaultRule> faults() {
        return faults.remaining();
    }

    /** Removes all remaining faults, and accepts connections if they are refused. */
    public void clearFaults() {
        faults.clear();
    }

    /**
     * Refuses new connections until {@link #acceptConnections()}, as if the server were down. Existing connections stay
     * open. Meanwhile another process may take the port.
     */
    public void refuseConnections() {
        faults.refuseConnections();
    }

    /**
     * Accepts connections again, on the same port as before.
     *
     * @throws UncheckedIOException if another process has taken the port
     */
    public void acceptConnections() {
        faults.acceptConnections();
    }

    /**
     * Stores an object without a request, with the type of its file extension.
     *
     * @throws IllegalArgumentException if the bucket does not exist or the key is not valid
     */
    public void putObject(String bucket, String key, byte[] content) {
        if (!ObjectKeys.isValid(key)) {
            throw new IllegalArgumentException(
                    "key: must be 1 to 1023 bytes of UTF-8 that start with neither / nor \\, was " + key);
        }
        BucketInfo description = store.bucket(bucket);
        if (description == null) {
            throw new MissingBucketException(bucket);
        }
        try (StagedContent staged = store.stage(new ByteArrayInputStream(content))) {
            ObjectInfo info = new ObjectInfo(
                    key,
                    staged.digest(),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS),
                    StoredHeaders.of(Headers.NONE, description, MediaTypes.byExtension(key)));
            staged.commit(bucket, info, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the content of an object without a request.
     *
     * @throws IllegalArgumentException if the bucket or the object does not exist
     * @throws IllegalStateException if the server was built with {@link OssDevServerBuilder#discardContent()}
     */
    public byte[] objectBytes(String bucket, String key) {
        try (OpenObject object = store.open(bucket, key)) {
            if (object == null) {
                throw new IllegalArgumentException("key: must exist in bucket " + bucket + ", was " + key);
            }
            return object.content().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server at once, and closes connections in the middle of a request. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Stops accepting connections, waits for the requests in progress, and closes all connections.
     *
     * @param timeout maximum time to wait
     */
    public void close(Duration timeout) {
        if (cdn != null) {
            cdn.close(timeout);
        }
        listener.close(timeout);
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
        try {
            store.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "OssDevServer[" + endpoint() + ", " + region + "]";
    }
}
