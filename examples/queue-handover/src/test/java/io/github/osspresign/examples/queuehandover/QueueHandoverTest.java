// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.queuehandover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.test.PrintedText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The example runs without an account, and each message ends where it should. */
class QueueHandoverTest {

    private final PrintedText printed = new PrintedText();

    @AutoClose
    private final PrintedText logged = PrintedText.ofStandardError();

    @Test
    void eachMessageEndsWhereItShould() throws Exception {
        try (QueueHandover example = new QueueHandover(Settings.of(List.of(), Map.of()), TransferView.of(printed))) {
            assertThat(example.run()).as(printed::toString).isTrue();
        }

        assertThat(printed.toString())
                .containsPattern("away.txt +links.dead +4\n")
                .containsPattern("busy.txt +inbox +2\n")
                .containsPattern("claimed +links.rejected +1\n")
                .containsPattern("foreign +links.refused +1\n")
                .containsPattern("forged +links.rejected +1\n")
                .containsPattern("gone.txt +links.missing +1\n")
                .containsPattern("late.txt +inbox +1\n")
                .containsPattern("plain.txt +inbox +1\n")
                .containsPattern("unreadable +links.unreadable +1\n")
                .contains("a fresh link to handover/late.txt")
                .contains("no fresh link: it is signed with an access key that this endpoint does not know")
                .contains("5. Each link ended as expected.");
        assertThat("" + printed + logged).doesNotContainPattern("x-oss-signature=[0-9a-f]");
    }

    @Test
    void aHalfDescribedServiceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of(), Map.of("OSS_BUCKET", "b", "OSS_REGION", "r")))
                .withMessageContaining("OSS_ACCESS_KEY_ID")
                .withMessageContaining("OSS_ACCESS_KEY_SECRET");
    }

    @Test
    void anUnknownArgumentIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(List.of("--keep-runing"), Map.of()))
                .withMessageContaining("'--keep-runing'")
                .withMessageContaining("--keep-running");
    }
}
