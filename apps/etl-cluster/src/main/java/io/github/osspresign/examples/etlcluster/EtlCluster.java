// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Runs a worker, or sends links to the workers. */
public final class EtlCluster {

    private static final String USAGE = """
            Usage: etl-cluster worker FILE
                   etl-cluster send FILE PREFIX
                   etl-cluster resend FILE
              worker  load the links of the topic until it is terminated
              send    send links to all objects of the bucket whose keys begin with PREFIX
              resend  send the links that have failed for good again, with fresh links for expired ones

            FILE replaces values of etl-cluster.properties, which documents the configuration.
            """;

    private EtlCluster() {}

    /** Ends with exit code 2 if arguments or configuration are wrong, and with 1 if a service is away or refuses. */
    public static void main(String[] arguments) throws Exception {
        try {
            if (!run(arguments)) {
                System.exit(1);
            }
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (KafkaException e) {
            System.err.println("Kafka: " + Patience.reason(e));
            System.exit(1);
        }
    }

    private static boolean run(String[] arguments) throws Exception {
        String command = arguments.length == 0 ? "" : arguments[0];
        if (arguments.length != (command.equals("send") ? 3 : 2)) {
            throw wrong(arguments);
        }
        Configuration configuration = Configuration.read(Path.of(arguments[1]));
        return switch (command) {
            case "worker" -> {
                Worker.run(configuration);
                yield true;
            }
            case "send" -> send(configuration, arguments[2]);
            case "resend" -> resend(configuration);
            default -> throw wrong(arguments);
        };
    }

    private static IllegalArgumentException wrong(String[] arguments) {
        return new IllegalArgumentException(
                "arguments: must be a command and a file, were '" + String.join(" ", arguments) + "'");
    }

    private static boolean send(Configuration configuration, String prefix) throws Exception {
        int[] sent = {0};
        try (Signer signer = signer(configuration);
                Sender sender = new Sender(configuration)) {
            signer.signPrefix(prefix, configuration.duration("etl.lifetime"), link -> {
                sender.send(link);
                sent[0]++;
            });
            sender.flush();
        }
        System.out.println(sent[0] + " links are sent.");
        return true;
    }

    private static boolean resend(Configuration configuration) throws Exception {
        try (Signer signer = signer(configuration)) {
            Resend.Outcome outcome = new Resend(configuration, signer).run();
            System.out.println(outcome.sent() + " links are sent again, " + outcome.renewed() + " of them renewed. "
                    + outcome.kept() + " have expired and stay. " + outcome.unusable()
                    + " records have no usable link.");
            return outcome.kept() == 0 && outcome.unusable() == 0;
        }
    }

    private static Signer signer(Configuration configuration) throws Exception {
        Map<String, String> properties = new HashMap<>(configuration.camel());
        properties.put("region", configuration.get("etl.region"));
        return new Signer(configuration.get("etl.bucket"), properties);
    }
}
