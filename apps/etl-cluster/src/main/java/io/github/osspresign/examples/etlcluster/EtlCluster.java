// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs a worker, or sends the failed links again. */
public final class EtlCluster {

    private static final String USAGE = """
            Usage: etl-cluster worker [FILE]
                   etl-cluster resend [FILE]
              worker  load the links of the topic until it is terminated
              resend  send the links that have failed for good again, with fresh links for expired ones

            FILE replaces values of etl-cluster.properties, which documents the configuration.
            """;

    private EtlCluster() {}

    /** Ends with exit code 2 if arguments or configuration are wrong, and with 1 if a service is away or refuses. */
    public static void main(String[] arguments) throws Exception {
        try {
            run(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws Exception {
        String command = arguments.length == 0 ? "" : arguments[0];
        if (arguments.length > 2 || !(command.equals("worker") || command.equals("resend"))) {
            throw new IllegalArgumentException("arguments: must be worker or resend, and at most one file, were '"
                    + String.join(" ", arguments) + "'");
        }
        Configuration configuration = Configuration.read(arguments.length == 1 ? null : Path.of(arguments[1]));
        if (command.equals("worker")) {
            Worker.run(configuration);
        } else if (!resend(configuration)) {
            System.exit(1);
        }
    }

    private static boolean resend(Configuration configuration) throws Exception {
        Map<String, String> properties = new HashMap<>(configuration.camel());
        properties.put("region", configuration.get("etl.region"));
        try (Signer signer = new Signer(configuration.get("etl.bucket"), properties)) {
            Resend.Outcome outcome = new Resend(configuration, signer).run();
            System.out.println(outcome);
            return outcome.kept() == 0 && outcome.unusable() == 0;
        }
    }
}
