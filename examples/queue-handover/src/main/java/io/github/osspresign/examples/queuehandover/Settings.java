// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.queuehandover;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the example from the command line and the environment.
 *
 * @param keepRunning whether the services stay up after all messages have ended
 * @param bucket a real bucket, {@code null} for the embedded server
 * @param region the region of the real bucket
 * @param brokerUrl a real Artemis broker, {@code null} for the embedded one
 * @param brokerUser user name there
 * @param brokerPassword password there
 */
record Settings(
        boolean keepRunning,
        @Nullable String bucket,
        @Nullable String region,
        @Nullable String brokerUrl,
        @Nullable String brokerUser,
        @Nullable String brokerPassword) {

    static final String USAGE = """
            Usage: queue-handover [--keep-running]
              --keep-running   leave the services up after all messages have ended

            With OSS_BUCKET, OSS_REGION, OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET set, the real service is used,
            with JMS_BROKER_URL (and JMS_USER, JMS_PASSWORD) set, a real Artemis broker.
            """;

    private static final List<String> SERVICE =
            List.of("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_REGION", "OSS_BUCKET");

    /** @throws IllegalArgumentException if an argument is unknown, or the real service is only half described */
    static Settings of(List<String> arguments, Map<String, String> environment) {
        for (String argument : arguments) {
            if (!argument.equals("--keep-running")) {
                throw new IllegalArgumentException("argument: must be --keep-running, was '" + argument + "'");
            }
        }
        List<String> missing =
                SERVICE.stream().filter(name -> !environment.containsKey(name)).toList();
        if (environment.containsKey("OSS_BUCKET") && !missing.isEmpty()) {
            throw new IllegalArgumentException("environment: set all or none of " + SERVICE + "; missing: " + missing);
        }
        return new Settings(
                !arguments.isEmpty(),
                environment.get("OSS_BUCKET"),
                environment.get("OSS_REGION"),
                environment.get("JMS_BROKER_URL"),
                environment.get("JMS_USER"),
                environment.get("JMS_PASSWORD"));
    }

    /** Keeps the password to itself. */
    @Override
    public String toString() {
        return "Settings[keepRunning=" + keepRunning + ", bucket=" + bucket + "]";
    }
}
