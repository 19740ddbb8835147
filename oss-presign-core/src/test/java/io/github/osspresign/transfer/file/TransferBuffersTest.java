// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransferBuffersTest {

    private final TransferBuffers buffers = new TransferBuffers();

    @Test
    void fewBuffersAreOutsideTheHeapAndUsedAgain() {
        List<ByteBuffer> taken = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            taken.add(buffers.take(TransferBuffers.LARGEST));
        }
        assertThat(taken)
                .filteredOn(ByteBuffer::isDirect)
                .hasSize(8)
                .allMatch(buffer -> buffer.remaining() == TransferBuffers.LARGEST);
        assertThat(taken)
                .filteredOn(ByteBuffer::hasArray)
                .hasSize(12)
                .allMatch(buffer -> buffer.remaining() == 32 * 1024);

        taken.get(0).position(5);
        taken.forEach(buffers::giveBack);
        Set<ByteBuffer> again = identities();
        for (int i = 0; i < 8; i++) {
            again.add(buffers.take(TransferBuffers.LARGEST));
        }
        assertThat(again).hasSize(8).allMatch(buffer -> buffer.remaining() == TransferBuffers.LARGEST);
        Set<ByteBuffer> before = identities();
        before.addAll(taken);
        assertThat(before.containsAll(again)).isTrue();
        assertThat(buffers.take(TransferBuffers.LARGEST).isDirect()).isFalse();
    }

    @Test
    void aBufferThatNeedNotBeLargeIsInTheHeap() {
        assertThat(buffers.take(TransferBuffers.LARGEST - 1)).matches(ByteBuffer::hasArray);
        assertThat(buffers.take(7).remaining()).isEqualTo(7);
    }

    private static Set<ByteBuffer> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
