// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.transfer.file.CompletedRange;
import org.junit.jupiter.api.Test;

class ReceivedTest {

    @Test
    void startingOverDiscardsBytesButCountsThem() {
        Received first = Received.nothing().wholeOnly();
        first.ranges().finish(new CompletedRange(0, 10, 0));

        Received again = first.startOver();
        again.ranges().finish(new CompletedRange(0, 4, 0));

        assertThat(again.bytes()).isEqualTo(4);
        assertThat(again.totalBytes()).isEqualTo(14);
        assertThat(again.whole()).isTrue();
    }

    @Test
    void bytesWithoutAValidatorAreNotKept() {
        Received received = Received.nothing();
        received.ranges().finish(new CompletedRange(0, 10, 0));

        assertThat(received.keptBytes()).isZero();
        assertThat(received.isComplete()).isFalse();
    }
}
