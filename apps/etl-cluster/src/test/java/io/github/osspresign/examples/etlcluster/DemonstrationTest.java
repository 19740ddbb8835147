// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;

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
        try (TransferView view = TransferView.of(printed);
                Demonstration example = new Demonstration(100, List.of(), view)) {
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
}
