// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.DevServerTestSupport;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.DownloadFilter.Admission;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A known object is not downloaded and leaves no file; the filter is asked as soon as the object is known. */
class DownloadFilterTest extends DevServerTestSupport {

    private final List<@Nullable String> asked = new ArrayList<>();
    private int requestsBefore;

    /** Returns a filter that admits every object until it has a state, and then returns the admission. */
    private DownloadFilter once(Admission admission) {
        return object -> {
            asked.add(object.state());
            return object.state() == null ? Admission.ADMITTED : admission;
        };
    }

    private DownloadResult download(PresignedLink link, DownloadFilter filter, @Nullable String fileName)
            throws Exception {
        return download(patient(), link, filter, fileName);
    }

    private DownloadResult download(
            TransferOptions options, PresignedLink link, DownloadFilter filter, @Nullable String fileName)
            throws Exception {
        try (TransferClient client = client(options)) {
            return client.download(DownloadRequest.of(
                    ObjectRequest.builder(link)
                            .fileName(fileName)
                            .filter(filter)
                            .build(),
                    directory));
        }
    }

    private String etag() throws Exception {
        Downloaded known = download(patient());
        Files.delete(known.file());
        requestsBefore = server.requests().size();
        return String.valueOf(known.object().etag());
    }

    @Test
    void theEntityTagOfTheLinkIsAskedAboutBeforeAnyRequest() throws Exception {
        store(100_000);
        String etag = etag();
        PresignedLink link = Links.withFacts(link(), null, etag, null);

        assertThat(download(link, once(Admission.SEEN), null)).isInstanceOf(AlreadySeen.class);

        assertThat(asked).containsExactly("etag=" + etag);
        assertThat(server.requests()).hasSize(requestsBefore);
        assertOnly();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "sub/name.bin")
    void filterIsAskedAboutTheEntityTagOfTheResponseBeforeTheBody(@Nullable String fileName) throws Exception {
        store(40 * 1024 * 1024);
        String etag = etag();
        // Who took the body would wait for it.
        server.inject(new Fault.StallAfter(1000, Duration.ofMinutes(5)));

        DownloadResult result = download(link(), once(Admission.SEEN), fileName);

        assertThat(result).isInstanceOf(AlreadySeen.class);
        assertThat(((AlreadySeen) result).object().state()).isEqualTo("etag=" + etag);
        assertThat(asked).containsExactly(null, "etag=" + etag);
        assertThat(server.requests()).hasSize(requestsBefore + 1);
        assertThat(filesBelow()).isEmpty();
    }

    private List<String> filesBelow() throws Exception {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).map(String::valueOf).toList();
        }
    }

    @Test
    void whatIsAdmittedIsNotAskedAboutAgainWithEachAttempt() throws Exception {
        byte[] content = store(200_000);
        server.inject(new Fault.CutBodyAfter(1000));

        Downloaded result = (Downloaded) download(link(), once(Admission.ADMITTED), null);

        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.attempts()).isEqualTo(2);
        assertThat(asked).containsExactly(null, "etag=" + result.object().etag());
    }

    @Test
    void anObjectThatChangesMeanwhileIsAskedAboutAsTheOneThatItIsNow() throws Exception {
        store(200_000);
        String before = etag();
        server.inject(new Fault.CutBodyAfter(1000));
        byte[][] other = new byte[1][];
        DownloadFilter filter = object -> {
            asked.add(object.state());
            if (("etag=" + before).equals(object.state())) {
                other[0] = store(100_000);
            }
            return Admission.ADMITTED;
        };

        Downloaded result = (Downloaded) download(link(), filter, null);

        assertThat(result.file()).hasBinaryContent(other[0]);
        assertThat(asked)
                .containsExactly(
                        null, "etag=" + before, "etag=" + result.object().etag());
    }

    @Test
    void nextAttemptGetsAnObjectThatWasBusy() throws Exception {
        store(1000);
        List<Admission> admissions =
                new ArrayList<>(List.of(Admission.BUSY, Admission.BUSY, Admission.BUSY, Admission.ADMITTED));

        Downloaded result = (Downloaded) download(
                link(), object -> object.state() == null ? Admission.ADMITTED : admissions.remove(0), "name.bin");

        assertThat(waits).hasSize(3);
        assertThat(result.attempts()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void objectThatStaysBusyIsARetryableFailure(boolean streaming) throws Exception {
        store(1000);
        try (TransferClient client = client(patient())) {
            ObjectRequest request = ObjectRequest.builder(link())
                    .filter(object -> Admission.BUSY)
                    .build();
            assertThatThrownBy(() -> {
                        if (streaming) {
                            client.stream(request);
                        } else {
                            client.download(DownloadRequest.of(request, directory));
                        }
                    })
                    .isInstanceOfSatisfying(
                            DownloadFailedException.class,
                            failure -> assertThat(failure.isRetryable()).isTrue())
                    .hasMessageStartingWith("object is already being downloaded by another exchange (");
        }
        assertThat(waits).hasSize(4);
        assertThat(server.requests()).isEmpty();
        assertOnly();
    }

    @Test
    void anObjectOfUnknownStateIsDownloadedEachTime() throws Exception {
        byte[] body = "text".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (ScriptedServer scripted = new ScriptedServer(ScriptedResponse.ok(body))) {
            Downloaded result = (Downloaded) download(Links.to(scripted), once(Admission.SEEN), null);
            assertThat(result.file()).hasBinaryContent(body);
            assertThat(asked).containsExactly((String) null);
        }
    }
}
