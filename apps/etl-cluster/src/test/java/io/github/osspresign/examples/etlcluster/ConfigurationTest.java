// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.test.JavaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration is that of the jar, with the values of a file, whose secrets are elsewhere. */
class ConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    void propertiesOfKafkaPassThroughWithSecretsOfTheEnvironmentAndOfFiles() throws Exception {
        Files.writeString(folder.resolve("database"), "p$w\\d=");
        Files.writeString(folder.resolve("keys.properties"), "keystore = of-keys");
        Path file = Files.writeString(folder.resolve("etl.properties"), """
            kafka.bootstrap.servers = a:1,b:2
            kafka.security.protocol = SASL_SSL
            kafka.sasl.jaas.config = PlainLoginModule required username="me" password="${env:PATH}";
            kafka.ssl.keystore.password = ${file:%1$s/keys.properties:keystore}
            etl.database.password = ${directory:%1$s:database}
            camel.component.osspresigned.allowed-hosts = *.example.com
            """.formatted(folder));

        Configuration configuration = Configuration.read(file);

        assertThat(configuration.kafka(Map.of("linger.ms", "5")))
                .containsEntry("bootstrap.servers", "a:1,b:2")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry(
                        "sasl.jaas.config",
                        "PlainLoginModule required username=\"me\" password=\"" + System.getenv("PATH") + "\";")
                .containsEntry("ssl.keystore.password", "of-keys")
                .containsEntry("group.id", "etl-loaders")
                .containsEntry("linger.ms", "5")
                .containsKey("client.id");
        assertThat(configuration.get("etl.database.password")).isEqualTo("p$w\\d=");
        assertThat(configuration.camel())
                .isEqualTo(Map.of("camel.component.osspresigned.allowed-hosts", "*.example.com"));
    }

    @Test
    void fileOfThePageIsAccepted() throws Exception {
        Files.writeString(folder.resolve("kafka"), "of-kafka");
        Files.writeString(folder.resolve("database"), "of-database");
        String text = Files.readString(Path.of("deploy", "etl.properties"));
        Path file =
                Files.writeString(folder.resolve("etl.properties"), text.replace("/run/secrets", folder.toString()));

        Configuration configuration = Configuration.read(file);

        assertThat(configuration.kafka(Map.of()).get("sasl.jaas.config").toString())
                .endsWith("password=\"of-kafka\";");
        assertThat(configuration.get("etl.database.password")).isEqualTo("of-database");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            value = {
                "etl.database.passwrd, x, etl.database.passwrd: is no property of etl-cluster",
                "etl.database.password, ${env:NO_SUCH}, etl.database.password: ${env:NO_SUCH} does not exist",
                "etl.database.password, ${directory:/no/such:a}, etl.database.password: ${directory:/no/such:a} does"
                        + " not exist",
            })
    void wrongPropertyIsRefused(String name, String value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Configuration.of(Map.of(name, value)))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"1m, 1, 130000", "10m, 1, 670000", "10m, 4, 2680000"})
    void intervalOfPollsIsThatOfItsSlowestLinks(String download, String records, String millis) throws Exception {
        Configuration configuration = Configuration.of(Map.of(
                "kafka.bootstrap.servers",
                "a:1",
                "etl.download.timeout",
                download,
                "kafka.max.poll.records",
                records,
                "kafka.enable.auto.commit",
                "true"));

        assertThat(WorkerRoutes.clientProperties(configuration))
                .containsEntry("max.poll.interval.ms", millis)
                .containsEntry("enable.auto.commit", "false");
    }

    @Test
    void wrongArgumentPrintsUsage() throws Exception {
        JavaProgram.requireUsage(EtlCluster.class, folder);
    }

    @Test
    void wrongValueIsRefusedWhereItIsReadAndNotPrinted() throws Exception {
        Configuration configuration = Configuration.of(
                Map.of("etl.patience", "1d", "etl.database.url", "postgresql://me:secret@localhost/warehouse"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.duration("etl.patience"))
                .withMessage("etl.patience: must be a number with the unit s, m or h, was 1d");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> configuration.kafka(Map.of()))
                .withMessage("kafka.bootstrap.servers: is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Database.open(configuration))
                .withMessage("etl.database.url: must begin with jdbc:postgresql:");
    }
}
