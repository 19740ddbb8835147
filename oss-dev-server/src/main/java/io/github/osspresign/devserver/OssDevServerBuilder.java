package io.github.osspresign.devserver;

import io.github.osspresign.devserver.auth.AccessKeys;
import io.github.osspresign.devserver.auth.SignatureVerifier;
import io.github.osspresign.devserver.fault.FaultQueue;
import io.github.osspresign.devserver.http.HttpListener;
import io.github.osspresign.devserver.http.TlsSettings;
import io.github.osspresign.devserver.operation.support.BucketRules;
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

/** The settings of a server; every setter refuses what cannot work with an {@link IllegalArgumentException}. */
public final class OssDevServerBuilder {

    /** The access key of a server that is given none. */
    public static final String DEFAULT_ACCESS_KEY_ID = "dev-access-key-id";

    /** The secret that goes with {@link #DEFAULT_ACCESS_KEY_ID}. */
    public static final String DEFAULT_ACCESS_KEY_SECRET = "dev-access-key-secret";

    private static final String LOCALHOST = "localhost";

    // That of IPv4; the loopback address that Java prefers may be that of IPv6.
    private static final InetAddress LOOPBACK = ipv4Loopback();

    private static final int NO_PORT = -1;

    final Map<String, String> accessKeys = new LinkedHashMap<>();
    private final List<AccessKeys.Session> sessions = new ArrayList<>();
    private final Set<String> buckets = new LinkedHashSet<>();
    private final Map<String, String> bucketsByDomain = new LinkedHashMap<>();
    private final Set<Assumption> assumptions = Assumption.defaults();
    private int port;
    String region = "cn-hangzhou";
    private String baseHost = LOCALHOST;
    Clock clock = Clock.systemUTC();
    private boolean forceDownload;
    private boolean forbidApk;
    private @Nullable Path root;
    private boolean tls;
    private InetAddress bindAddress = LOOPBACK;
    private int adminPort = NO_PORT;
    private @Nullable Consumer<String> accessLog;

    OssDevServerBuilder() {}

    /** The port to listen on; 0, the default, takes any free one. */
    public OssDevServerBuilder port(int number) {
        requirePort("port", number);
        this.port = number;
        return this;
    }

    /**
     * The address to listen on, the loopback address 127.0.0.1 by default. With another one, other machines reach the
     * server; the wildcard 0.0.0.0 stands for all addresses of this machine.
     */
    public OssDevServerBuilder bindAddress(InetAddress address) {
        this.bindAddress = address;
        return this;
    }

    /**
     * A second port, always on the loopback address, for injecting faults and for seeing requests without a signature:
     * {@code /faults} and {@code /requests}; 0 takes any free one. Without this setting there is none.
     */
    public OssDevServerBuilder adminPort(int number) {
        requirePort("adminPort", number);
        this.adminPort = number;
        return this;
    }

    /**
     * Where a line for each request goes when it has been answered, such as {@code System.out::println}; nowhere by
     * default. The lines hold no signature and no security token. Threads of several connections call it.
     */
    public OssDevServerBuilder accessLog(Consumer<String> lines) {
        this.accessLog = lines;
        return this;
    }

    /**
     * Serves HTTPS in place of HTTP, with a certificate made at start: for localhost and the names below it, the
     * address, the base host, the custom domains and, since many clients do not take the wildcard of localhost, the
     * host of every bucket that exists by then.
     */
    public OssDevServerBuilder tls() {
        this.tls = true;
        return this;
    }

    /** The region that V4 signatures must name; {@code cn-hangzhou} by default. */
    public OssDevServerBuilder region(String id) {
        require(!id.startsWith("oss-"), "region", "a region id without the prefix oss-, like cn-hangzhou", id);
        require(id.matches("[a-z0-9-]+"), "region", "a region id like cn-hangzhou", id);
        this.region = id;
        return this;
    }

    /** A lasting access key; without any, {@link #DEFAULT_ACCESS_KEY_ID} is known. */
    public OssDevServerBuilder accessKey(String id, String secret) {
        requireAccessKey(id, secret);
        accessKeys.put(id, secret);
        return this;
    }

