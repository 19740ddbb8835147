// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.file.FileConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Only text is accepted as a link, file name, folder or key; the content of a file is never used as one. */
class NonTextValuesRouteTest extends OssPresignedTestSupport {

    private List<Object> odd(String content) throws Exception {
        Path file = Files.writeString(directory.resolve("odd.txt"), content);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return List.of(
                file,
                file.toFile(),
                FileConsumer.asGenericFile(directory.toString(), file.toFile(), null, false),
                new ByteArrayInputStream(bytes),
                new StringReader(content),
                bytes,
                List.of(content),
                new Object());
    }

    private void refused(String uri, Object body, String header, Object value, String what) {
        assertThatIllegalArgumentException()
                .as(what + " " + value.getClass())
                .isThrownBy(() -> send(uri, body, Map.of(header, value)))
                .withMessage(what + ": must be text or a number, was a value of type "
                        + value.getClass().getTypeName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelPresignUrl", "CamelPresignLink"})
    void refusesNonTextLinkHeader(String header) throws Exception {
        String link = stored("k", "content");
        for (Object value : odd(link)) {
            refused(osspresigned(""), link, header, value, header);
            refused(osspresigned("&operation=upload").replace(inbox().toString(), ""), "x", header, value, header);
        }
        assertThat(server.requests()).isEmpty();
        assertThat(send(osspresigned(""), "other", Map.of(header, CharBuffer.wrap(link)))
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("content");
        assertThat(send(osspresigned(""), "other", Map.of(header, URI.create(link)))
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("content");
    }

    @ParameterizedTest
    @CsvSource({
        "fileName, &fileName=RAW(${header.value})",
        "idempotentKey, &idempotent=true&idempotentKey=RAW(${header.value})"
    })
    void refusesNonTextResultOfExpression(String option, String options) throws Exception {
        String link = stored("k", "content");
        for (Object value : odd("name")) {
            refused(osspresigned(options), link, "value", value, option);
        }
        assertThat(server.requests()).isEmpty();
        assertThat(send(osspresigned(options), link, Map.of("value", 2026))
                        .getMessage()
                        .getBody(String.class))
                .isEqualTo("content");
    }

    @Test
    void refusesNonTextFolderOfDirectory() throws Exception {
        String link = stored("k", "content");
        String uri = osspresigned("").replace(inbox().toString(), inbox() + "/${header.value}");
        for (Object value : odd("folder")) {
            refused(uri, link, "value", value, "directory");
        }
        send(uri, link, Map.of("value", 2026));
        assertThat(filesIn(inbox())).containsExactly("2026/k");
    }
}
