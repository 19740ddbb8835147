package io.github.osspresign.devserver;

import io.github.osspresign.devserver.auth.AccessKeys;
import io.github.osspresign.devserver.auth.SignatureVerifier;
import io.github.osspresign.devserver.call.Addressing;
import io.github.osspresign.devserver.operation.Buckets;
import io.github.osspresign.devserver.operation.ByteRange;
import io.github.osspresign.devserver.operation.CrossOrigin;
import io.github.osspresign.devserver.operation.DefaultDomainRules;
import io.github.osspresign.devserver.operation.OperationRules;
import io.github.osspresign.devserver.operation.OperationTable;
import io.github.osspresign.devserver.operation.PublicAccess;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.DiskObjectStore;
import io.github.osspresign.devserver.store.MemoryObjectStore;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.wire.HttpListener;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.jspecify.annotations.Nullable;

/** The settings of a server; every setter refuses what cannot work with an {@link IllegalArgumentException}. */
public final class OssDevServerBuilder {

    /** The access key of a server that is given none. */
    public static final String DEFAULT_ACCESS_KEY_ID = "dev-access-key-id";

    /** The secret that goes with {@link #DEFAULT_ACCESS_KEY_ID}. */
    public static final String DEFAULT_ACCESS_KEY_SECRET = "dev-access-key-secret";

    private final Map<String, String> accessKeys = new LinkedHashMap<>();
    private final List<AccessKeys.Session> sessions = new ArrayList<>();
    private final Set<String> buckets = new LinkedHashSet<>();
    private final Map<String, String> bucketsByDomain = new LinkedHashMap<>();
    private final Set<Assumption> assumptions = Assumption.defaults();
    private int port;
    private String region = "cn-hangzhou";
    private String baseHost = "localhost";
    private Clock clock = Clock.systemUTC();
    private boolean forceDownload;
    private boolean forbidApk;
    private @Nullable Path root;

    OssDevServerBuilder() {}

    /** The port to listen on; 0, the default, takes any free one. */
    public OssDevServerBuilder port(int number) {
        require(number >= 0 && number <= 65_535, "port", "0 to 65535", Integer.toString(number));
        this.port = number;
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
                Buckets.isValidName(name),
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
     * @throws UncheckedIOException if the port is taken or the directory cannot be used
     */
    public OssDevServer start() {
        if (accessKeys.isEmpty()) {
            accessKey(DEFAULT_ACCESS_KEY_ID, DEFAULT_ACCESS_KEY_SECRET);
        }
        FaultPlan faults = new FaultPlan();
        RequestLog log = new RequestLog();
        try {
            ObjectStore store = store();
            FrontDesk desk = new FrontDesk(
                    new Addressing(baseHost, bucketsByDomain, holds(Assumption.PLUS_IN_PATH_IS_BLANK)),
                    verifier(),
                    new PublicAccess(store),
                    new CrossOrigin(store),
                    new OperationTable(store, operationRules()),
                    faults,
                    log);
            HttpListener listener = HttpListener.start(port, clock, desk);
            Map.Entry<String, String> firstAccessKey =
                    accessKeys.entrySet().iterator().next();
            return new OssDevServer(
                    region,
                    Map.entry(firstAccessKey.getKey(), firstAccessKey.getValue()),
                    clock,
                    store,
                    faults,
                    log,
                    listener);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start on port " + port + ": " + e.getMessage(), e);
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

    private SignatureVerifier verifier() {
        return new SignatureVerifier(
                new AccessKeys(accessKeys, sessions),
                region,
                holds(Assumption.BAD_V4_URL_PARAMETER_IS_400),
                holds(Assumption.REPEATED_V4_PARAMETER_IS_400),
                holds(Assumption.V4_MISMATCH_SHOWS_CANONICAL_REQUEST));
    }

    private OperationRules operationRules() {
        return new OperationRules(
                region,
                rangeRules(),
                new DefaultDomainRules(forceDownload, forbidApk),
                holds(Assumption.PUT_OF_OWN_BUCKET_IS_200));
    }

    private ByteRange.Rules rangeRules() {
        return new ByteRange.Rules(
                holds(Assumption.STANDARD_RANGE_WITH_LONG_SUFFIX_IS_206),
                holds(Assumption.STANDARD_RANGE_BACKWARDS_IS_416),
                holds(Assumption.IF_RANGE_IS_HONOURED));
    }

    private boolean holds(Assumption assumption) {
        return assumptions.contains(assumption);
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

    private static void requireHost(String setting, String host) {
        require(host.matches("[A-Za-z0-9.-]+"), setting, "a host name without a port", host);
    }

    private static void require(boolean met, String setting, String allowed, String actual) {
        if (!met) {
            throw new IllegalArgumentException(setting + ": expected " + allowed + " but was " + actual);
        }
    }
}
