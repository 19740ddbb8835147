// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.sign.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.StringReader;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.component.file.FileConsumer;
import org.apache.camel.converter.stream.ByteArrayInputStreamCache;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A value that is neither text nor a number is refused with its type. Camel would convert it to text, which would be
 * signed.
 */
class NonTextValuesTest extends PresignTestSupport {

    private static final String ENDPOINT = "presign:examplebucket?region=cn-hangzhou&" + KEYS;
    private static final String CONTENT = "CONTENT-OF-THE-FILE";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws Exception {
        file = Files.writeString(directory.resolve("a.txt"), CONTENT);
        context.getComponent("presign", PresignComponent.class).setAllowedBuckets("*");
    }

    private static final class Shown {
        @Override
        public String toString() {
            return CONTENT;
        }
    }

    private List<Object> odd() {
        byte[] bytes = CONTENT.getBytes(StandardCharsets.UTF_8);
        return List.of(
                file,
                file.toFile(),
                FileConsumer.asGenericFile(directory.toString(), file.toFile(), null, false),
                new ByteArrayInputStream(bytes),
                new ByteArrayInputStreamCache(new ByteArrayInputStream(bytes)),
                new StringReader(CONTENT),
                bytes,
                CONTENT.toCharArray(),
                new String[] {CONTENT},
                List.of(CONTENT),
                Map.of(CONTENT, CONTENT),
                Stream.of(CONTENT),
                new Object(),
                new Shown());
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String what, Object value) {
        assertThatIllegalArgumentException()
                .as(what + " " + value.getClass())
                .isThrownBy(call)
                .withMessage(what + ": must be text or a number, was a value of type "
                        + value.getClass().getTypeName());
    }

    @ParameterizedTest
    @EnumSource(
            value = LinkField.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UPLOAD_SIZE", "CONTENT_MD5"})
    void refusesNonTextHeader(LinkField field) {
        for (Object value : odd()) {
            Map<String, Object> headers = new HashMap<>(Map.of(PresignConstants.OBJECT_KEY, "k"));
            headers.put(field.header(), value);
            refused(() -> url(ENDPOINT, headers), field.header(), value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign", "postPolicy&method=POST", "signAll"})
    void refusesNonTextFileNameAsKey(String operation) {
        for (Object value : odd()) {
            refused(
                    () -> {
                        Object made = send(
                                        ENDPOINT + "&operation=" + operation,
                                        Map.of("CamelFileName", value),
                                        List.of(Map.of("expiration", "1m")))
                                .getMessage()
                                .getBody();
                        if (made instanceof Iterator<?> links) {
                            try {
                                links.next();
                            } catch (IllegalArgumentException e) {
                                throw new IllegalArgumentException(
                                        e.getMessage().replace("entry 1: ", ""), e);
                            }
                        }
                    },
                    "CamelFileName",
                    value);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LinkField.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UPLOAD_SIZE", "CONTENT_MD5"})
    void refusesNonTextValueInListEntry(LinkField field) throws Exception {
        for (Object value : odd()) {
            refusedEntry(field.option(), value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"query.response-expires", "header.x-oss-meta-a"})
    void refusesNonTextParameterOrHeaderOfListEntry(String name) throws Exception {
        for (Object value : odd()) {
            refusedEntry(name, value);
        }
    }

    private void refusedEntry(String name, Object value) throws Exception {
        Map<String, Object> entry = new LinkedHashMap<>(Map.of("objectKey", "k"));
        entry.put(name, value);
        Iterator<?> links = send(ENDPOINT + "&operation=signAll", Map.of(), List.of(entry))
                .getMessage()
                .getBody(Iterator.class);
        refused(links::next, "entry 1: " + name, value);
    }

    @Test
    void refusesNonTextOptionNameOfListEntry() throws Exception {
        Iterator<?> links = send(
                        ENDPOINT + "&operation=signAll", Map.of(), List.of(Collections.singletonMap(new Shown(), "k")))
                .getMessage()
                .getBody(Iterator.class);
        refused(links::next, "entry 1: name of an option", new Shown());
    }

    @Test
    void refusesNonTextPrefix() {
        for (Object value : odd()) {
            refused(
                    () -> send(ENDPOINT + "&operation=signPrefix", Map.of(PresignConstants.PREFIX, value)),
                    PresignConstants.PREFIX,
                    value);
        }
    }

    @Test
    void refusesNonTextParameterOrHeaderOfOptions() throws Exception {
        for (String option : List.of("query", "header")) {
            PresignEndpoint endpoint = context.getEndpoint(ENDPOINT + "&versionId=" + option, PresignEndpoint.class);
            Map<String, Object> values = Map.of("x-oss-meta-file", new File("a"));
            if (option.equals("query")) {
                endpoint.getConfiguration().setQuery(values);
            } else {
                endpoint.getConfiguration().setHeader(values);
            }
            refused(
                    () -> ServiceHelper.initService(endpoint.createProducer()),
                    option + ".x-oss-meta-file",
                    new File("a"));
        }
    }

    @Test
    void acceptsTextNumbersAndEnumConstants() throws Exception {
        assertThat(url(
                        ENDPOINT,
                        Map.of(
                                PresignConstants.OBJECT_KEY,
                                CharBuffer.wrap("k"),
                                PresignConstants.METHOD,
                                HttpMethod.HEAD,
                                PresignConstants.VERSION_ID,
                                7,
                                PresignConstants.TRAFFIC_LIMIT,
                                819200L)))
                .contains("/k?", "versionId=7", "x-oss-traffic-limit=819200");
        assertThat(url(ENDPOINT, Map.of("CamelFileName", 2026))).contains("/2026?");
    }
}
