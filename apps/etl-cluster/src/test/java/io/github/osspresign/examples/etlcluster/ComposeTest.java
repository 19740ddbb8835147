// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.examples.etlcluster.Sample.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The configuration for compose loads the objects of the server for development. There are no containers here. */
@Tag("slow")
@Timeout(180)
class ComposeTest {

    private static final Path DEPLOY = Path.of("deploy");

    @TempDir
    private Path folder;

    @Test
    void servicesOfTheConfigurationAreThoseOfTheFile() throws Exception {
        JsonNode services = new ObjectMapper(new YAMLFactory())
                .readTree(DEPLOY.resolve("compose.yaml").toFile())
                .get("services");
        String properties = Files.readString(DEPLOY.resolve("compose.properties"));
        assertThat(properties)
                .contains("kafka.bootstrap.servers = "
                        + services.at("/kafka/environment/KAFKA_ADVERTISED_LISTENERS")
                                .textValue()
                                .replace("PLAINTEXT://", "")
                        + "\n")
                .contains("jdbc:postgresql://postgres/"
                        + services.at("/postgres/environment/POSTGRES_DB").textValue() + "\n")
                .contains("etl.database.user = "
                        + services.at("/postgres/environment/POSTGRES_USER").textValue() + "\n")
                .contains(
                        "http://oss:" + services.at("/oss/ports/0").textValue().split(":", -1)[1] + "\n");
        assertThat(services.at("/worker/environment/PGPASSWORD"))
                .isEqualTo(services.at("/postgres/environment/POSTGRES_PASSWORD"));
        String[] mounted = services.at("/worker/volumes/0").textValue().split(":", -1);
        assertThat(DEPLOY.resolve(mounted[0])).exists();
        assertThat(services.at("/worker/command/1").textValue()).isEqualTo(mounted[1]);
    }

    /** Runs a command to its end. */
    private ChildProcess run(String command, Path file, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(command, file.toString()));
        arguments.addAll(List.of(more));
        ChildProcess process = ChildProcess.start(
                EtlCluster.class,
                folder.resolve(command + UUID.randomUUID() + ".log"),
                arguments.toArray(String[]::new));
        assertThat(process.awaitEnd()).isZero();
        return process;
    }

    @Test
    void linksToTheObjectsOfABucketAreSentAndLoadedAndSentAgainWhenTheyHaveFailed() throws Exception {
        Sample sample = new Sample("2026/", 100);
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start();
                Cluster cluster = new Cluster(folder, Map.of(), note -> {})) {
            sample.links(Kind::hasObject)
                    .forEach(link -> server.putObject("demo", sample.key(link), sample.finalContent(link)));
            cluster.startServices(Map.of());
            Path file = folder.resolve("etl.properties");
            Files.writeString(
                    file,
                    Files.readString(DEPLOY.resolve("compose.properties"))
                            .replace("${env:HOSTNAME}", "worker")
                            .replace("kafka:9092", cluster.properties().get("kafka.bootstrap.servers"))
                            .replace(
                                    "jdbc:postgresql://postgres/etl",
                                    cluster.properties().get("etl.database.url"))
                            .replace("etl.database.user = etl", "etl.database.user = postgres")
                            .replace("${env:PGPASSWORD}", "")
                            .replace("etl.port = 9464", "etl.port =")
                            .replace("oss:9000", server.endpoint().getAuthority()));
            ChildProcess worker =
                    ChildProcess.start(EtlCluster.class, folder.resolve("worker.log"), "worker", file.toString());
            try {
                worker.awaitLine("This worker has the partitions");
                run("send", file, "2026/")
                        .awaitLine(sample.links(Kind::hasObject).count() + " links are sent.");
                await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(Contents.of(cluster.database(), "demo/2026/"))
                                .isEqualTo(Contents.of(sample.rows(true))));

                server.putObject("demo", "later/a.zip", sample.finalContent(0));
                server.inject(FaultRule.of(new Fault.FlippedByte(40))
                        .forKey("later/a.zip")
                        .forMethod("GET")
                        .always());
                run("send", file, "later/").awaitLine("1 links are sent.");
                try (Lag lag = new Lag(cluster.configuration())) {
                    await().atMost(Duration.ofMinutes(1))
                            .ignoreExceptionsInstanceOf(ExecutionException.class)
                            .until(() -> lag.failed() == 1);
                }
                server.clearFaults();
                run("resend", file).awaitLine("1 links are sent again, 0 of them renewed.");
                await().atMost(Duration.ofMinutes(1))
                        .until(() ->
                                Contents.of(cluster.database(), "demo/later/").rows() == 3);
            } finally {
                worker.kill();
            }
        }
    }
}
