// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.test.PrintedText;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The demonstration runs without an account, with all its processes. */
@Tag("slow")
class DemonstrationTest {

    @Test
    void workersLoadEachRowOnceAndFailedLinksAreSentAgain() throws Exception {
        PrintedText printed = new PrintedText();
        Settings settings = Settings.of(List.of("--links=100", "--calm"));
        try (TransferView view = TransferView.of(printed);
                Demonstration example = new Demonstration(settings, view)) {
            assertThat(example.run()).as(printed::toString).isTrue();
        }

        assertThat(printed.toString())
                .contains("94 objects, 282 rows, 0 doubled")
                .contains(
                        "Failed: {ChecksumMismatchException=1, IllegalArgumentException=1, IllegalStateException=1, LinkExpiredException=1,"
                                + " ObjectNotFoundException=1}, as expected")
                .contains("4 links are sent again, 1 of them renewed. 1 records have no usable link.")
                .contains("4. Each row is in the table, once.")
                .doesNotContainPattern("x-oss-signature=[0-9a-f]");
    }

    @Test
    void numberOfWorkersIsPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--workers=0")))
                .withMessage("--workers: must be 1 or more, was '0'");
    }
}
