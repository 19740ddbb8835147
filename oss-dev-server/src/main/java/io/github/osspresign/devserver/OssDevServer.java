package io.github.osspresign.devserver;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.http.HttpListener;
import io.github.osspresign.devserver.operation.support.ObjectKeys;
import io.github.osspresign.devserver.operation.support.StoredHeaders;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.devserver.server.AdminHandler;
import io.github.osspresign.devserver.server.FaultInjector;
import io.github.osspresign.devserver.server.RequestLog;
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
import java.util.List;
import java.util.Map;
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
    private final Clock clock;
    private final ObjectStore store;
    private final @Nullable SelfSignedCertificate certificate;
    private final HttpListener listener;
    private final FaultInjector faults;
    private final RequestLog log;
    private @Nullable HttpListener admin;

    OssDevServer(
            OssDevServerBuilder settings,
            ObjectStore store,
            @Nullable SelfSignedCertificate certificate,
            HttpListener listener,
            FaultInjector faults,
            RequestLog log) {
        this.region = settings.region;
        this.accessKey =
                Map.Entry.copyOf(settings.accessKeys.entrySet().iterator().next());
        this.clock = settings.clock;
        this.store = store;
        this.certificate = certificate;
        this.listener = listener;
        this.faults = faults;
        this.log = log;
    }

    /** Returns a builder of a server with one access key, no bucket and everything in memory. */
    public static OssDevServerBuilder builder() {
        return new OssDevServerBuilder();
    }

    /** Returns the address for clients, such as {@code http://127.0.0.1:9000}; it means path style. */
    public URI endpoint() {
        return URI.create((certificate == null ? "http" : "https") + "://" + listener.host() + ":" + port());
    }

    /**
     * Returns the address for injecting faults and seeing requests, such as {@code http://127.0.0.1:9001}.
     *
     * @throws IllegalStateException if the server was built without {@link OssDevServerBuilder#adminPort(int)}
     */
    public URI adminEndpoint() {
        if (admin == null) {
            throw new IllegalStateException("adminEndpoint: the server was built without adminPort()");
        }
        return URI.create("http://" + admin.host() + ":" + admin.port());
    }

    /** Starts the admin listener, which {@link #close()} stops too. */
    void startAdmin(InetAddress address, int port) throws IOException {
        this.admin = HttpListener.start(address, port, null, clock, new AdminHandler(faults, log));
    }

    /**
     * Returns the certificate of a server with {@link OssDevServerBuilder#tls()}; it vouches for itself.
     *
     * @throws IllegalStateException if the server speaks plain HTTP
     */
    public X509Certificate certificate() {
        return requiredCertificate().certificate();
    }

    /** Returns the same certificate as text, for a file that {@code curl --cacert} reads. */
    public String certificatePem() {
        return requiredCertificate().pem();
    }

    /**
     * Returns a context for clients, which trusts the certificate of this server and no other.
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

    /** Returns the port it listens on, never 0. */
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
     * Returns the requests so far, oldest first, but no more than the last 4096, and fewer if their headers have more
     * than four million characters; unreadable ones are not among them.
     */
    public List<RecordedRequest> requests() {
        return log.all();
    }

    /** Lets the fault strike once, on the next request. */
    public void inject(Fault fault) {
        inject(FaultRule.of(fault));
    }

    /**
     * Lets the fault strike the next requests, this many of them.
     *
     * @throws IllegalArgumentException if times is not positive
     */
    public void inject(Fault fault, int times) {
        inject(FaultRule.of(fault).times(times));
    }

    /** Lets the fault strike every request that meets the condition. */
    public void inject(Fault fault, Predicate<RecordedRequest> condition) {
        inject(FaultRule.of(fault).when(condition).always());
    }

    /**
     * Lets the fault strike the next requests that meet the condition, this many of them.
     *
     * @throws IllegalArgumentException if times is not positive
     */
    public void inject(Fault fault, int times, Predicate<RecordedRequest> condition) {
        inject(FaultRule.of(fault).when(condition).times(times));
    }

    /** Lets the fault strike every request. */
    public void injectAlways(Fault fault) {
        inject(FaultRule.of(fault).always());
    }

    /**
     * Lets the fault strike as the rule says. A request is struck by the first injected rule whose turn it is.
     *
     * @throws IllegalArgumentException for a {@link Fault.TlsFailure} if the server speaks plain HTTP
     */
    public void inject(FaultRule rule) {
        faults.inject(rule);
    }

    /** Returns the rules that are left, in the order they were injected, each counted from now on. */
    public List<FaultRule> faults() {
        return faults.left();
    }

    /** Takes back all faults that are left, and accepts connections if they are refused. */
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
     * Stores an object without a request.
     *
     * @throws IllegalArgumentException if there is no such bucket or no object can have the key
     */
    public void putObject(String bucket, String key, byte[] content) {
        if (!ObjectKeys.isValid(key)) {
            throw new IllegalArgumentException(
                    "key: must be 1 to 1023 bytes of UTF-8 that start with neither / nor \\, was " + key);
        }
        try (StagedContent staged = store.stage(new ByteArrayInputStream(content))) {
            ObjectInfo info = new ObjectInfo(
                    key,
                    staged.digest(),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS),
                    StoredHeaders.byDefault(key));
            staged.commit(bucket, info, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the content of an object without a request.
     *
     * @throws IllegalArgumentException if there is no such bucket or object
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

    /** Stops at once; exchanges under way are broken off. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /** Stops after waiting at most this long for exchanges under way. */
    public void close(Duration patience) {
        listener.close(patience);
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    @Override
    public String toString() {
        return "OssDevServer[" + endpoint() + ", " + region + "]";
    }
}
