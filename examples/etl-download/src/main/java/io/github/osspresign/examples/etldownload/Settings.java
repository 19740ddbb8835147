// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the example from the command line and the environment.
 *
 * @param links how many links the sample manifest has
 * @param workspace where manifests and failures are, {@code null} for a temporary folder
 * @param loadOnly whether to make no sample, and load the manifests that are there
 * @param refreshUri the endpoint that gives fresh links for those that have ended, {@code null} for none
 * @param bucket a real bucket, {@code null} for the embedded server
 * @param region the region of the real bucket
 * @param jdbcUrl a real PostgreSQL, {@code null} for the embedded one
 * @param jdbcUser user name there
 * @param jdbcPassword password there
 */
record Settings(
        int links,
        @Nullable Path workspace,
        boolean loadOnly,
        @Nullable String refreshUri,
        @Nullable String bucket,
        @Nullable String region,
        @Nullable String jdbcUrl,
        @Nullable String jdbcUser,
        @Nullable String jdbcPassword) {

    static final int FEWEST_LINKS = 10;

    static final String USAGE = """
            Usage: etl-download [--links=NUMBER] [--workspace=DIR]
                   etl-download --load-only --workspace=DIR [--refresh-uri=URI]
              --links=NUMBER      how many links the sample manifest has (default: 10000)
              --workspace=DIR     where manifests and failures are (default: a temporary folder)
              --load-only         make no sample, load the manifests in DIR/manifests
              --refresh-uri=URI   the endpoint that gives fresh links for those that have ended

            With OSS_BUCKET, OSS_REGION, OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET set, the sample is stored in a real
            bucket; with JDBC_URL (and PGUSER, PGPASSWORD) set, a real PostgreSQL is loaded.
            """;

    private static final String LINKS = "--links=";
    private static final String WORKSPACE = "--workspace=";
    private static final String LOAD_ONLY = "--load-only";
    private static final String REFRESH_URI = "--refresh-uri=";
    private static final List<String> SERVICE =
            List.of("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_REGION", "OSS_BUCKET");

    /** @throws IllegalArgumentException if an argument is unknown, or what is to be used is only half described */
    static Settings of(List<String> arguments, Map<String, String> environment) {
        int links = 10_000;
        Path workspace = null;
        boolean loadOnly = false;
        String refreshUri = null;
        for (String argument : arguments) {
            if (argument.startsWith(LINKS)) {
                links = links(argument.substring(LINKS.length()));
            } else if (argument.startsWith(WORKSPACE)) {
                workspace = Path.of(argument.substring(WORKSPACE.length()));
            } else if (argument.equals(LOAD_ONLY)) {
                loadOnly = true;
            } else if (argument.startsWith(REFRESH_URI)) {
                refreshUri = argument.substring(REFRESH_URI.length());
            } else {
                throw new IllegalArgumentException("argument: must be --links=…, --workspace=…, --load-only or"
                        + " --refresh-uri=…, was '" + argument + "'");
            }
        }
        List<String> missing =
                SERVICE.stream().filter(name -> !environment.containsKey(name)).toList();
        if (environment.containsKey("OSS_BUCKET") && !missing.isEmpty()) {
            throw new IllegalArgumentException("environment: set all or none of " + SERVICE + "; missing: " + missing);
        }
        String jdbcUrl = environment.get("JDBC_URL");
        if (loadOnly && (workspace == null || jdbcUrl == null)) {
            throw new IllegalArgumentException("--load-only: requires --workspace=… and JDBC_URL in the environment");
        }
        if (refreshUri != null && !loadOnly) {
            throw new IllegalArgumentException("--refresh-uri: requires --load-only");
        }
        return new Settings(
                links,
                workspace,
                loadOnly,
                refreshUri,
                environment.get("OSS_BUCKET"),
                environment.get("OSS_REGION"),
                jdbcUrl,
                environment.get("PGUSER"),
                environment.get("PGPASSWORD"));
    }

    private static int links(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= FEWEST_LINKS) {
                return number;
            }
        } catch (NumberFormatException e) {
            // It is said below what is expected.
        }
        throw new IllegalArgumentException("--links: must be " + FEWEST_LINKS + " or more, was '" + text + "'");
    }

    /** Keeps the password, and what may be in the URIs, to itself. */
    @Override
    public String toString() {
        return "Settings[links=" + links + ", workspace=" + workspace + ", loadOnly=" + loadOnly + ", bucket=" + bucket
                + "]";
    }
}
