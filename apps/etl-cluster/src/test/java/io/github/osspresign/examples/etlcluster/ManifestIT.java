// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.test.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The manifest for Kubernetes, and the jar as the manifest starts it: command, environment, mounted files, probes and
 * signal. Neither Kubernetes nor KEDA is there.
 */
@Timeout(240)
class ManifestIT {

    private static final Path DEPLOY = Path.of("deploy");
    private static final int TERMINATED = 143;

    /** Refuses properties that Kubernetes does not know, which the model would keep. */
    private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory())
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return Boolean.FALSE;
                }
            });

    @TempDir
    private Path folder;

    private final Map<String, JsonNode> documents = new HashMap<>();
    private ConfigMap configMap;
    private Secret secret;
    private PodSpec pod;
    private Container container;

    @BeforeEach
    void read() throws Exception {
        try (var parser = MAPPER.createParser(DEPLOY.resolve("kubernetes.yaml").toFile())) {
            MAPPER.readerFor(JsonNode.class)
                    .<JsonNode>readValues(parser)
                    .forEachRemaining(
                            document -> documents.put(document.at("/kind").textValue(), document));
        }
        configMap = MAPPER.treeToValue(documents.get("ConfigMap"), ConfigMap.class);
        secret = MAPPER.treeToValue(documents.get("Secret"), Secret.class);
        pod = MAPPER.treeToValue(documents.get("Deployment"), Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec();
        container = pod.getContainers().get(0);
    }

    @Test
    void documentsFitEachOther() throws Exception {
        Deployment deployment = MAPPER.treeToValue(documents.get("Deployment"), Deployment.class);
        Map<String, String> labels =
                deployment.getSpec().getTemplate().getMetadata().getLabels();
        PodDisruptionBudget budget =
                MAPPER.treeToValue(documents.get("PodDisruptionBudget"), PodDisruptionBudget.class);
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
        assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);

        Configuration configuration = Configuration.of(Map.of());
        JsonNode scaled = documents.get("ScaledObject");
        assertThat(scaled.at("/spec/scaleTargetRef/name").textValue())
                .isEqualTo(deployment.getMetadata().getName());
        assertThat(scaled.at("/spec/triggers/0/metadata/topic").textValue()).isEqualTo(configuration.get(Topics.LINKS));
        assertThat(scaled.at("/spec/triggers/0/metadata/consumerGroup").textValue())
                .isEqualTo(configuration.get("kafka.group.id"));
        assertThat(scaled.at("/spec/triggers/0/authenticationRef/name"))
                .isEqualTo(documents.get("TriggerAuthentication").at("/metadata/name"));
        documents.get("TriggerAuthentication").at("/spec/secretTargetRef").forEach(reference -> {
            assertThat(reference.at("/name").textValue())
                    .isEqualTo(secret.getMetadata().getName());
            assertThat(secret.getStringData()).containsKey(reference.at("/key").textValue());
        });
        assertThat(pod.getVolumes())
                .extracting(volume -> volume.getName())
                .containsExactlyInAnyOrderElementsOf(container.getVolumeMounts().stream()
                        .map(mount -> mount.getName())
                        .toList());
        assertThat(configMap.getData().get("etl.properties"))
                .contains("etl.port = " + container.getPorts().get(0).getContainerPort() + "\n");
        assertThat(Files.readAllLines(DEPLOY.resolve("Containerfile")))
                .contains("COPY deploy/etl-cluster target/etl-cluster.jar /opt/etl-cluster/")
                .contains("ENTRYPOINT [\"" + container.getCommand().get(0) + "\"]");
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(Worker.LONGEST_DRAIN.toSeconds());
    }

    @Test
    void jarStartsAndEndsAsTheManifestSays() throws Exception {
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start();
                Cluster cluster = new Cluster(folder, server.camelProperties(), note -> {})) {
            int port = FreePort.find();
            Process worker = start(cluster, port);
            try {
                Probe startup = container.getStartupProbe();
                await().atMost(Duration.ofSeconds((long) startup.getPeriodSeconds() * startup.getFailureThreshold()))
                        .until(() -> probe(startup, port).startsWith("200 "));
                assertThat(probe(container.getReadinessProbe(), port))
                        .startsWith("503 DOWN")
                        .contains("kafka: DOWN");

                cluster.startServices(Map.of());
                try (Admin admin = Admin.create(cluster.configuration().kafka(Map.of()))) {
                    Cluster.createTopics(admin, 2, 1);
                }
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> probe(container.getReadinessProbe(), port).startsWith("200 UP"));
                assertThat(probe(container.getLivenessProbe(), port)).isEqualTo("200 UP\n");
                load(server, cluster, worker, port);
            } finally {
                worker.destroyForcibly();
            }
        }
    }

    /** Terminates the worker in the middle of a download, which ends, and has another one load the rest. */
    private void load(OssDevServer server, Cluster cluster, Process worker, int port) throws Exception {
        Sample sample = new Sample("", 100);
        try (Supplier supplier = new Supplier(sample, server, cluster.configuration());
                Lag lag = new Lag(cluster.configuration())) {
            supplier.store();
            // After the rule for the object that changes in transit: the first one that fits holds.
            server.inject(FaultRule.of(new Fault.DelayedResponse(Duration.ofMillis(300)))
                    .forMethod("GET")
                    .always());
            supplier.send();
            supplier.change();
            await().atMost(Duration.ofMinutes(1)).until(() -> lag.total() < 90);
            worker.destroy();
            assertThat(worker.waitFor(pod.getTerminationGracePeriodSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(worker.exitValue()).isEqualTo(TERMINATED);
            assertThat(lag.total()).isPositive();
            // The members of the group have left it, so nobody waits for the end of a session.
            assertThat(lag.partitions())
                    .allSatisfy(partition -> assertThat(partition.worker()).isNull());

            server.clearFaults();
            server.inject(Supplier.corrupt(sample));
            Process next = start(cluster, port);
            try {
                // This worker has a download that it tries again.
                supplier.change(List.of(Sample.CORRUPT));
                await().atMost(Duration.ofMinutes(1)).until(() -> lag.total() == 0);
                assertThat(Contents.of(cluster.database(), "demo/")).isEqualTo(Contents.of(sample.rows(false)));
                String metrics = Cluster.get(port, "/metrics");
                assertThat(metrics).contains("etl_lag{partition=\"0\"} 0.0").contains("etl_lag{partition=\"1\"} 0.0");
                assertThat(queriedMeters())
                        .hasSizeGreaterThan(10)
                        .allSatisfy(meter -> assertThat(metrics).containsPattern("(?m)^" + meter + "[ {]"));
            } finally {
                next.destroyForcibly();
            }
        }
    }

    /** Returns the meters in the queries of the board and the alert rules. */
    private static Set<String> queriedMeters() throws IOException {
        List<JsonNode> queries = new ArrayList<>();
        for (String file : List.of("grafana.json", "alerts.yaml")) {
            List<JsonNode> found =
                    MAPPER.readTree(DEPLOY.resolve(file).toFile()).findValues("expr");
            assertThat(found).as(file).isNotEmpty();
            queries.addAll(found);
        }
        return queries.stream()
                .flatMap(query -> Pattern.compile("[a-z]+_[a-z_]+(?![a-z_]*\\()")
                        .matcher(query.textValue())
                        .results()
                        .map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Starts the command of the container, with its folders below that of the test. */
    private Process start(Cluster cluster, int port) throws IOException {
        Path program = Files.createDirectories(below("/opt/etl-cluster"));
        Files.copy(DEPLOY.resolve("etl-cluster"), program.resolve("etl-cluster"), REPLACE_EXISTING, COPY_ATTRIBUTES);
        Files.copy(Path.of("target", "etl-cluster.jar"), program.resolve("etl-cluster.jar"), REPLACE_EXISTING);
        write(mount("configuration"), configMap.getData());
        write(mount("secrets"), secret.getStringData());
        Files.createDirectories(below("/tmp"));
        // The last value of a property counts.
        Map<String, String> here = new HashMap<>(cluster.properties());
        here.remove("etl.partitions");
        here.put("kafka.security.protocol", "PLAINTEXT");
        here.put("etl.database.password", "");
        here.put("etl.port", Integer.toString(port));
        for (Map.Entry<String, String> property : here.entrySet()) {
            Files.writeString(
                    below(mount("configuration")).resolve("etl.properties"),
                    property.getKey() + "=" + property.getValue() + "\n",
                    StandardOpenOption.APPEND);
        }
        List<String> command = new ArrayList<>();
        container.getCommand().forEach(word -> command.add(moved(word)));
        container.getArgs().forEach(word -> command.add(moved(word)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(below("/").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("worker.log").toFile()));
        builder.environment().clear();
        builder.environment().put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
        for (EnvVar variable : container.getEnv()) {
            builder.environment()
                    .put(
                            variable.getName(),
                            variable.getValue() == null ? "etl-cluster-7d9f" : moved(variable.getValue()));
        }
        return builder.start();
    }

    private void write(String mount, Map<String, String> files) throws IOException {
        Path target = Files.createDirectories(below(mount));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(target.resolve(file.getKey()), moved(file.getValue()));
        }
    }

    private String mount(String volume) {
        return container.getVolumeMounts().stream()
                .filter(mount -> mount.getName().equals(volume))
                .findFirst()
                .orElseThrow()
                .getMountPath();
    }

    private Path below(String absolute) {
        return folder.resolve("root" + absolute);
    }

    private String moved(String text) {
        return text.replaceAll("(?<![a-z])/(opt|etc|run|tmp)\\b", folder.resolve("root") + "/$1");
    }

    private static String probe(Probe probe, int port) throws Exception {
        return Cluster.get(port, probe.getHttpGet().getPath());
    }
}
