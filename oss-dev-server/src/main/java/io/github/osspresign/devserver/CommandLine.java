package io.github.osspresign.devserver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of the runnable jar. */
record CommandLine(
        int port,
        String region,
        List<String> buckets,
        String accessKeyId,
        String accessKeySecret,
        @Nullable Path root,
        boolean help) {

    static final String HELP =
            """
            An OSS-compatible server for development and tests; it verifies signatures.

            Usage: java -jar oss-dev-server.jar [options]

              --port PORT         port on the loopback address, 0 for any free one (default 9000)
              --region REGION     region that V4 signatures must name (default cn-hangzhou)
              --bucket BUCKET     bucket that exists from the start; may be repeated (default demo)
              --access-key ID     access key id (default %s)
              --secret-key SECRET access key secret (default %s)
              --root DIRECTORY    where objects are kept (default: in memory, gone when the server stops)
              --help              show this text
            """.formatted(OssDevServerBuilder.DEFAULT_ACCESS_KEY_ID, OssDevServerBuilder.DEFAULT_ACCESS_KEY_SECRET);

    CommandLine {
        buckets = List.copyOf(buckets);
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException naming the option, its value and what is allowed
     */
    static CommandLine parse(String... arguments) {
        int port = 9000;
        String region = "cn-hangzhou";
        List<String> buckets = new ArrayList<>();
        String accessKeyId = OssDevServerBuilder.DEFAULT_ACCESS_KEY_ID;
        String accessKeySecret = OssDevServerBuilder.DEFAULT_ACCESS_KEY_SECRET;
        Path root = null;
        boolean help = false;
        for (int at = 0; at < arguments.length; at++) {
            String option = arguments[at];
            switch (option) {
                case "--port" -> port = number(option, value(arguments, ++at));
                case "--region" -> region = value(arguments, ++at);
                case "--bucket" -> buckets.add(value(arguments, ++at));
                case "--access-key" -> accessKeyId = value(arguments, ++at);
                case "--secret-key" -> accessKeySecret = value(arguments, ++at);
                case "--root" -> root = Path.of(value(arguments, ++at));
                case "--help" -> help = true;
                default ->
                    throw new IllegalArgumentException("option: expected one of --port, --region, --bucket,"
                            + " --access-key, --secret-key, --root, --help but was " + option);
            }
        }
        return new CommandLine(
                port, region, buckets.isEmpty() ? List.of("demo") : buckets, accessKeyId, accessKeySecret, root, help);
    }

    OssDevServerBuilder toBuilder() {
        OssDevServerBuilder builder =
                OssDevServer.builder().port(port).region(region).accessKey(accessKeyId, accessKeySecret);
        buckets.forEach(builder::bucket);
        if (root != null) {
            builder.root(root);
        }
        return builder;
    }

    private static String value(String[] arguments, int at) {
        if (at == arguments.length) {
            throw new IllegalArgumentException(arguments[at - 1] + ": expected a value but there is none");
        }
        return arguments[at];
    }

    private static int number(String option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": expected a number but was " + value, e);
        }
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "CommandLine[port=" + port + ", region=" + region + ", buckets=" + buckets + ", root=" + root + "]";
    }
}
