// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.cli;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerBuilder;
import io.github.osspresign.devserver.rules.Assumption;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options of the runnable jar, and the server that they start. */
@Command(
        name = "oss-dev-server",
        description = "An OSS-compatible server for development and tests that verifies signatures.",
        customSynopsis = "java -jar oss-dev-server.jar [OPTIONS]",
        subcommands = GenerateCompletion.class,
        sortOptions = false,
        showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets the options that have a default.
final class ServerCommand implements Callable<Integer> {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    @Option(
            names = "--port",
            defaultValue = "9000",
            paramLabel = "PORT",
            description = "Port to listen on; 0 for any free port.")
    private int port;

    @Option(
            names = "--bind",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            converter = OptionConverters.Address.class,
            description =
                    "IP address to listen on. With an address other than loopback, other machines reach the server.")
    private InetAddress bind;

    @Option(
            names = "--region",
            defaultValue = "cn-hangzhou",
            paramLabel = "REGION",
            description = "Region that V4 signatures must name.")
    private String region;

    @Option(
            names = "--bucket",
            defaultValue = "demo",
            paramLabel = "BUCKET",
            description = "Bucket to create at start. Repeatable.")
    private List<String> buckets;

    @Option(
            names = "--access-key",
            defaultValue = OssDevServerBuilder.DEFAULT_ACCESS_KEY_ID,
            paramLabel = "ID",
            description = "Access key ID. Repeatable.")
    private List<String> accessKeys;

    @Option(
            names = "--secret-key",
            defaultValue = OssDevServerBuilder.DEFAULT_ACCESS_KEY_SECRET,
            paramLabel = "SECRET",
            description = "Access key secret. One for each --access-key, in the same order.")
    private List<String> secretKeys;

    @Option(
            names = "--sts-token",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "ID:SECRET:TOKEN[:LIFETIME]",
            converter = OptionConverters.SecurityToken.class,
            description = "Access key of STS with its token. LIFETIME is a duration; the default is PT1H. Repeatable.")
    private List<StsToken> stsTokens = List.of();

    @Option(
            names = "--root",
            paramLabel = "DIRECTORY",
            description = "Directory for buckets and objects. Without it, they are in memory and end with the server.")
    private @Nullable Path root;

    @Option(
            names = "--discard-content",
            description =
                    "Keep only the size and the checksums of objects, to test uploads of any size. Objects cannot be"
                            + " read. Not with --root.")
    private boolean discardContent;

    @Option(
            names = "--base-host",
            defaultValue = "localhost",
            paramLabel = "HOST",
            description = "Host whose subdomains are the buckets.")
    private String baseHost;

    @Option(
            names = "--custom-domain",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "HOST=BUCKET",
            description = "Custom domain of a bucket. Repeatable.")
    private Map<String, String> customDomains = new LinkedHashMap<>();

    @Option(names = "--tls", description = "Serve HTTPS with a self-signed certificate that is created at start.")
    private boolean tls;

    @Option(
            names = "--force-download",
            defaultValue = "false",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether browsers must save pages and images, as on the default domains of OSS.")
    private boolean forceDownload;

    @Option(
            names = "--forbid-apk",
            defaultValue = "false",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether links to mobile apps are refused, as on the default domains of OSS.")
    private boolean forbidApk;

    @Option(
            names = "--closed-default-domain",
            defaultValue = "false",
            fallbackValue = "true",
            arity = "0..1",
            paramLabel = "true|false",
            description = "Whether requests to objects need a --custom-domain, as for new accounts in mainland China.")
    private boolean closedDefaultDomain;

    @Option(
            names = "--restore-time",
            defaultValue = "PT10S",
            paramLabel = "DURATION",
            description = "How long RestoreObject takes until an archived object is readable.")
    private Duration restoreTime;

    @Option(
            names = "--certificate-out",
            paramLabel = "FILE",
            description = "File to write the certificate to, for curl --cacert FILE. Needs --tls.")
    private @Nullable Path certificateOut;

    @Option(
            names = "--admin-port",
            paramLabel = "PORT",
            description =
                    "Port on the loopback address for the status page, /faults and /requests; 0 for any free port.")
    private @Nullable Integer adminPort;

    @Option(
            names = "--cdn",
            paramLabel = "A|B|C|F",
            description = "Kind of URL signing of a CDN in front of the first bucket. Needs --cdn-key.")
    private @Nullable String cdn;

    @Option(
            names = "--cdn-key",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "KEY",
            description = "Key of the CDN: 16 to 32 letters and digits.")
    private @Nullable String cdnKey;

    @Option(
            names = "--cdn-port",
            defaultValue = "9002",
            paramLabel = "PORT",
            description = "Port of the CDN; 0 for any free port.")
    private int cdnPort;

    @Option(
            names = "--cdn-validity",
            defaultValue = "1800",
            paramLabel = "SECONDS",
            description = "How long a link of the CDN works after its time stamp.")
    private int cdnValidity;

    @Option(
            names = "--access-log",
            defaultValue = "true",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether to print a line for each request.")
    private boolean accessLog;

    @Option(
            names = "--clock-offset",
            defaultValue = "PT0S",
            paramLabel = "OFFSET",
            converter = OptionConverters.ServerClock.class,
            description = "Difference between the clock of the server and the real time, like -PT10M, or an instant at"
                    + " which the clock stands still.")
    private Clock clock;

    @Option(
            names = "--assume",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "NAME=true|false",
            description =
                    "Decides a point on which the documentation of OSS is silent; the names are below. Repeatable.")
    private Map<Assumption, Boolean> assumptions = new LinkedHashMap<>();

    @Option(
            names = OptionFile.OPTION,
            paramLabel = "FILE",
            description = "Properties file with these options. An option on the command line overrides the file.")
    @SuppressWarnings("UnusedVariable") // OptionFile reads it from the parse result.
    private @Nullable Path config;

    @Option(names = OptionFile.HELP, usageHelp = true, description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it.
    private boolean help;

    private final PrintStream out;

    ServerCommand(PrintStream out) {
        this.out = out;
    }

    /**
     * Starts the server, which runs until the process ends.
     *
     * @throws IllegalArgumentException if an option has a value that cannot work
     * @throws UncheckedIOException if a port is taken or a file cannot be used
     */
    @Override
    public Integer call() {
        OssDevServerBuilder builder = toBuilder();
        if (accessLog) {
            builder.accessLog(out::println);
        }
        OssDevServer server = builder.start();
        try {
            writeCertificate(server);
        } catch (UncheckedIOException e) {
            server.close();
            throw e;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.close(STOP_TIMEOUT), "oss-dev-server-stop"));

        out.print(new StartupMessage(
                        server,
                        buckets,
                        domainOf(buckets.get(0)),
                        objects(),
                        certificateOut,
                        adminPort == null ? null : server.adminEndpoint())
                .text(clock.instant()));
        if (cdn != null) {
            out.printf(
                    "CDN in front of %1$s%n  Camel     presign:%1$s?cdn=%2$s&authKey=KEY&cdnValidity=%3$ss&endpoint=%4$s&addressStyle=cname%n",
                    buckets.get(0), cdn, cdnValidity, server.cdnEndpoint());
        }
        out.flush();
        return 0;
    }

    /** Returns a builder with all options but the access log. */
    OssDevServerBuilder toBuilder() {
        OssDevServerBuilder builder = OssDevServer.builder()
                .port(port)
                .bindAddress(bind)
                .region(region)
                .baseHost(baseHost)
                .forceDownload(forceDownload)
                .forbidApk(forbidApk)
                .closedDefaultDomain(closedDefaultDomain)
                .restoreTime(restoreTime)
                .clock(clock);
        buckets.forEach(builder::bucket);
        customDomains.forEach(builder::customDomain);
        assumptions.forEach(builder::assume);
        addAccessKeys(builder);
        if (closedDefaultDomain && customDomains.isEmpty()) {
            throw new IllegalArgumentException("--closed-default-domain: needs --custom-domain HOST=BUCKET,"
                    + " because every other address of an object is refused");
        }
        if (root != null) {
            builder.root(root);
        }
        if (discardContent) {
            builder.discardContent();
        }
        if (adminPort != null) {
            builder.adminPort(adminPort);
        }
        if (cdn != null && cdnKey != null) {
            builder.cdn(cdnPort, cdn, cdnKey, Duration.ofSeconds(cdnValidity));
        } else if (cdn != null || cdnKey != null) {
            throw new IllegalArgumentException("--cdn: needs --cdn-key, and --cdn-key needs --cdn");
        }
        if (tls) {
            builder.tls();
        } else if (certificateOut != null) {
            throw new IllegalArgumentException("--certificate-out: needs --tls");
        }
        return builder;
    }

    private @Nullable String domainOf(String bucket) {
        return customDomains.entrySet().stream()
                .filter(domain -> domain.getValue().equals(bucket))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Returns where the objects are, for the start-up message. */
    String objects() {
        if (discardContent) {
            return "sizes and checksums in memory, without content";
        }
        return root == null ? "in memory (--root DIRECTORY keeps them)" : "in the directory " + root;
    }

    private void addAccessKeys(OssDevServerBuilder builder) {
        if (accessKeys.size() != secretKeys.size()) {
            throw new IllegalArgumentException("--secret-key: must be given once for each of " + accessKeys.size()
                    + " access keys, was given " + secretKeys.size() + " times");
        }
        for (int i = 0; i < accessKeys.size(); i++) {
            builder.accessKey(accessKeys.get(i), secretKeys.get(i));
        }
        for (StsToken token : stsTokens) {
            builder.securityToken(
                    token.accessKeyId(),
                    token.accessKeySecret(),
                    token.token(),
                    clock.instant().plus(token.lifetime()));
        }
    }

    private void writeCertificate(OssDevServer server) {
        if (certificateOut != null) {
            try {
                Files.writeString(certificateOut, server.certificatePem());
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + certificateOut + ": " + e, e);
            }
        }
    }

    /** Returns the lines of the help that list the assumptions. */
    static String[] footer() {
        return Stream.concat(
                        Stream.of("", "Assumptions and their defaults:"),
                        Arrays.stream(Assumption.values())
                                .map(assumption -> "  " + assumption + "="
                                        + Assumption.defaults().contains(assumption)))
                .toArray(String[]::new);
    }
}
