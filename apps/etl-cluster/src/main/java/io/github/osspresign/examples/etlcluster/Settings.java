// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the example from the command line and the environment.
 *
 * @param links number of links of the sample
 * @param workers number of worker processes
 * @param mode what to run
 * @param bucket a real bucket, {@code null} for the embedded server
 * @param region region of the real bucket
 * @param brokers a real Kafka, {@code null} for the embedded one
 * @param jdbcUrl a real PostgreSQL, {@code null} for the embedded one
 * @param jdbcUser user name there
 * @param jdbcPassword password there
 */
record Settings(
        int links,
        int workers,
        Mode mode,
        @Nullable String bucket,
        @Nullable String region,
        @Nullable String brokers,
        @Nullable String jdbcUrl,
        @Nullable String jdbcUser,
        @Nullable String jdbcPassword) {

    /** Program to run. */
    enum Mode {
        /** The example, with everything that happens to a cluster. */
        CHAOS,
        /** The example, without anything that happens. */
        CALM,
        /** One worker for real services. */
        WORKER,
        /** The failed links are sent again. */
        RESEND
    }

    static final String USAGE = """
            Usage: etl-cluster [--links=NUMBER] [--workers=NUMBER] [--calm]
                   etl-cluster --worker
                   etl-cluster --resend
              --links=NUMBER    number of links of the sample (default: 6000)
              --workers=NUMBER  number of worker processes (default: 2)
              --calm            kill, pause and stop nothing, to measure the rate
              --worker          run one worker, for the Kafka and PostgreSQL of the environment
              --resend          send the links that have failed for good again, with fresh links for expired ones

            With OSS_BUCKET, OSS_REGION, OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET set, a real bucket is used; with
            KAFKA_BROKERS a real Kafka; with JDBC_URL (and PGUSER, PGPASSWORD) a real PostgreSQL. --worker requires Kafka and
            PostgreSQL, --resend the bucket and Kafka.
            """;

    private static final String LINKS = "--links=";
    private static final String WORKERS = "--workers=";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final Map<String, Mode> MODES =
            Map.of("--calm", Mode.CALM, "--worker", Mode.WORKER, "--resend", Mode.RESEND);
    private static final List<String> SERVICE =
            List.of("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_REGION", "OSS_BUCKET");

    /** @throws IllegalArgumentException if an argument is unknown, or a service is wrong or only half described */
    static Settings of(List<String> arguments, Map<String, String> environment) {
        int links = 6000;
        int workers = 2;
        Mode mode = Mode.CHAOS;
        for (String argument : arguments) {
            if (argument.startsWith(LINKS)) {
                links = number(LINKS, 100, argument);
            } else if (argument.startsWith(WORKERS)) {
                workers = number(WORKERS, 1, argument);
            } else if (MODES.containsKey(argument)) {
                mode = MODES.getOrDefault(argument, mode);
            } else {
                throw new IllegalArgumentException(
                        "argument: must be --links=…, --workers=…, --calm, --worker or --resend, was '" + argument
                                + "'");
            }
        }
        List<String> missing =
                SERVICE.stream().filter(name -> !environment.containsKey(name)).toList();
        if (environment.containsKey("OSS_BUCKET") && !missing.isEmpty()) {
            throw new IllegalArgumentException("environment: set all or none of " + SERVICE + "; missing: " + missing);
        }
        String brokers = environment.get("KAFKA_BROKERS");
        String jdbcUrl = environment.get("JDBC_URL");
        if (jdbcUrl != null && !jdbcUrl.startsWith(POSTGRESQL)) {
            // The value may contain a password.
            throw new IllegalArgumentException("JDBC_URL: must begin with " + POSTGRESQL);
        }
        if (mode == Mode.WORKER && (brokers == null || jdbcUrl == null)) {
            throw new IllegalArgumentException("--worker: requires KAFKA_BROKERS and JDBC_URL in the environment");
        }
        if (mode == Mode.RESEND && (brokers == null || !missing.isEmpty())) {
            throw new IllegalArgumentException(
                    "--resend: requires KAFKA_BROKERS and " + SERVICE + " in the environment");
        }
        return new Settings(
                links,
                workers,
                mode,
                environment.get("OSS_BUCKET"),
                environment.get("OSS_REGION"),
                brokers,
                jdbcUrl,
                environment.get("PGUSER"),
                environment.get("PGPASSWORD"));
    }

    private static int number(String name, int least, String argument) {
        String text = argument.substring(name.length());
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message below says what is expected.
        }
        throw new IllegalArgumentException(
                name.replace("=", "") + ": must be " + least + " or more, was '" + text + "'");
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "Settings[links=" + links + ", workers=" + workers + ", mode=" + mode + ", bucket=" + bucket + "]";
    }
}
