// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import io.github.osspresign.devserver.auth.AccessKeys;
import io.github.osspresign.devserver.auth.SignatureVerifier;
import io.github.osspresign.devserver.cdn.UrlAuthentication;
import io.github.osspresign.devserver.fault.FaultQueue;
import io.github.osspresign.devserver.http.HttpListener;
import io.github.osspresign.devserver.http.TlsSettings;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.worm.Retention;
import io.github.osspresign.devserver.request.OssRequestReader;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.server.AccessLog;
import io.github.osspresign.devserver.server.FaultInjector;
import io.github.osspresign.devserver.server.OssRequestHandler;
import io.github.osspresign.devserver.server.RequestLog;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.DiskObjectStore;
import io.github.osspresign.devserver.store.MemoryObjectStore;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.tls.SelfSignedCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings of a server. Every setter throws an {@link IllegalArgumentException} for a value that cannot work. */
public final class OssDevServerBuilder {

    /** Access key ID of a server for which no access key is set. */
    public static final String DEFAULT_ACCESS_KEY_ID = "dev-access-key-id";

    /** Secret of {@link #DEFAULT_ACCESS_KEY_ID}. */
    public static final String DEFAULT_ACCESS_KEY_SECRET = "dev-access-key-secret";

    static final String DEFAULT_REGION = "cn-hangzhou";

    private static final String LOCALHOST = "localhost";

    // The loopback address that Java returns may be that of IPv6.
    private static final InetAddress LOOPBACK = ipv4Loopback();

    private static final int NO_PORT = -1;

    final Map<String, String> accessKeys = new LinkedHashMap<>();
    private final List<AccessKeys.Session> sessions = new ArrayList<>();
    private final Set<String> buckets = new LinkedHashSet<>();
    final Map<String, String> bucketsByDomain = new LinkedHashMap<>();
    private final Set<Assumption> assumptions = Assumption.defaults();
    private int port;
    String region = DEFAULT_REGION;
    private String baseHost = LOCALHOST;
    Clock clock = Clock.systemUTC();
    private boolean forceDownload;
    private boolean forbidApk;
    boolean closedDefaultDomain;
    private Duration restoreTime = ServiceRules.DEFAULT_RESTORE_TIME;
    private @Nullable Path root;
    private boolean discardContent;
    private boolean tls;
    private InetAddress bindAddress = LOOPBACK;
    private int adminPort = NO_PORT;
    private int cdnPort = NO_PORT;
    private @Nullable UrlAuthentication cdn;
    private @Nullable Consumer<String> accessLog;

    OssDevServerBuilder() {}

    /** Sets the port to listen on. The default is 0: any free port. */
    public OssDevServerBuilder port(int number) {
        requirePort("port", number);
        this.port = number;
        return this;
    }

    /**
     * Sets the address to listen on. The default is 127.0.0.1. With an address other than loopback, other machines
     * reach the server; 0.0.0.0 is every address of this machine.
     */
    public OssDevServerBuilder bindAddress(InetAddress address) {
        this.bindAddress = address;
        return this;
    }

    /**
     * Opens a second port with a status page for browsers. It also injects faults ({@code /faults}) and shows requests
     * ({@code /requests}). It needs no signature, and always listens on the loopback address. 0 is any free port. By default, there is no admin port.
     */
    public OssDevServerBuilder adminPort(int number) {
        requirePort("adminPort", number);
        this.adminPort = number;
        return this;
    }

    /**
     * Opens a further port for a CDN with URL signing, whose origin is the first bucket. It speaks HTTP, also with {@link
     * #tls()}. By default, there is no CDN.
     *
     * @param number port to listen on; 0 is any free port
     * @param kind A; B; C, with the signature in the path; F, with the parameters {@code sign} and {@code time}
     * @param key key of 16 to 32 letters and digits
     * @param validity how long a link works after its time stamp
     */
    public OssDevServerBuilder cdn(int number, String kind, String key, Duration validity) {
        requirePort("cdn", number);
        this.cdnPort = number;
        this.cdn = new UrlAuthentication(kind, key, validity);
        return this;
    }

    /**
     * Sets the consumer of the access log, such as {@code System.out::println}. It gets one line for each request after
     * the response is sent, from the thread of the connection, and a further line if the request is refused, which says
     * what is wrong with its signature. The lines hold no secret, no signature and no security token. By default, there
     * is no access log, and the further lines go to {@link System.Logger}.
     */
    public OssDevServerBuilder accessLog(Consumer<String> lines) {
        this.accessLog = lines;
        return this;
    }

