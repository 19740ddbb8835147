// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.idempotent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.seen.SeenObjects;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.DownloadFilter.Admission;
import io.github.osspresign.transfer.model.ObjectIdentity;
import java.lang.ref.WeakReference;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;

/** A full queue may drop millions of exchanges, each with a key. */
class IdempotentEntryTest {

    private final SeenObjects repository = new SeenObjects();
    private int others;

    /** Acquires a key for an exchange that is dropped at once. */
    private WeakReference<String> droppedKey(String text) throws Exception {
        IdempotentEntry entry = new IdempotentEntry(repository, new DefaultExchange(new DefaultCamelContext()), text);
        ObjectIdentity object =
                ObjectIdentity.of(PresignedLink.of("https://demo.oss-cn-hangzhou.aliyuncs.com/a?Signature=b"));
        assertThat(entry.admit(object)).isEqualTo(Admission.ADMITTED);
        return new WeakReference<>(text);
    }

    @Test
    void keyOfDroppedExchangeLeavesTheMemoryWhenOthersAreAcquired() throws Exception {
        ServiceHelper.startService(repository);
        WeakReference<String> key = droppedKey("key " + others);

        await().until(() -> {
            System.gc();
            others++;
            droppedKey("key " + others);
            return key.get() == null;
        });
    }
}
