// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.examples.terminal.TransferView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example runs without an account, with all its processes. */
@Tag("slow")
class EtlClusterTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void workersLoadEachRowOnceAndFailedLinksAreSentAgain() throws Exception {
        Settings settings = Settings.of(List.of("--links=100", "--calm"), Map.of());
        boolean well;
        try (TransferView view = TransferView.of(new PrintStream(printed, true, StandardCharsets.UTF_8));
                EtlCluster example = new EtlCluster(settings, view)) {
            well = example.run();
        }

        String output = printed.toString(StandardCharsets.UTF_8);
        assertThat(well).as(output).isTrue();
        assertThat(output)
                .contains("94 objects, 282 rows, 0 doubled")
                .contains(
                        "Failed: {ChecksumMismatchException=1, IllegalArgumentException=1, IllegalStateException=1, LinkExpiredException=1,"
                                + " ObjectNotFoundException=1}, as expected")
                .contains("4 links are sent again, 1 of them renewed. 1 records have no usable link.")
                .contains("4. Each row is in the table, once.")
                .doesNotContainPattern("x-oss-signature=[0-9a-f]");
    }

    @Test
    void halfDescribedServiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of(), Map.of("OSS_BUCKET", "b", "OSS_REGION", "r")))
                .withMessageContaining("OSS_ACCESS_KEY_ID")
                .withMessageContaining("OSS_ACCESS_KEY_SECRET");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--resend"), Map.of("KAFKA_BROKERS", "kafka:9092")))
                .withMessageStartingWith("--resend: requires KAFKA_BROKERS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--worker"), Map.of("KAFKA_BROKERS", "kafka:9092")))
                .withMessageStartingWith("--worker: requires KAFKA_BROKERS and JDBC_URL");
    }

    @Test
    void addressOfAnotherDatabaseIsRefusedAndNotPrinted() {
        Map<String, String> environment =
                Map.of("KAFKA_BROKERS", "kafka:9092", "JDBC_URL", "postgresql://me:secret@localhost/warehouse");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--worker"), environment))
                .withMessage("JDBC_URL: must begin with jdbc:postgresql:");
    }

    @Test
    void wrongArgumentsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--lniks=300"), Map.of()))
                .withMessageContaining("'--lniks=300'")
                .withMessageContaining("--links=");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--workers=0"), Map.of()))
                .withMessage("--workers: must be 1 or more, was '0'");
    }
}