    /**
     * Serves HTTPS instead of HTTP, with a self-signed certificate that is created at start. It is valid for localhost
     * and its subdomains, the addresses, the base host and its subdomains, and the custom domains. It also names the
     * host of each bucket that exists at start, because many clients reject the wildcard of localhost.
     */
    public OssDevServerBuilder tls() {
        this.tls = true;
        return this;
    }

    /** Sets the region that V4 signatures must name. The default is {@code cn-hangzhou}. */
    public OssDevServerBuilder region(String id) {
        require(!id.startsWith("oss-"), "region", "a region id without the prefix oss-, like cn-hangzhou", id);
        require(id.matches("[a-z0-9-]+"), "region", "a region id like cn-hangzhou", id);
        this.region = id;
        return this;
    }

    /** Adds an access key. Without any, the server accepts {@link #DEFAULT_ACCESS_KEY_ID}. */
    public OssDevServerBuilder accessKey(String id, String secret) {
        requireAccessKey(id, secret);
        accessKeys.put(id, secret);
        return this;
    }

    /**
     * Adds an access key of STS, which is valid together with its token.
     *
     * @param end last instant at which the token is valid
     */
    public OssDevServerBuilder securityToken(String accessKeyId, String accessKeySecret, String token, Instant end) {
        requireAccessKey(accessKeyId, accessKeySecret);
        require(!token.isBlank(), "securityToken", "a text that is not blank", "blank");
        sessions.add(new AccessKeys.Session(accessKeyId, accessKeySecret, token, end));
        return this;
    }

    /** Adds a bucket that is created at start. */
    public OssDevServerBuilder bucket(String name) {
        require(
                BucketRules.isValidName(name),
                "bucket",
                "3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends",
                name);
        buckets.add(name);
        return this;
    }

    /** Sets the clock that the server checks signatures against and dates responses with. */
    public OssDevServerBuilder clock(Clock source) {
        this.clock = source;
        return this;
    }

    /** Sets the directory for buckets and objects. By default, they are in memory and end with the server. */
    public OssDevServerBuilder root(Path directory) {
        this.root = directory;
        return this;
    }

    /**
     * Keeps of each object only its size, checksums and headers, in memory, so that uploads of any size need no disk and
     * little heap. Requests that read content, such as GetObject and CopyObject, get {@code NotImplemented}. A completed
     * sequential upload has no {@code Content-MD5}. Cannot be combined with {@link #root(Path)}.
     */
    public OssDevServerBuilder discardContent() {
        this.discardContent = true;
        return this;
    }

    /**
     * Sets the host whose subdomains are buckets, such as {@code oss.localhost}. {@code <bucket>.localhost} works in
     * any case.
     */
    public OssDevServerBuilder baseHost(String host) {
        requireHost("baseHost", host);
        this.baseHost = host.toLowerCase(Locale.ROOT);
        return this;
    }

    /** Adds a custom domain of a bucket. */
    public OssDevServerBuilder customDomain(String host, String bucket) {
        requireHost("customDomain", host);
        bucketsByDomain.put(host.toLowerCase(Locale.ROOT), bucket);
        return this;
    }

    /**
     * Sets whether browsers must save pages and images, as on the default domains of OSS. The default is false. Custom
     * domains are exempt.
     */
    public OssDevServerBuilder forceDownload(boolean on) {
        this.forceDownload = on;
        return this;
    }

    /**
     * Sets whether downloads of mobile apps ({@code .apk}, {@code .ipa}) need a signature in the header, as on the
     * default domains of OSS. The default is false. Custom domains are exempt.
     */
    public OssDevServerBuilder forbidApk(boolean on) {
        this.forbidApk = on;
        return this;
    }

    /**
     * Sets whether requests to objects need a custom domain, as for accounts in mainland China that first used OSS after
     * 20 March 2025; others get PublicEndpointForbidden. The default is false.
     */
    public OssDevServerBuilder closedDefaultDomain(boolean on) {
        this.closedDefaultDomain = on;
        return this;
    }

    /**
     * Sets how long RestoreObject takes, by the clock of the server. The default is 10 seconds. With zero, an archived
     * object is readable at once.
     */
    public OssDevServerBuilder restoreTime(Duration duration) {
        require(!duration.isNegative(), "restoreTime", "a duration of zero or more", duration.toString());
        this.restoreTime = duration;
        return this;
    }

