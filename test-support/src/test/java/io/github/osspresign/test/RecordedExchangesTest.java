// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedExchangesTest {

    @Test
    void readsAllExchangesOfTheFolder() throws IOException {
        List<RecordedExchange> exchanges = RecordedExchanges.all();

        assertThat(exchanges)
                .hasSizeGreaterThanOrEqualTo(260)
                .extracting(RecordedExchange::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void readsWhatItWrites(@TempDir Path folder) throws IOException {
        List<RecordedExchange> exchanges = RecordedExchanges.all();
        for (RecordedExchange exchange : exchanges) {
            RecordedExchanges.write(exchange, folder);
        }

        assertThat(RecordedExchanges.read(folder)).isEqualTo(exchanges);
    }

    @Test
    void readsRequestResponseAndCause() throws IOException {
        RecordedExchange exchange = RecordedExchanges.all().stream()
                .filter(each -> each.id().equals("filecodebox-137"))
                .findFirst()
                .orElseThrow();

        assertThat(exchange.source().origin()).isEqualTo("thread");
        assertThat(exchange.request().signature()).isEqualTo("S3V2");
        assertThat(exchange.request().url()).isNull();
        assertThat(exchange.response().error()).containsEntry("EC", "0002-00000307");
        assertThat(exchange.cause().id()).isEqualTo("s3-tool");
        assertThat(exchange.gaps().lineBreaksLost()).isTrue();
    }
}