    /** An access key of STS, valid together with its token until the end. */
    public OssDevServerBuilder securityToken(String accessKeyId, String accessKeySecret, String token, Instant end) {
        requireAccessKey(accessKeyId, accessKeySecret);
        require(!token.isBlank(), "securityToken", "a text that is not blank", "blank");
        sessions.add(new AccessKeys.Session(accessKeyId, accessKeySecret, token, end));
        return this;
    }

    /** A bucket that exists from the start. */
    public OssDevServerBuilder bucket(String name) {
        require(
                BucketRules.isValidName(name),
                "bucket",
                "3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends",
                name);
        buckets.add(name);
        return this;
    }

    /** The clock that signatures are checked against and answers are dated with. */
    public OssDevServerBuilder clock(Clock source) {
        this.clock = source;
        return this;
    }

    /** A directory for objects and buckets; without it they are in memory and end with the server. */
    public OssDevServerBuilder root(Path directory) {
        this.root = directory;
        return this;
    }

    /**
     * A host name, like {@code oss.localhost}, below which every name is that of a bucket; {@code <bucket>.localhost}
     * is understood anyway.
     */
    public OssDevServerBuilder baseHost(String host) {
        requireHost("baseHost", host);
        this.baseHost = host.toLowerCase(Locale.ROOT);
        return this;
    }

    /** A host name that stands for the bucket, as a CNAME does. */
    public OssDevServerBuilder customDomain(String host, String bucket) {
        requireHost("customDomain", host);
        bucketsByDomain.put(host.toLowerCase(Locale.ROOT), bucket);
        return this;
    }

    /**
     * Whether pages and images are answered as attachments, as on the default domains of OSS; off by default. Custom
     * domains are exempt.
     */
    public OssDevServerBuilder forceDownload(boolean on) {
        this.forceDownload = on;
        return this;
    }

    /**
     * Whether apps for phones ({@code .apk}, {@code .ipa}) are refused without a signature in the header, as on the
     * default domains of OSS; off by default. Custom domains are exempt.
     */
    public OssDevServerBuilder forbidApk(boolean on) {
        this.forbidApk = on;
        return this;
    }

    /** Settles a point on which the documentation of OSS is silent. */
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
     * @throws UncheckedIOException if a port is taken or the directory cannot be used
     */
    public OssDevServer start() {
        if (accessKeys.isEmpty()) {
            accessKey(DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET);
        }
        OssDevServer server = startService();
        if (adminPort != NO_PORT) {
            startAdmin(server);
        }
        return server;
    }

    private OssDevServer startService() {
        FaultQueue faults = new FaultQueue();
        RequestLog log = new RequestLog();
        ServiceRules rules = new ServiceRules(region, assumptions, forceDownload, forbidApk);
        try {
            ObjectStore store = store();
            OssRequestHandler desk = new OssRequestHandler(
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
                    accessLog == null ? desk : new AccessLog(desk, accessLog));
            return new OssDevServer(this, store, certificate, listener, new FaultInjector(faults, listener, tls), log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start on port " + port + ": " + e.getMessage(), e);
        }
    }

    private void startAdmin(OssDevServer server) {
        try {
            server.startAdmin(LOOPBACK, adminPort);
        } catch (IOException e) {
            server.close();
            throw new UncheckedIOException("cannot start on admin port " + adminPort + ": " + e.getMessage(), e);
        }
    }

    private ObjectStore store() throws IOException {
        ObjectStore store = root == null ? new MemoryObjectStore() : new DiskObjectStore(root);
        for (String bucket : buckets) {
            if (!store.hasBucket(bucket)) {
                store.putBucket(new BucketInfo(bucket, clock.instant().truncatedTo(ChronoUnit.SECONDS), Map.of()));
            }
        }
        return store;
    }

    private SelfSignedCertificate certificate(ObjectStore store) {
        Set<String> names = new LinkedHashSet<>(List.of(LOCALHOST, "*." + LOCALHOST, baseHost, "*." + baseHost));
        for (BucketInfo bucket : store.buckets()) {
            names.add(bucket.name() + "." + LOCALHOST);
            names.add(bucket.name() + "." + baseHost);
        }
        names.addAll(bucketsByDomain.keySet());
        // Not the clock of this server, which may be set: clients go by the real time.
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
        // The secret itself stays out of the message.
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
