// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    @Test
    void aConnectionThatWasCancelledBeforeItsHandshakeFailsWithoutAClassOfTheHttpLibrary() {
        Connection cancelled = new Connection(false);
        cancelled.close(CloseMode.IMMEDIATE);

        assertThatThrownBy(cancelled::socket)
                .isExactlyInstanceOf(EOFException.class)
                .hasNoCause();
    }
}