    /** Decides a point on which the documentation of OSS is silent. */
    public OssDevServerBuilder assume(Assumption assumption, boolean holds) {
        if (holds) {
            assumptions.add(assumption);
        } else {
            assumptions.remove(assumption);
        }
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws IllegalArgumentException if both {@link #root(Path)} and {@link #discardContent()} are set, or a CDN has no
     *     bucket
     * @throws UncheckedIOException if a port is taken or the directory cannot be used
     */
    public OssDevServer start() {
        if (discardContent && root != null) {
            throw new IllegalArgumentException("discardContent: must not be set together with root, was " + root);
        }
        if (accessKeys.isEmpty()) {
            accessKey(DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET);
        }
        if (cdn != null && buckets.isEmpty()) {
            throw new IllegalArgumentException("cdn: must have a bucket as its origin, had none");
        }
        OssDevServer server = startService();
        if (adminPort != NO_PORT) {
            startFurther(server, "admin port " + adminPort, () -> server.startAdmin(LOOPBACK, adminPort));
        }
        UrlAuthentication signing = cdn;
        if (signing != null) {
            String origin = buckets.iterator().next();
            startFurther(server, "CDN port " + cdnPort, () -> server.startCdn(bindAddress, cdnPort, signing, origin));
        }
        return server;
    }

    private OssDevServer startService() {
        ObjectStore store = openStore();
        try {
            return startService(store);
        } catch (IOException e) {
            closeQuietly(store, e);
            throw new UncheckedIOException("cannot start on port " + port + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeQuietly(store, e);
            throw e;
        }
    }

    private static void closeQuietly(ObjectStore store, Exception problem) {
        try {
            store.close();
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
    }

    private OssDevServer startService(ObjectStore store) throws IOException {
        FaultQueue faults = new FaultQueue();
        RequestLog log = new RequestLog();
        ServiceRules rules =
                new ServiceRules(region, assumptions, forceDownload, forbidApk, closedDefaultDomain, restoreTime);
        for (String bucket : buckets) {
            if (!store.hasBucket(bucket)) {
                store.putBucket(new BucketInfo(bucket, clock.instant().truncatedTo(ChronoUnit.SECONDS), Map.of()));
            }
        }
        OssRequestHandler handler = new OssRequestHandler(
                new OssRequestReader(baseHost, bucketsByDomain, rules.holds(Assumption.PLUS_IN_PATH_IS_BLANK)),
                new SignatureVerifier(new AccessKeys(accessKeys, sessions), rules),
                store,
                rules,
                faults,
                log);
        SelfSignedCertificate certificate = tls ? certificate(store) : null;
        HttpListener listener = HttpListener.start(
                bindAddress,
                port,
                certificate == null
                        ? null
                        : new TlsSettings(certificate.serverContext(), () -> faults.onConnection() != null),
                clock,
                accessLog == null ? handler::handle : new AccessLog(handler, accessLog));
        return new OssDevServer(this, store, certificate, listener, new FaultInjector(faults, listener, tls), handler);
    }

    /** Start of a listener. */
    private interface Start {
        void run() throws IOException;
    }

    private static void startFurther(OssDevServer server, String port, Start start) {
        try {
            start.run();
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException("cannot start on " + port + ": " + e.getMessage(), e);
        }
    }

    private ObjectStore openStore() {
        if (discardContent) {
            return MemoryObjectStore.discardingContent(Retention::requireMutable);
        }
        if (root == null) {
            return new MemoryObjectStore(Retention::requireMutable);
        }
        try {
            return new DiskObjectStore(root, Retention::requireMutable);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the store: " + e.getMessage(), e);
        }
    }

    private SelfSignedCertificate certificate(ObjectStore store) {
        Set<String> names = new LinkedHashSet<>(List.of(LOCALHOST, "*." + LOCALHOST, baseHost, "*." + baseHost));
        for (BucketInfo bucket : store.buckets()) {
            names.add(bucket.name() + "." + LOCALHOST);
            names.add(bucket.name() + "." + baseHost);
        }
        names.addAll(bucketsByDomain.keySet());
        // Clients check the certificate against the real time, which the clock of this server may differ from.
        return SelfSignedCertificate.create(names, Set.copyOf(List.of(LOOPBACK, bindAddress)), Instant.now());
    }

    private static InetAddress ipv4Loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireAccessKey(String id, String secret) {
        require(
                id.matches("[A-Za-z0-9._-]+"),
                "accessKey",
                "an id of letters, digits, dots, hyphens and underscores",
                id);
        // The message must not contain the secret.
        require(!secret.isBlank(), "accessKey", "a secret that is not blank", "blank");
    }

    private static void requirePort(String setting, int number) {
        require(number >= 0 && number <= 65_535, setting, "0 to 65535", Integer.toString(number));
    }

    private static void requireHost(String setting, String host) {
        require(host.matches("[A-Za-z0-9.-]+"), setting, "a host name without a port", host);
    }

    private static void require(boolean met, String setting, String allowed, String actual) {
        if (!met) {
            throw new IllegalArgumentException(setting + ": must be " + allowed + ", was " + actual);
        }
    }
}
