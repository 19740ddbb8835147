// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.idempotent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.message.SourceTransaction;
import io.github.osspresign.camel.seen.SeenObjects;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.CallbackSignature;
import io.github.osspresign.oss.syntax.Sha256;
import io.github.osspresign.transfer.model.DownloadFilter.Admission;
import io.github.osspresign.transfer.model.ObjectIdentity;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * The keys in idempotent repositories as version 1.0.0 writes them, in a sample that is never changed. A later version
 * derives the same keys: with other ones, it would deliver each object once more, and so would a roll-back.
 */
class IdempotentKeyFormatTest {

    private static final String SAMPLE = "/formats/1.0/idempotent-keys.tsv";

    @ParameterizedTest
    @CsvFileSource(resources = SAMPLE, delimiter = '\t', quoteCharacter = '`')
    void keyIsThatOfVersion10(String kind, String first, String second, String key) throws Exception {
        switch (kind) {
            case "object" ->
                assertDuplicate(ObjectIdentity.of(PresignedLink.of(first)).completedBy(second), key);
            case "message" ->
                assertThat(SourceTransaction.redeliveryMark(first, second)).isEqualTo(key);
            case "callback" ->
                assertThat(Sha256.hex(CallbackSignature.signedText(first, second.getBytes(UTF_8))))
                        .isEqualTo(key);
            default -> throw new AssertionError(kind);
        }
    }

    private static void assertDuplicate(ObjectIdentity object, String key) {
        SeenObjects repository = new SeenObjects();
        ServiceHelper.startService(repository);
        CamelContext context = new DefaultCamelContext();
        IdempotentEntry first = new IdempotentEntry(repository, new DefaultExchange(context), null);
        assertThat(first.admit(object)).isEqualTo(Admission.ADMITTED);
        first.release();
        repository.add(key);
        assertThat(new IdempotentEntry(repository, new DefaultExchange(context), null).admit(object))
                .isEqualTo(Admission.SEEN);
    }
}
